// Why this version of Hirewire lacks operations and webhooks, where several have the same reason.

export const connectFlowMissing =
  'Hirewire has no page yet where customers connect a tool themselves. The operator of Hirewire does so for them, with `npx hirewire integrations create`.';

export const assessmentsMissing = 'Hirewire does not support assessments yet.';
