import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { openApiDocument } from '../src/openapi/openapi-document.ts';

// Writes generated/openapi.json, or with --check fails when the committed file is not up to date.

const target = fileURLToPath(new URL('../generated/openapi.json', import.meta.url));
const text = `${JSON.stringify(openApiDocument(), null, 2)}\n`;
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

if (values.check) {
  const committed = await readFile(target, 'utf8').catch(() => null);
  if (committed !== text) {
    process.stderr.write(
      'generated/openapi.json is stale: npm run generate -w @hirewire/contract\n',
    );
    process.exitCode = 1;
  }
} else {
  await writeFile(target, text);
}
