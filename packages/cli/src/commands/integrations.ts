import { findOrCreateEnvironment } from '@hirewire/store';
import type { Integration } from '@hirewire/store';
import { Option } from 'commander';
import type { Command } from 'commander';
import { commandName, defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import type { Call } from '../io.ts';
import { getIntegration } from '../named-records.ts';
import { printAnswer } from '../output/print-answer.ts';
import { describeMissing, viewIntegration } from '../output/views.ts';
import { confirm } from '../confirm.ts';
import { readCredentialsFile } from '../read-credentials-file.ts';
import { readSetting } from '../read-setting.ts';
import { withHirewire } from '../with-hirewire.ts';
import { addList, addShow } from './integrations-show.ts';
import { addCancelSync, addSync } from './integrations-sync.ts';

interface CreateOptions extends SharedOptions {
  tool: string;
  credentialsFile: string;
  environment: string;
  organization: string;
  endUserEmail?: string;
  originId?: string;
  remoteBaseUrl?: string;
  setting: Record<string, unknown>;
  remoteData?: boolean;
}

interface DeleteOptions extends SharedOptions {
  yes?: boolean;
}

interface SetOptions extends SharedOptions {
  setting: Record<string, unknown>;
}

interface CredentialsOptions extends SharedOptions {
  credentialsFile: string;
}

interface WebhookOptions extends SharedOptions {
  publicUrl?: string;
}

const exampleId = 'ashby:4Vq8hJkWmZ2xTnRbYc6pLd3S';

export function addIntegrations(program: Command, call: Call): void {
  const integrations = program
    .command('integrations')
    .description("manage integrations with your customers' ATSs");
  addCreate(integrations, call);
  addList(integrations, call);
  addShow(integrations, call);
  addChanges(integrations, call);
  addSync(integrations, call);
  addCancelSync(integrations, call);
  addRemoteWebhooks(integrations, call);
  defineCommand(integrations, {
    usage: 'delete <id>',
    changes: true,
    summary: 'delete an integration with its records and credentials; the ATS is not changed',
    examples: [`integrations delete ${exampleId}`, `integrations delete ${exampleId} --yes`],
  })
    .option('--yes', 'do not ask')
    .action((id: string, options: DeleteOptions) => deleteIntegration(call, id, options));
}

function addCreate(parent: Command, call: Call): void {
  defineCommand(parent, {
    usage: 'create',
    changes: true,
    summary: "connect a customer's ATS: check the credentials and queue the first sync",
    examples: [
      'integrations create --tool ashby --credentials-file ashby.json --organization "Acme"',
      'integrations create --tool ashby --credentials-file - --json < ashby.json',
    ],
  })
    .requiredOption('--tool <tool>', 'the ATS, such as ashby')
    .requiredOption('--credentials-file <file>', 'JSON file with the credentials; - for stdin')
    .option(
      '--environment <name>',
      'environment whose API keys can use the integration; created if it does not exist',
      'default',
    )
    .option('--organization <name>', "the customer's name", 'Unnamed organization')
    .option('--end-user-email <address>', 'email address of the person who connects the ATS')
    .option('--origin-id <id>', 'id of the customer in your product')
    .option(
      '--remote-base-url <url>',
      "base URL to use instead of the vendor's; needs HIREWIRE_ALLOW_REMOTE_BASE_URL=1",
    )
    .addOption(
      new Option(
        '--setting <name=value>',
        'setting of the connector (see its README), or requests_per_second; repeatable',
      )
        .argParser(readSetting)
        .default({}, 'none'),
    )
    .option('--remote-data', "store the vendor's raw objects and return them as remote_data")
    .action((options: CreateOptions) => createIntegration(call, options));
}

function addChanges(parent: Command, call: Call): void {
  defineCommand(parent, {
    usage: 'set <id>',
    changes: true,
    summary: 'change settings of an integration',
    examples: [
      `integrations set ${exampleId} --setting sync_only_created_applications=true`,
      `integrations set ${exampleId} --setting requests_per_second=null`,
    ],
  })
    .requiredOption(
      '--setting <name=value>',
      'setting of the connector (see its README) or of all; `null` resets it; repeatable',
      readSetting,
    )
    .action((id: string, options: SetOptions) => changeSettings(call, id, options));
  defineCommand(parent, {
    usage: 'switch-off <id> <names...>',
    changes: true,
    summary: 'disable models, fields or actions (ids as in `GET /integrations/{id}`)',
    examples: [
      `integrations switch-off ${exampleId} ats_offers`,
      `integrations switch-off ${exampleId} ats_candidates.social_media ats_create_application`,
    ],
  }).action((id: string, names: string[], options: SharedOptions) =>
    changeScope(call, { id, change: { disable: names } }, options),
  );
  defineCommand(parent, {
    usage: 'switch-on <id> <names...>',
    changes: true,
    summary: 'enable models, fields or actions again',
    examples: [`integrations switch-on ${exampleId} ats_offers`],
  }).action((id: string, names: string[], options: SharedOptions) =>
    changeScope(call, { id, change: { enable: names } }, options),
  );
  defineCommand(parent, {
    usage: 'set-credentials <id>',
    changes: true,
    summary: 'replace the credentials after checking them; an INVALID integration becomes ACTIVE',
    examples: [
      `integrations set-credentials ${exampleId} --credentials-file ashby.json`,
      `integrations set-credentials ${exampleId} --credentials-file - < ashby.json`,
    ],
  })
    .requiredOption('--credentials-file <file>', 'JSON file with the credentials; - for stdin')
    .action((id: string, options: CredentialsOptions) => setCredentials(call, id, options));
}

function addRemoteWebhooks(parent: Command, call: Call): void {
  defineCommand(parent, {
    usage: 'register-webhooks <id>',
    changes: true,
    summary: 'register webhooks at the tool, so that changes arrive at once; replaces earlier ones',
    examples: [
      `integrations register-webhooks ${exampleId} --public-url https://hirewire.example.org`,
    ],
  })
    .option(
      '--public-url <url>',
      'address at which the tool reaches this server; default: HIREWIRE_PUBLIC_URL',
    )
    .action((id: string, options: WebhookOptions) => registerWebhooks(call, id, options));
  defineCommand(parent, {
    usage: 'unregister-webhooks <id>',
    changes: true,
    summary: 'remove the webhooks from the tool (also done when the integration is deleted)',
    examples: [`integrations unregister-webhooks ${exampleId}`],
  }).action((id: string, options: SharedOptions) => unregisterWebhooks(call, id, options));
}

async function createIntegration(call: Call, options: CreateOptions): Promise<void> {
  const credentials = await readCredentialsFile(call, options.credentialsFile);
  const integration = await withHirewire(
    call,
    options,
    async ({ database, engine }) => {
      const environment = await findOrCreateEnvironment(database, { name: options.environment });
      return engine.createIntegration({
        environmentId: environment.id,
        tool: options.tool,
        credentials,
        endUser: {
          organizationName: options.organization,
          creatorEmail: options.endUserEmail ?? null,
          originId: options.originId ?? null,
        },
        remoteBaseUrl: options.remoteBaseUrl ?? null,
        settings: options.setting,
        isRemoteDataEnabled: options.remoteData ?? false,
      });
    },
    { mayCreate: true },
  );
  printAnswer(call, options, {
    answer: viewIntegration(integration),
    text:
      `Created ${integration.id}.\n${renderMissing(integration)}` +
      'Its first sync is queued: a running server starts it now, otherwise at its next start. ' +
      'To run and follow it here:\n' +
      `  ${commandName} integrations sync ${integration.id} --wait`,
  });
}

/** A line for each permission that the credentials lack. */
function renderMissing(integration: Integration): string {
  const lines = describeMissing(integration).map((missing) => `Missing permission: ${missing}.\n`);
  if (lines.length > 0) {
    lines.push('All else works. Grant what you want to use; each sync tries it again.\n');
  }
  return lines.join('');
}

async function changeSettings(call: Call, id: string, options: SetOptions): Promise<void> {
  const settings = await withHirewire(call, options, async ({ database, engine }) => {
    await getIntegration(database, id);
    await engine.changeSettings(id, options.setting);
    return (await getIntegration(database, id)).settings;
  });
  const text = `Settings of ${id}: ${JSON.stringify(settings)}`;
  printAnswer(call, options, { answer: { id, settings }, text });
}

async function changeScope(
  call: Call,
  { id, change }: { id: string; change: { enable?: string[]; disable?: string[] } },
  options: SharedOptions,
): Promise<void> {
  const disabled = await withHirewire(call, options, async ({ database, engine }) => {
    await getIntegration(database, id);
    return engine.changeScope(id, change);
  });
  const text =
    `Disabled in ${id}: ${disabled.join(', ') || 'nothing'}.\n` +
    'The next sync applies this to the records. To sync now:\n' +
    `  ${commandName} integrations sync ${id} --wait`;
  printAnswer(call, options, { answer: { id, switched_off: disabled }, text });
}

async function setCredentials(call: Call, id: string, options: CredentialsOptions): Promise<void> {
  const credentials = await readCredentialsFile(call, options.credentialsFile);
  const { integration, sync } = await withHirewire(call, options, async ({ database, engine }) => {
    await getIntegration(database, id);
    const queued = await engine.replaceCredentials(id, credentials);
    return { integration: await getIntegration(database, id), sync: queued };
  });
  const { status } = integration;
  const { missing_permissions } = viewIntegration(integration);
  const next =
    sync === null
      ? 'The integration is disabled: it does not sync until it is enabled.'
      : `The ${sync.type} sync ${sync.sync_id} is queued.`;
  const done = `Replaced the credentials of ${id}; its status is ${status}.`;
  const text = `${done}\n${renderMissing(integration)}${next}`;
  printAnswer(call, options, { answer: { id, status, sync, missing_permissions }, text });
}

async function registerWebhooks(call: Call, id: string, options: WebhookOptions): Promise<void> {
  const publicUrl = options.publicUrl?.replace(/\/+$/, '');
  const made = await withHirewire(call, options, async ({ database, engine }) => {
    await getIntegration(database, id);
    const byHand = await engine.describeHandMadeWebhook(id, publicUrl);
    return byHand ?? (await engine.registerVendorWebhooks(id, publicUrl));
  });
  if (typeof made === 'number') {
    const text = `Registered webhooks of ${id} for ${made} event types.`;
    printAnswer(call, options, { answer: { id, kinds: made }, text });
    return;
  }
  const secret = made.secret === null ? 'is among the credentials already' : made.secret;
  const text =
    'This tool has no way to register webhooks. Set one up in the tool:\n' +
    `  address  ${made.url}\n  secret   ${secret}`;
  printAnswer(call, options, { answer: { id, ...made }, text });
}

async function unregisterWebhooks(call: Call, id: string, options: SharedOptions): Promise<void> {
  const kinds = await withHirewire(call, options, async ({ database, engine }) => {
    await getIntegration(database, id);
    return engine.unregisterVendorWebhooks(id);
  });
  const text =
    kinds === 0
      ? `${id} has no registered webhooks.`
      : `Removed the webhooks of ${id} for ${kinds} event types.`;
  printAnswer(call, options, { answer: { id, kinds }, text });
}

async function deleteIntegration(call: Call, id: string, options: DeleteOptions): Promise<void> {
  await withHirewire(call, options, async ({ database, engine }) => {
    const { endUser } = await getIntegration(database, id);
    const what = `${id} of ${endUser.organizationName}, with its records and credentials`;
    if (options.yes !== true) await confirm(call, `Delete ${what}, for good?`);
    await engine.deleteIntegration(id);
  });
  printAnswer(call, options, { answer: { id, deleted: true }, text: `Deleted ${id}.` });
}
