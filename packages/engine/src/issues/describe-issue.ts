import { z } from 'zod';

/** What an issue is made of; `facts` as store/src/issues/observe-issues.ts notes them. */
export interface DescribedIssue {
  /** Empty for an issue of the whole environment. */
  integrationId: string;
  type: string;
  subject: string;
  facts: unknown;
}

interface Kind {
  /** Short, and fit for the customer. */
  title: (issue: Pick<DescribedIssue, 'type' | 'subject'>) => string;
  /** What is wrong and what to do, as Markdown, for developers. */
  message: (issue: DescribedIssue) => string;
}

const names = z.array(z.string()).nullable();

/** Kinds of issues, by type. docs/guides/issues.md explains each. */
const kinds: Readonly<Record<string, Kind>> = {
  'integration.authentication_failed': kind({
    facts: z.object({ since: z.string() }),
    title: () => 'The tool refuses the credentials',
    message: ({ since }, { integrationId }) =>
      `The tool has refused the credentials since ${since}. Ask the customer for new ones, and enter ` +
      `them with \`npx hirewire integrations set-credentials ${integrationId}\`. Three days after ` +
      'the first refusal, the integration becomes INVALID and is not synced until then.',
  }),
  'integration.permission_missing': kind({
    facts: z.object({
      grantedAt: z.string().optional(),
      models: names,
      fieldsOf: names.optional(),
      actions: names,
    }),
    title: ({ subject }) => `A permission is missing: ${subject}`,
    message: ({ grantedAt, models, fieldsOf = null, actions }, { subject }) =>
      `The credentials lack the permission **${subject}**.` +
      `${listed(' Models that are not read, or not in full: ', models)}` +
      `${listed(' Models that lack fields: ', fieldsOf)}` +
      `${listed(' Actions that fail, or do not do all: ', actions)} Ask the customer to grant it` +
      `${grantedAt === undefined ? '' : ` (${grantedAt})`}: the next full sync notices. If it is not ` +
      'needed, disable these models, fields and actions.',
  }),
  'integration.credentials_expiring': kind({
    facts: z.object({ expires_at: z.string() }),
    title: () => 'The credentials expire soon, or have expired',
    message: ({ expires_at: until }, { integrationId }) =>
      `The tool refuses the credentials from ${until} on. Ask the customer to prolong them there, which ` +
      'the next full sync notices, or for new ones, and enter those with ' +
      `\`npx hirewire integrations set-credentials ${integrationId}\`.`,
  }),
  'integration.sync_failing': kind({
    facts: z.object({ run_id: z.string(), state: z.string(), models: names }),
    title: () => 'Syncs fail',
    message: ({ run_id: run, state, models }, { integrationId }) =>
      `The last sync ended as ${state}.${listed(' Models that failed: ', models)} ` +
      `${whereToLook(integrationId, run)} Records that were read before are kept, and later syncs try again.`,
  }),
  'integration.sync_late': kind({
    facts: z.object({ since: z.string(), expected_minutes: z.number() }),
    title: () => 'Syncs are late',
    message: ({ since, expected_minutes: minutes }) =>
      `A sync is due every ${minutes} minutes, but none that began after ${since} has succeeded. Check ` +
      'that a worker runs and how much work waits: `npx hirewire doctor`.',
  }),
  'integration.deletions_withheld': kind({
    facts: z.object({ run_id: z.string(), count: z.number() }),
    title: ({ subject }) => `Deletions of ${subject} are withheld`,
    message: ({ run_id: run, count }, { integrationId, subject }) =>
      `A sync missed ${count} ${subject} and kept them: it is implausible that they were deleted, or a ` +
      `missing permission may hide them. ${whereToLook(integrationId, run)} If so many were indeed ` +
      'deleted, the next full sync deletes them here, too.',
  }),
  'integration.incoming_webhook_failing': kind({
    facts: z.object({ count: z.number(), total: z.number(), events: names }),
    title: () => 'The tool no longer sends webhooks',
    message: ({ count, total, events }, { integrationId }) =>
      `The tool has switched off or lost ${count} of ${total} webhooks.${listed(' Events: ', events)} ` +
      'Changes arrive with the next sync only. Register them again: `npx hirewire integrations ' +
      `register-webhooks ${integrationId}\`.`,
  }),
  'integration.action_failing': kind({
    facts: z.object({ failed: z.number(), finished: z.number(), interaction_id: z.string() }),
    title: ({ subject }) => `The action ${subject} fails`,
    message: ({ failed, finished, interaction_id: interaction }, { subject }) =>
      `${failed} of ${finished} calls of \`${subject}\` failed within 24 hours, not counting those with ` +
      'invalid input. The last one, with the responses of the tool: `npx hirewire interactions show ' +
      `${interaction}\`.`,
  }),
  'environment.webhook_endpoint_failing': kind({
    facts: z.object({ disabled_reason: z.string().nullable(), since: z.string().nullable() }),
    title: () => 'A webhook endpoint does not accept events',
    message: ({ disabled_reason: reason, since }, { subject }) =>
      `${reason === null ? `The webhook endpoint has accepted nothing since ${since}.` : `The webhook endpoint was disabled: ${reason}`} ` +
      `Its responses: \`npx hirewire webhooks deliveries ${subject}\`. Pending events are kept. When the ` +
      `endpoint works again: \`npx hirewire webhooks set ${subject} --enable\`.`,
  }),
  'environment.api_key_expiring': kind({
    facts: z.object({ name: z.string(), expires_at: z.string() }),
    title: () => 'An API key expires soon, or has expired',
    message: ({ name, expires_at: until }, { subject }) =>
      `The API key "${name}" is refused from ${until} on. Create another one with ` +
      '`npx hirewire keys create`, give it to the programs that use this one, and revoke this one: ' +
      `\`npx hirewire keys revoke ${subject}\`.`,
  }),
};

/** The title of an issue, which needs no facts. */
export function titleOfIssue({ type, subject }: Pick<DescribedIssue, 'type' | 'subject'>): string {
  return kindOf(type).title({ type, subject });
}

/** Title and message of an issue. */
export function describeIssue(issue: DescribedIssue): { title: string; message: string } {
  return { title: titleOfIssue(issue), message: kindOf(issue.type).message(issue) };
}

function kindOf(type: string): Kind {
  return (Object.hasOwn(kinds, type) ? kinds[type] : undefined) ?? unknownKind;
}

/** During a rolling restart, a process of a newer version may have raised it. */
const unknownKind: Kind = {
  title: ({ type }) => type,
  message: () => 'This version of Hirewire does not know this type of issue.',
};

function kind<Facts extends z.ZodType>({
  facts: schema,
  title,
  message,
}: {
  facts: Facts;
  title: Kind['title'];
  message: (facts: z.output<Facts>, issue: DescribedIssue) => string;
}): Kind {
  return { title, message: (issue) => message(schema.parse(issue.facts), issue) };
}

function listed(label: string, words: readonly string[] | null): string {
  return words === null || words.length === 0
    ? ''
    : `${label}${words.map((word) => `\`${word}\``).join(', ')}.`;
}

function whereToLook(integrationId: string, runId: string): string {
  return `The report of the sync says why: \`npx hirewire integrations show ${integrationId}\`, or \`GET /hirewire/v1/syncs/${runId}\`.`;
}
