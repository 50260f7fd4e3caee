// Why this version of Hirewire lacks operations and webhooks, where several have the same reason.

export const connectFlowMissing =
  'There is no page yet on which customers connect a tool themselves. The operator of Hirewire connects it for them, with `hirewire integrations create`.';

export const assessmentsMissing =
  'Hirewire does not carry assessments between tools and their vendors yet.';
