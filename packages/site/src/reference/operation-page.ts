import {
  type ErrorCode,
  type Operation,
  errorCodes,
  readModels,
  writeActions,
} from '@hirewire/contract';
import { statusOfEntry, toolLinks } from '../tools/status.ts';
import {
  type Page,
  breakableCode,
  code,
  errorAnchor,
  escapeText,
  join,
  writeHead,
  writeTable,
} from '../markdown.ts';
import { languages, writeExamples } from './examples.ts';
import { writeFields } from './field-table.ts';
import { listFields, toField } from './list-fields.ts';
import { answerOf, bodyOf, errorCodesOf, parametersOf, resolve } from './open-api.ts';

/** The page of one operation. */
export function writeOperationPage(operation: Operation): Page {
  const { id, summary, description, notImplemented } = operation;
  const text = join(
    writeHead(summary, description),
    writeRoute(operation),
    notImplemented === null ? '' : writeMissingNote(notImplemented),
    operation.deprecated
      ? '::: warning Deprecated\nIt stays, but new code has better ways.\n:::'
      : '',
    escapeText(description),
    writeFacts(operation),
    '## Example',
    writeCodeGroup(operation),
    writeParameters(operation),
    writeAnswer(operation),
    writeCoverage(operation),
    writeErrors(operation),
  );
  return { path: `api/${id}.md`, text };
}

function writeMissingNote(reason: string): string {
  return `::: warning Not implemented yet
This version answers with status 501. ${escapeText(reason)}
:::`;
}

function writeRoute({ method, path }: Operation): string {
  const address = `/v1${path}`.replaceAll('{', '&#123;');
  return `<p class="route"><span class="method ${method.toLowerCase()}">${method}</span> <code>${address}</code></p>`;
}

function writeFacts(operation: Operation): string {
  const { id, sdkMethod, sdkSince, kind, method, permission, integrationHeader } = operation;
  const python = sdkMethod.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const isAction = kind === 'action' && method !== 'GET';
  const facts = [
    `Name: ${code(id)}; in TypeScript ${code(`client.${sdkMethod}`)}, in Python ${code(`client.${python}`)}${sdkSince === null ? '' : ` (kombo ${sdkSince} or newer)`}`,
    permission === null ? '' : `Needs the permission **${escapeText(permission)}** of the scope`,
    integrationHeader
      ? `Header ${code('X-Integration-Id')} <Badge type="info" text="required" />: the integration to work on`
      : '',
    parametersOf(operation).some(({ name }) => name === 'Idempotency-Key')
      ? `Header ${code('Idempotency-Key')}: makes it safe to repeat the request within a day`
      : '',
    isAction
      ? `Header ${code('Hirewire-Dry-Run: true')}: sends nothing to the tool; the answer lists the requests that would be`
      : '',
    operation.paginated
      ? `Answers in pages: ask again with ${code('cursor')} set to ${code('data.next')} until that is null`
      : '',
  ];
  return facts.flatMap((fact) => (fact === '' ? [] : [`- ${fact}`])).join('\n');
}

function writeCodeGroup(operation: Operation): string {
  const examples = writeExamples(operation);
  const names = { curl: 'sh', TypeScript: 'ts', Python: 'python' };
  const blocks = languages.map(
    (language) => `\`\`\`${names[language]} [${language}]\n${examples[language]}\n\`\`\``,
  );
  return `::: code-group\n\n${blocks.join('\n\n')}\n\n:::`;
}

function writeParameters(operation: Operation): string {
  const parameters = parametersOf(operation);
  const places = { path: 'Path', query: operation.paginated ? 'Filters and pages' : 'Query' };
  const tables = (['path', 'query'] as const).map((place) => {
    const fields = parameters
      .filter((parameter) => parameter.in === place)
      .map(({ name, required, description, deprecated, schema }) => ({
        ...toField(name, schema, required === true),
        ...(description !== undefined && { description }),
        ...(deprecated === true && { isDeprecated: true }),
      }));
    return fields.length === 0 ? '' : `### ${places[place]}\n\n${writeFields(fields, 'sent')}`;
  });
  const body = bodyOf(operation);
  const fields = body === null ? [] : listFields(body);
  const sent = fields.length === 0 ? '' : `### Body\n\n${writeFields(fields, 'sent')}`;
  const blocks = [...tables, sent].filter((block) => block !== '');
  return blocks.length === 0 ? '' : ['## Parameters', ...blocks].join('\n\n');
}

/** What is inside `data`; a list's page is about the records that it holds. */
function writeAnswer(operation: Operation): string {
  const { properties = {} } = answerOf(operation);
  const content = resolve(properties['data'] ?? {});
  const results = operation.paginated
    ? resolve(content.properties?.['results'] ?? {}).items
    : undefined;
  const warnings =
    properties['warnings'] === undefined
      ? ''
      : ` ${code('warnings')} says what the tool has no place for: each has a ${code('message')}.`;
  const about = results === undefined ? 'data' : 'data.results[]';
  const fields = listFields(results ?? content);
  const table =
    fields.length === 0
      ? `${code('data')} is an empty object.`
      : `Inside ${code(about)}:\n\n${writeFields(fields, 'answered')}`;
  return `## Answer\n\n${code('status')} is ${code('success')}.${warnings}\n\n${table}`;
}

function writeCoverage({ id }: Operation): string {
  const models = readModels.filter(({ operationId }) => operationId === id);
  const actions = writeActions.filter(({ operationId }) => operationId === id);
  if (models.length + actions.length === 0) return '';
  const rows = toolLinks('../coverage/').map(({ link, coverage }) => [
    link,
    ...models.map((model) => statusOfEntry(coverage.readModels[model.id]?.model)),
    ...actions.map((action) => statusOfEntry(coverage.writeActions[action.id])),
  ]);
  const heads = ['Tool', ...models.map(({ label }) => label), ...actions.map(({ label }) => label)];
  return `## Coverage\n\n${writeTable(heads, rows)}`;
}

function writeErrors(operation: Operation): string {
  const rows = errorCodesOf(operation).map((name) => {
    const { status, meaning } = errorCodes[name as ErrorCode];
    return [
      `[${breakableCode(name)}](../errors.md#${errorAnchor(name)})`,
      String(status),
      escapeText(meaning),
    ];
  });
  return `## Errors\n\n${writeTable(['Code', 'Status', 'Meaning'], rows)}`;
}
