import { type Operation, operations, webhooks } from '@hirewire/contract';
import {
  type Page,
  breakableCode,
  code,
  escapeText,
  join,
  writeHead,
  writeTable,
} from '../markdown.ts';
import { parametersOf } from './open-api.ts';

/** The groups of the wire, with the words that head them. */
export const operationGroups = [
  { id: 'ats', label: 'ATS', about: 'Records of the tool, and live actions in it.' },
  { id: 'general', label: 'General', about: 'Integrations, syncs, tools and passthrough.' },
  { id: 'connect', label: 'Connect', about: 'Bringing new customers in.' },
  {
    id: 'assessment',
    label: 'Assessment',
    about: 'Tests and background checks that recruiters order from inside their tool.',
  },
] as const;

/** What every list takes; the overview shows what each has besides. */
const ofEveryList = ['cursor', 'page_size', 'updated_after', 'include_deleted'].concat([
  'ignore_unsupported_filters',
  'ids',
  'remote_ids',
]);

export function writeOverviewPages(): Page[] {
  return [writeOperations(), writeWebhooks()];
}

function writeOperations(): Page {
  const sections = operationGroups.flatMap(({ id, label, about }) => {
    const ours: readonly Operation[] = operations.filter(({ group }) => group === id);
    const rows = ours.map((operation) => [
      `[${escapeText(operation.summary)}](${operation.id}.md)${notesOf(operation)}`,
      `<span class="method ${operation.method.toLowerCase()}">${operation.method}</span> ${breakableCode(operation.path)}`,
    ]);
    return [`## ${label}`, about, writeTable(['Operation', 'Request'], rows)];
  });
  const text = join(
    writeHead(
      'API reference',
      `All ${operations.length} operations: parameters, answers, errors and examples.`,
    ),
    `Every operation is below ${code('/v1')} and takes an API key as ${code('Authorization: Bearer hw_…')}. Those of the ATS and Assessment groups, passthrough and force-sync also name the integration, in the header ${code('X-Integration-Id')}. The same as a document for programs, in OpenAPI 3.1: <a href="/openapi.json" target="_self">/openapi.json</a> of your server.`,
    `An answer has status 200 and ${code('"status": "success"')}, or it is an [error](../errors.md). What a tool can do is in its [coverage](../coverage/index.md).`,
    ...sections,
    '## Filters of the lists',
    `Every list takes ${ofEveryList.map(code).join(', ')}. Filters are joined by “and”, the values of one by “or”.`,
    writeFilters(),
  );
  return { path: 'api/index.md', text };
}

function notesOf({ notImplemented, deprecated }: Operation): string {
  return [
    notImplemented === null ? '' : ' <Badge type="warning" text="501" />',
    deprecated ? ' <Badge type="warning" text="deprecated" />' : '',
  ].join('');
}

function writeFilters(): string {
  const lists: readonly Operation[] = operations.filter(({ kind }) => kind === 'list');
  const rows = lists.map((operation) => {
    const own = parametersOf(operation).filter(
      (parameter) =>
        parameter.in === 'query' &&
        parameter.deprecated !== true &&
        !ofEveryList.includes(parameter.name),
    );
    return [
      `[${escapeText(operation.summary)}](${operation.id}.md)`,
      own.length === 0 ? '–' : own.map(({ name }) => code(name)).join(', '),
    ];
  });
  return writeTable(['List', 'Filters of its own'], rows);
}

function writeWebhooks(): Page {
  const rows = webhooks.map(({ id, type, summary, description, notImplemented }) => [
    `[${escapeText(summary)}](${id}.md)${notImplemented === null ? '' : ' <Badge type="warning" text="not sent yet" />'}`,
    code(type),
    escapeText(description),
  ]);
  const text = join(
    writeHead('Webhooks', `All ${webhooks.length} events that are posted to your own address.`),
    `Events are posted to your address, signed in the header ${code('X-Kombo-Signature')}. How to take them: [the guide](../guides/webhooks.md).`,
    writeTable(['Webhook', 'Type', 'When'], rows),
  );
  return { path: 'webhooks/index.md', text };
}
