import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { hirewireOpenApiDocument, openApiDocument } from '../src/openapi/openapi-document.ts';

// Writes generated/*.json, or with --check fails when a committed file is not up to date.

const documents = {
  'openapi.json': openApiDocument(),
  'hirewire-openapi.json': hirewireOpenApiDocument(),
};
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

for (const [name, document] of Object.entries(documents)) {
  const target = fileURLToPath(new URL(`../generated/${name}`, import.meta.url));
  const text = `${JSON.stringify(document, null, 2)}\n`;
  if (!values.check) {
    await writeFile(target, text);
  } else if ((await readFile(target, 'utf8').catch(() => null)) !== text) {
    process.stderr.write(`generated/${name} is stale: npm run generate -w @hirewire/contract\n`);
    process.exitCode = 1;
  }
}
