import { clientOperations, type Operation, webhooks } from '@hirewire/contract';
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
import { listResources } from './resources.ts';

/** The groups of the wire, with the words that head them. */
export const operationGroups = [
  { id: 'ats', label: 'ATS', about: 'Read records of an ATS, and change them in it.' },
  { id: 'general', label: 'General', about: 'Manage integrations, syncs, fields and tools.' },
  { id: 'connect', label: 'Connect', about: 'Let new customers connect their ATS.' },
  {
    id: 'assessment',
    label: 'Assessment',
    about: 'Tests and background checks that recruiters order in their ATS.',
  },
  {
    id: 'hirewire',
    label: 'Hirewire',
    about:
      'What Hirewire has beyond the compatible API: below `/hirewire/v1` instead of `/v1`, with the same key.',
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
  const sections = operationGroups.flatMap(({ id, label, about }) => [
    `## ${label}`,
    about,
    ...listResources(id).flatMap((resource) => [
      resource.label === label ? '' : `### ${resource.label}`,
      writeTable(
        ['Operation', 'Request'],
        resource.operations.map((operation) => [
          `[${escapeText(operation.summary)}](${operation.id}.md)${notesOf(operation)}`,
          `<span class="method ${operation.method.toLowerCase()}">${operation.method}</span> ${breakableCode(operation.basePath === '/v1' ? operation.path : operation.basePath + operation.path)}`,
        ]),
      ),
    ]),
  ]);
  const text = join(
    writeHead(
      'API reference',
      `All ${clientOperations.length} operations: parameters, responses, errors and examples.`,
    ),
    `Every operation is below ${code('/v1')} (those of Hirewire's own below ${code('/hirewire/v1')}) and takes an API key as ${code('Authorization: Bearer hw_…')}. ATS and assessment operations, passthrough and force-sync also take the id of the integration in the header ${code('X-Integration-Id')}. Your server has the same reference as an OpenAPI 3.1 document at <a href="/openapi.json" target="_self">/openapi.json</a>; the operations of Hirewire's own are at <a href="/hirewire/v1/openapi.json" target="_self">/hirewire/v1/openapi.json</a>.`,
    `A response has status 200 and ${code('"status": "success"')}, or it is an [error](../errors.md). [Coverage](../coverage/index.md) shows what each tool can do.`,
    ...sections,
    '## Pagination',
    `A list returns up to ${code('page_size')} records (100 by default, 250 at most) in ${code('data.results')}, and a cursor in ${code('data.next')}. To read the next page, send the same request with ${code('cursor')} set to ${code('data.next')}. The last page has ${code('"next": null')}. A cursor is only valid for the query that returned it.`,
    `Both SDKs page for you: [TypeScript](../guides/sdk.md#lists), [Python](../quick-start.md#the-first-call). To read only what changed since your last call, pass ${code('updated_after')}: [poll for changes](../guides/poll-for-changes.md).`,
    '## Filters of the lists',
    `Every list takes ${ofEveryList.map(code).join(', ')}. A record must match all filters; it matches a filter with several values when it matches one of them.`,
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
  const lists = listResources('ats').flatMap((resource) =>
    resource.operations.filter(({ kind }) => kind === 'list'),
  );
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
  return writeTable(['List', 'Further filters'], rows);
}

function writeWebhooks(): Page {
  const rows = webhooks.map(({ id, type, summary, description, notImplemented }) => [
    `[${escapeText(summary)}](${id}.md)${notImplemented === null ? '' : ' <Badge type="warning" text="not sent yet" />'}`,
    code(type),
    escapeText(description),
  ]);
  const text = join(
    writeHead('Webhooks', `All ${webhooks.length} events that Hirewire sends to your endpoint.`),
    `Hirewire sends events to your endpoint as ${code('POST')} requests, signed in the header ${code('X-Kombo-Signature')}. [Webhooks](../guides/webhooks.md) shows how to receive them.`,
    writeTable(['Webhook', 'Type', 'When'], rows),
  );
  return { path: 'webhooks/index.md', text };
}
