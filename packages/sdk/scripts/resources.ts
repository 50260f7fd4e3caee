import { clientOperations, type Operation, type OperationGroup } from '@hirewire/contract';
import { parameterTypeOf, toPascalCase } from './names.ts';
import { componentSchemas, findOperation, parametersOf } from './schemas.ts';

const groupTexts: Readonly<Record<OperationGroup, string>> = {
  ats: 'Records from the last sync, and live actions in the tool.',
  general: 'Integrations, syncs, tools and passthrough.',
  connect: 'Links for customers to connect their tools.',
  assessment: 'Tests and background checks that recruiters order from inside their tool.',
  hirewire: "Hirewire's own operations: change feed, webhooks, syncs and actions.",
};

/** One class for a group of operations, a method of one expression for each of them. */
export function writeResource(group: OperationGroup): string {
  const ours: readonly Operation[] = clientOperations.filter(
    (operation) => operation.group === group,
  );
  const types = new Set(ours.flatMap((operation) => typesOf(operation)));
  const isListed = ours.some((operation) => isList(operation));
  const isActing = ours.some((operation) => isAction(operation));
  return `import type { CallOptions${isActing ? ', WriteOptions, Written' : ''} } from '../call.ts';
import type { Send } from '../send.ts';
${isListed ? `import { type ${pagesTypeOf(group)}, ${listOf(group)} } from '../pages.ts';\n` : ''}import type {
${[...types]
  .toSorted()
  .map((type) => `  ${type},`)
  .join('\n')}
} from './models.ts';

/** ${groupTexts[group]} */
export class ${classOf(group)} {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

${ours.map(writeMethod).join('\n\n')}
}
`;
}

/** The client itself is called Hirewire. */
const classOf = (group: OperationGroup) =>
  group === 'hirewire' ? 'HirewireApi' : toPascalCase(group);

// The one list of our own API goes on by positions instead of cursors.
const pagesTypeOf = (group: OperationGroup) =>
  group === 'hirewire' ? 'FeedRequest' : 'ListRequest';
const listOf = (group: OperationGroup) => (group === 'hirewire' ? 'feed' : 'list');

const isList = ({ paginated }: Operation): boolean => paginated;
const isAction = ({ kind, method }: Operation): boolean => kind === 'action' && method !== 'GET';

/** The model that a list has in its pages. */
export function itemTypeOf(operation: Operation): string {
  const schema = componentSchemas[`${toPascalCase(operation.id)}Response`];
  const items = schema?.properties?.['data']?.properties?.['results']?.['items'];
  const reference = (items as { $ref?: string } | undefined)?.$ref;
  if (reference === undefined) throw new Error(`The items of ${operation.id} have no name.`);
  return reference.replace('#/components/schemas/', '');
}

function typesOf(operation: Operation): string[] {
  const result = isList(operation)
    ? itemTypeOf(operation)
    : `${toPascalCase(operation.id)}Response`;
  const parameters = parameterTypeOf(operation);
  return parameters === null ? [result] : [parameters, result];
}

function writeMethod(operation: Operation): string {
  const { id, method, path } = operation;
  const name = operation.sdkMethod.split('.')[1] ?? id;
  const places = placesOf(operation);
  const call = [
    `'${method} ${path}'`,
    `{ ${[...places.given, operation.integrationHeader && 'integration: true', 'options']
      .filter(Boolean)
      .join(', ')} }`,
  ].join(', ');
  const parameters = places.parameters === '' ? '' : `${places.parameters}, `;
  const head = writeHead(operation, name, parameters);
  const body = isList(operation)
    ? `${listOf(operation.group)}<${itemTypeOf(operation)}>(this.#send, ${call})`
    : `this.#send(${call})`;
  return `${writeComment(operation)}\n  ${head} {\n    return ${body};\n  }`;
}

function writeHead(operation: Operation, name: string, parameters: string): string {
  if (isList(operation)) {
    return `${name}(${parameters}options?: CallOptions): ${pagesTypeOf(operation.group)}<${itemTypeOf(operation)}>`;
  }
  const response = `${toPascalCase(operation.id)}Response`;
  return isAction(operation)
    ? `${name}<Options extends WriteOptions>(${parameters}options?: Options): Promise<Written<${response}, Options>>`
    : `${name}(${parameters}options?: CallOptions): Promise<${response}>`;
}

/** How the flat parameters come apart again into path, query and body. */
function placesOf(operation: Operation): { parameters: string; given: string[] } {
  const type = parameterTypeOf(operation);
  const document = findOperation(operation);
  const inPath = parametersOf(document).filter((parameter) => parameter.in === 'path');
  const names = inPath.map(({ name }) => name).join(', ');
  const path = names === '' ? [] : [`path: { ${names} }`];
  const rest = restOf(operation);
  if (rest === null) {
    const given = document.requestBody === undefined ? path : [...path, 'body: {}'];
    return { parameters: type === null ? '' : `{ ${names} }: ${type}`, given };
  }
  if (names !== '')
    return { parameters: `{ ${names}, ...${rest} }: ${type}`, given: [...path, rest] };
  const byDefault = bodyOf(operation)?.required?.length ? '' : ' = {}';
  return { parameters: `${rest}: ${type}${byDefault}`, given: [rest] };
}

/** Where parameters go that are not in the path; no operation has both. */
function restOf(operation: Operation): 'query' | 'body' | null {
  const document = findOperation(operation);
  if (parametersOf(document).some((parameter) => parameter.in === 'query')) return 'query';
  return Object.keys(bodyOf(operation)?.properties ?? {}).length > 0 ? 'body' : null;
}

const bodyOf = ({ id }: Operation) => componentSchemas[`${toPascalCase(id)}Body`];

function writeComment(operation: Operation) {
  const { summary, description, permission, notImplemented, deprecated, method, path, basePath } =
    operation;
  const paragraphs = [
    `${summary}. ${description}`,
    permission === null ? null : `Needs the permission "${permission}" of the scope.`,
    notImplemented === null ? null : `Not implemented yet: ${notImplemented}`,
    `\`${method} ${basePath === '/v1' ? '' : basePath}${path}\``,
    deprecated ? '@deprecated' : null,
  ].filter((paragraph) => paragraph !== null);
  const lines = paragraphs.flatMap((paragraph, index) => [
    ...(index === 0 ? [] : ['']),
    ...wrap(paragraph, 92),
  ]);
  return ['  /**', ...lines.map((line) => `   *${line === '' ? '' : ` ${line}`}`), '   */'].join(
    '\n',
  );
}

function wrap(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}
