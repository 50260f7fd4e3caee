import { viewWebhookEndpoint } from '@hirewire/server';
import {
  deleteWebhookEndpoint,
  findOrCreateEnvironment,
  listWebhookEndpoints,
} from '@hirewire/store';
import type { WebhookEndpoint } from '@hirewire/store';
import type { Command } from 'commander';
import { commandName, defineCommand, wholeNumber } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { UsageError } from '../errors.ts';
import type { Call } from '../io.ts';
import { getEnvironment, getWebhookEndpoint } from '../named-records.ts';
import { printAnswer } from '../output/print-answer.ts';
import { renderTable } from '../output/render-table.ts';
import { withHirewire } from '../with-hirewire.ts';
import { addDeliveries, addReplay } from './webhook-deliveries.ts';

interface EnvironmentOptions extends SharedOptions {
  environment: string;
}

interface EndpointOptions extends EnvironmentOptions {
  event?: string[];
  description?: string;
}

interface SetOptions extends EndpointOptions {
  url?: string;
  enable?: boolean;
  disable?: boolean;
}

interface RotateOptions extends EnvironmentOptions {
  overlapHours: number;
}

export function addWebhooks(program: Command, call: Call): void {
  const webhooks = program.command('webhooks').description('manage webhook endpoints');
  addCreate(webhooks, call);
  defineCommand(webhooks, {
    usage: 'list',
    changes: false,
    summary: 'list the endpoints of an environment, and why one is disabled',
    examples: ['webhooks list', 'webhooks list --environment staging --json'],
  })
    .option('--environment <name>', 'environment of the endpoints', 'default')
    .action((options: EnvironmentOptions) => listEndpoints(call, options));
  addSet(webhooks, call);
  defineCommand(webhooks, {
    usage: 'delete <id>',
    changes: true,
    summary: 'delete an endpoint and its pending deliveries',
    examples: ['webhooks delete 8f2KxW1mTqv3cGh7RdYpZs4N'],
  })
    .option('--environment <name>', 'environment of the endpoint', 'default')
    .action((id: string, options: EnvironmentOptions) => deleteEndpoint(call, id, options));
  defineCommand(webhooks, {
    usage: 'rotate-secret <id>',
    changes: true,
    summary: 'create a new secret; the old one stays valid for some hours',
    examples: ['webhooks rotate-secret 8f2KxW1mTqv3cGh7RdYpZs4N --overlap-hours 48'],
  })
    .option('--overlap-hours <hours>', 'hours for which both are valid', wholeNumber(0, 168), 24)
    .option('--environment <name>', 'environment of the endpoint', 'default')
    .action((id: string, options: RotateOptions) => rotateSecret(call, id, options));
  addDeliveries(webhooks, call);
  addReplay(webhooks, call);
}

function addCreate(parent: Command, call: Call): void {
  defineCommand(parent, {
    usage: 'create <url>',
    changes: true,
    summary: 'send events to a URL (the secret is shown only once)',
    examples: [
      'webhooks create https://example.org/hirewire',
      'webhooks create https://example.org/hirewire --event data-changed sync-finished',
    ],
  })
    .option('--event <types...>', 'event types to send; default: all')
    .option('--description <text>', 'description of the endpoint')
    .option(
      '--environment <name>',
      'environment whose events are sent; created if it does not exist',
      'default',
    )
    .action((url: string, options: EndpointOptions) => createEndpoint(call, url, options));
}

function addSet(parent: Command, call: Call): void {
  defineCommand(parent, {
    usage: 'set <id>',
    changes: true,
    summary: 'change, disable or enable an endpoint; pending deliveries are kept',
    examples: [
      'webhooks set 8f2KxW1mTqv3cGh7RdYpZs4N --enable',
      'webhooks set 8f2KxW1mTqv3cGh7RdYpZs4N --url https://example.org/other',
    ],
  })
    .option('--url <url>', 'URL to send events to')
    .option('--event <types...>', 'event types to send')
    .option('--description <text>', 'description of the endpoint')
    .option('--enable', 'send events, including the pending ones')
    .option('--disable', 'stop sending events')
    .option('--environment <name>', 'environment of the endpoint', 'default')
    .action((id: string, options: SetOptions) => setEndpoint(call, id, options));
}

