/**
 * Writes src/registry.ts: every folder of src with an index.ts is a connector, which exports it
 * under the folder's name. With `--check`, says whether the file is up to date instead.
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const source = new URL('../src/', import.meta.url);
const registry = new URL('registry.ts', source);

const tools = readdirSync(source, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .filter((name) => existsSync(new URL(`${name}/index.ts`, source)))
  .toSorted();
if (tools.length === 0) throw new Error(`No connector in ${fileURLToPath(source)}.`);

// Broken into lines where the formatter would break it.
const oneLine = `export const connectors: readonly Connector[] = [${tools.join(', ')}];`;
const list =
  oneLine.length <= 100
    ? [oneLine]
    : [
        'export const connectors: readonly Connector[] = [',
        ...tools.map((tool) => `  ${tool},`),
        '];',
      ];
const text = [
  '// Written by scripts/generate-registry.ts; do not edit.',
  "import type { Connector } from '@hirewire/connector-kit';",
  ...tools.map((tool) => `import { ${tool} } from './${tool}/index.ts';`),
  '',
  "/** Every connector, in the order of the tools' ids. */",
  ...list,
  '',
].join('\n');

const current = existsSync(registry) ? readFileSync(registry, 'utf8') : null;
if (!process.argv.includes('--check')) writeFileSync(registry, text);
else if (current !== text) {
  throw new Error('src/registry.ts is not up to date: run scripts/generate-registry.ts.');
}
