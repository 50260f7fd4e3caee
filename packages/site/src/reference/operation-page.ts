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
import { exampleResponse } from './example-response.ts';
import { writeFields } from './field-list.ts';
import { writeExampleJson } from './literals.ts';
import { listFields, toField } from './list-fields.ts';
import { bodyOf, errorCodesOf, parametersOf, propertiesOf, responseOf } from './open-api.ts';

/** The page of one operation. */
export function writeOperationPage(operation: Operation): Page {
  const { id, summary, description, notImplemented } = operation;
  const text = join(
    writeHead(summary, description),
    writeRoute(operation),
    notImplemented === null ? '' : writeMissingNote(notImplemented),
    operation.deprecated
      ? '::: warning Deprecated\nStill works. Use another operation in new code.\n:::'
      : '',
    escapeText(description),
    writeFacts(operation),
    '## Example',
    writeCodeGroup(operation),
    writeParameters(operation),
    writeResponse(operation),
    writeCoverage(operation),
    writeErrors(operation),
  );
  return { path: `api/${id}.md`, text };
}

function writeMissingNote(reason: string): string {
  return `::: warning Not implemented yet
This version returns status 501. ${escapeText(reason)}
:::`;
}

function writeRoute({ method, basePath, path }: Operation): string {
  const address = `${basePath}${path}`.replaceAll('{', '&#123;');
  return `<p class="route"><span class="method ${method.toLowerCase()}">${method}</span> <code>${address}</code></p>`;
}

function writeFacts(operation: Operation): string {
  const { id, sdkMethod, sdkSince, kind, method, permission, integrationHeader } = operation;
  const keyScope = operation.keyScope === 'any' ? null : operation.keyScope;
  const python = sdkMethod.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const isAction = kind === 'action' && method !== 'GET';
  const inPython = `, in Python ${code(`client.${python}`)}${sdkSince === null ? '' : ` (kombo ${sdkSince} or newer)`}`;
  const facts = [
    `Name: ${code(id)}; in TypeScript ${code(`client.${sdkMethod}`)}${isOurs(operation) ? '' : inPython}`,
    keyScope === null
      ? ''
      : `[Scope of the API key](../guides/security.md#api-keys): ${code(keyScope)}`,
    permission === null ? '' : `Requires the scope permission **${escapeText(permission)}**`,
    integrationHeader
      ? `Header ${code('X-Integration-Id')} <Badge type="info" text="required" />: the integration to use`
      : '',
    parametersOf(operation).some(({ name }) => name === 'Idempotency-Key')
      ? `Header ${code('Idempotency-Key')}: makes the request safe to retry for a day`
      : '',
    isAction
      ? `Header ${code('Hirewire-Dry-Run: true')}: sends nothing to the tool and returns the requests that Hirewire would send`
      : '',
    operation.paginated && !isOurs(operation)
      ? `[Paginated](index.md#pagination): pass ${code('data.next')} as ${code('cursor')} until it is null`
      : '',
  ];
  return facts.flatMap((fact) => (fact === '' ? [] : [`- ${fact}`])).join('\n');
}

/** The official Python SDK knows the wire alone. */
const isOurs = ({ group }: Operation): boolean => group === 'hirewire';

function writeCodeGroup(operation: Operation): string {
  const examples = writeExamples(operation);
  const names = { curl: 'sh', TypeScript: 'ts', Python: 'python' };
  const blocks = languages.flatMap((language) => {
    const example = examples[language];
    return example === null ? [] : [`\`\`\`${names[language]} [${language}]\n${example}\n\`\`\``];
  });
  return `::: code-group\n\n${blocks.join('\n\n')}\n\n:::`;
}

function writeParameters(operation: Operation): string {
  const parameters = parametersOf(operation);
  const headings = {
    path: 'Path',
    query: operation.paginated ? 'Filters and pagination' : 'Query',
  };
  const tables = (['path', 'query'] as const).map((part) => {
    const fields = parameters
      .filter((parameter) => parameter.in === part)
      .map(({ name, required, description, deprecated, schema }) => ({
        ...toField(name, schema, { isRequired: required === true }),
        ...(description !== undefined && { description }),
        ...(deprecated === true && { isDeprecated: true }),
      }));
    return fields.length === 0 ? '' : `### ${headings[part]}\n\n${writeFields(fields, 'sent')}`;
  });
  const body = bodyOf(operation);
  const fields = body === null ? [] : listFields(body);
  const sent = fields.length === 0 ? '' : `### Body\n\n${writeFields(fields, 'sent')}`;
  const blocks = [...tables, sent].filter((block) => block !== '');
  return blocks.length === 0 ? '' : ['## Parameters', ...blocks].join('\n\n');
}

/** An example, and what is inside `data`; a list's page is about the records that it returns. */
function writeResponse(operation: Operation): string {
  const properties = propertiesOf(responseOf(operation));
  const content = properties['data'] ?? {};
  const results = operation.paginated ? propertiesOf(content)['results']?.items : undefined;
  const warnings =
    properties['warnings'] === undefined
      ? ''
      : ` ${code('warnings')} lists what the tool could not store, each as a ${code('message')}.`;
  const isMissing = operation.notImplemented !== null;
  const fields = listFields(results ?? content);
  return [
    '## Response',
    `${code('status')} is ${code('success')}.${warnings}${isMissing ? ' Once it is implemented:' : ''}`,
    writeExampleJson(exampleResponse(operation)),
    `### Fields of \`${results === undefined ? 'data' : 'data.results[]'}\``,
    fields.length === 0 ? `${code('data')} is an empty object.` : writeFields(fields, 'received'),
  ].join('\n\n');
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
      `[${breakableCode(name)}](../errors.md#${errorAnchor(name)})<br>${status}`,
      escapeText(meaning),
    ];
  });
  const own = Object.entries(operation.errors).map(
    ([status, meaning]) => `- Status ${status}: ${escapeText(meaning)}`,
  );
  const ofItsOwn = own.length === 0 ? '' : `${own.join('\n')}\n\n`;
  return `## Errors\n\n${ofItsOwn}<div class="codes">\n\n${writeTable(['Code and status', 'Meaning'], rows)}\n\n</div>`;
}