async function createEndpoint(call: Call, url: string, options: EndpointOptions): Promise<void> {
  const { endpoint, secret } = await withHirewire(
    call,
    options,
    async ({ database, engine }) => {
      const { id } = await findOrCreateEnvironment(database, { name: options.environment });
      return engine.createWebhookEndpoint({
        environmentId: id,
        url,
        description: options.description ?? null,
        eventTypes: options.event ?? null,
      });
    },
    { mayCreate: true },
  );
  printAnswer(call, options, {
    answer: { ...viewWebhookEndpoint(endpoint), secret },
    text:
      `Webhook endpoint ${endpoint.id} receives ${endpoint.eventTypes.join(', ')}. Its secret:\n\n` +
      `  ${secret}\n\nStore it safely: it is not shown again.`,
  });
}

async function listEndpoints(call: Call, options: EnvironmentOptions): Promise<void> {
  const endpoints = await withHirewire(call, options, async ({ database }) => {
    const { id } = await getEnvironment(database, options.environment);
    return listWebhookEndpoints(database, id);
  });
  const answer = endpoints.map(viewWebhookEndpoint);
  printAnswer(call, options, { answer, text: renderEndpoints(endpoints) });
}

function renderEndpoints(endpoints: readonly WebhookEndpoint[]): string {
  if (endpoints.length === 0) {
    return `No webhook endpoints yet. Create one: ${commandName} webhooks create <url>`;
  }
  return renderTable(
    ['id', 'url', 'events', 'state'],
    endpoints.map((endpoint) => [
      endpoint.id,
      endpoint.url,
      endpoint.eventTypes.join(' '),
      stateOf(endpoint),
    ]),
  );
}

function stateOf({ isEnabled, disabledReason, failures }: WebhookEndpoint): string {
  if (!isEnabled) return `disabled: ${disabledReason ?? 'by a user'}`;
  return failures === 0 ? 'enabled' : `failing: ${failures} tries in a row`;
}

async function setEndpoint(call: Call, id: string, options: SetOptions): Promise<void> {
  const changes = readChanges(options);
  const endpoint = await withHirewire(call, options, async ({ database, engine }) => {
    const found = await getWebhookEndpoint(database, { id, environment: options.environment });
    return (await engine.changeWebhookEndpoint(found, changes)) ?? found;
  });
  const state = endpoint.isEnabled ? 'enabled' : 'disabled';
  printAnswer(call, options, {
    answer: viewWebhookEndpoint(endpoint),
    text: `Webhook endpoint ${id} is ${state}: ${endpoint.url} receives ${endpoint.eventTypes.join(', ')}.`,
  });
}

function readChanges({ url, event: eventTypes, description, enable, disable }: SetOptions) {
  if (enable && disable) throw new UsageError('Use either --enable or --disable, not both.');
  const changes = {
    ...(url !== undefined && { url }),
    ...(eventTypes !== undefined && { eventTypes }),
    ...(description !== undefined && { description }),
    ...((enable ?? disable) && { isEnabled: enable === true }),
  };
  if (Object.keys(changes).length > 0) return changes;
  throw new UsageError('Nothing to change: use at least one option (see --help).');
}

async function deleteEndpoint(call: Call, id: string, options: EnvironmentOptions): Promise<void> {
  await withHirewire(call, options, async ({ database }) => {
    const endpoint = await getWebhookEndpoint(database, { id, environment: options.environment });
    await deleteWebhookEndpoint(database, endpoint);
  });
  printAnswer(call, options, {
    answer: { id, deleted: true },
    text: `Deleted webhook endpoint ${id}.`,
  });
}

async function rotateSecret(call: Call, id: string, options: RotateOptions): Promise<void> {
  const { environment, overlapHours } = options;
  const rotated = await withHirewire(call, options, async ({ database, engine }) => {
    const found = await getWebhookEndpoint(database, { id, environment });
    return engine.rotateWebhookSecret(found, overlapHours * 3600);
  });
  if (rotated === null) throw new Error(`The webhook endpoint ${id} was just deleted.`);
  const { endpoint, secret } = rotated;
  printAnswer(call, options, {
    answer: { ...viewWebhookEndpoint(endpoint), secret },
    text:
      `The new secret of webhook endpoint ${id}:\n\n  ${secret}\n\nStore it safely: it is not shown ` +
      `again. The old one stays valid for ${overlapHours} hours: accept both until then.`,
  });
}
