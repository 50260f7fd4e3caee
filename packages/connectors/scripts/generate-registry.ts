/**
 * Writes src/registry.ts, and the list of tools in the README: every folder of src with an index.ts
 * is a connector, which exports it under the folder's name. With `--check`, says whether they are up
 * to date instead.
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Connector } from '@hirewire/connector-kit';

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

const readme = new URL('../../../README.md', import.meta.url);
const labels = await Promise.all(tools.map(readLabel));
const readmeText = readFileSync(readme, 'utf8').replace(
  /^(\| Tools \|).*$/m,
  (_, start: string) => `${start} ${labels.join(', ')} |`,
);

write(registry, text);
write(readme, readmeText);

async function readLabel(tool: string): Promise<string> {
  const module = (await import(`../src/${tool}/index.ts`)) as Record<string, Connector>;
  const label = module[tool]?.tool.label;
  if (label === undefined) throw new Error(`src/${tool}/index.ts does not export '${tool}'.`);
  return label;
}

function write(file: URL, wanted: string): void {
  const current = existsSync(file) ? readFileSync(file, 'utf8') : null;
  if (current === wanted) return;
  if (!process.argv.includes('--check')) writeFileSync(file, wanted);
  else throw new Error(`${fileURLToPath(file)} is not up to date: run npm run generate.`);
}
