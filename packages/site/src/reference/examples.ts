import type { Operation } from '@hirewire/contract';
import {
  type ExampleId,
  type ExampleParameters,
  exampleParameters,
  integrationOf,
} from './example-parameters.ts';
import { json, python, typeScript, write } from './literals.ts';
import { bodyOf } from './open-api.ts';

/** Languages of the examples, by the names that their blocks carry. */
export const languages = ['curl', 'TypeScript', 'Python'] as const;
export type Language = (typeof languages)[number];

/** Null where there is no client in that language. */
export type Examples = Readonly<Record<Language, string | null>>;

/** What stands in every example for what is the reader's own. */
export const exampleServer = 'http://127.0.0.1:4000/v1';
export const exampleKey = 'hw_…';

/** One call of an operation in each language. */
export function writeExamples(operation: Operation): Examples {
  const parameters = exampleParameters[operation.id as ExampleId];
  return {
    curl: writeCurl(operation, parameters),
    TypeScript: writeTypeScript(operation, parameters),
    // The official Python SDK knows the wire alone.
    Python: operation.group === 'hirewire' ? null : writePython(operation, parameters),
  };
}

function writeCurl(operation: Operation, parameters: ExampleParameters): string {
  const { method, path, basePath } = operation;
  const inPath = new Set([...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]));
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(parameters[name]));
  const rest = Object.entries(parameters).filter(([name]) => !inPath.has(name));
  const query = operation.query === null ? '' : toQuery(rest);
  const sendsBody = operation.body !== null && (operation.bodyRequired || rest.length > 0);
  const body = write(Object.fromEntries(rest), json, '', 6).replaceAll("'", String.raw`'\''`);
  const lines = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}'${exampleServer.replace(/\/v1$/, basePath)}${filled}${query}'`,
    `-H 'Authorization: Bearer ${exampleKey}'`,
    ...(operation.integrationHeader ? [`-H 'X-Integration-Id: ${idOf(operation)}'`] : []),
    ...(sendsBody ? [`-H 'Content-Type: application/json'`, `-d '${body}'`] : []),
  ];
  return lines.join(' \\\n  ');
}

const idOf = ({ id }: Operation): string => integrationOf(id as ExampleId);

/** Lists are comma-separated on the wire. */
function toQuery(parameters: readonly [name: string, value: unknown][]): string {
  const texts = parameters.map(([name, value]) => {
    const text = value instanceof Date ? value.toISOString().replace('.000', '') : String(value);
    return `${name}=${text}`;
  });
  return texts.length === 0 ? '' : `?${texts.join('&')}`;
}

function writeTypeScript(operation: Operation, parameters: ExampleParameters): string {
  const given = Object.keys(parameters).length === 0 ? '' : write(parameters, typeScript, '', 50);
  const call = `client.${operation.sdkMethod}(${given})`;
  return `import { Hirewire } from '@hirewire/sdk';

const client = new Hirewire({
  server_url: '${exampleServer}',
  api_key: '${exampleKey}',${
    operation.integrationHeader ? `\n  integration_id: '${idOf(operation)}',` : ''
  }
});

${
  operation.paginated
    ? `for await (const ${itemOf(operation)} of ${call}) {
  console.log(${itemOf(operation)});
}`
    : `const answer = await ${call};
console.log(answer.data);`
}`;
}

/** `get-rejection-reasons` → `rejectionReason`. */
function itemOf({ id }: Operation): string {
  const name = id.replace(/^get-(ats-)?/, '').replace(/s$/, '');
  return name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** Names that the Python SDK changed, as they are words of Python. */
const pythonNames: Readonly<Record<string, string>> = { type: 'type_' };

function writePython(operation: Operation, parameters: ExampleParameters): string {
  const method = operation.sdkMethod.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const hasDate = Object.values(parameters).some((value) => value instanceof Date);
  // The official SDK takes an empty body as an argument of its own.
  const isBodyEmpty = Object.keys(bodyOf(operation)?.properties ?? { any: null }).length === 0;
  const given = isBodyEmpty ? { ...parameters, body: {} } : parameters;
  const call = `client.${method}(${pythonArguments(given)})`;
  const item = operation.id
    .replace(/^get-(ats-)?/, '')
    .replace(/s$/, '')
    .replaceAll('-', '_');
  return `${hasDate ? 'from datetime import datetime\n\n' : ''}from kombo import Kombo

with Kombo(
    server_url="${exampleServer}",
    api_key="${exampleKey}",${
      operation.integrationHeader ? `\n    integration_id="${idOf(operation)}",` : ''
    }
) as client:
${
  operation.paginated
    ? `    page = ${call}
    while page is not None:
        for ${item} in page.result.data.results:
            print(${item})
        page = page.next()`
    : `    answer = ${call}
    print(answer.data)`
}`;
}

function pythonArguments(parameters: ExampleParameters): string {
  const inner = ' '.repeat(8);
  const given = Object.entries(parameters).map(([name, value]) => {
    const argument = `${pythonNames[name] ?? name}=`;
    return argument + write(value, python, inner, argument.length);
  });
  if (given.length === 0) return '';
  const line = given.join(', ');
  if (given.length < 3 && !line.includes('\n') && line.length < 45) return line;
  return `\n${given.map((argument) => `${inner}${argument},`).join('\n')}\n    `;
}
