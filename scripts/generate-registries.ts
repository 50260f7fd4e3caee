/**
 * Writes the registries of connectors and simulators, the list of tools in the README, and the
 * permissions in the READMEs of connectors: every folder with an index.ts is one. A connector is exported under the folder's name, a simulator as
 * `start<Tool>Simulator`. With `--check`, says whether they are up to date instead.
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Connector } from '@hirewire/connector-kit';
import { withPermissions } from './permission-table.ts';

const header = '// Written by scripts/generate-registries.ts; do not edit.';
const root = new URL('../', import.meta.url);
const connectors = new URL('packages/connectors/src/', root);
const simulators = new URL('packages/simulators/src/', root);

const tools = findFolders(connectors);
if (tools.length === 0) throw new Error(`No connector in ${fileURLToPath(connectors)}.`);
const simulated = await Promise.all(findFolders(simulators).map(findStart));

write(new URL('registry.ts', connectors), [
  header,
  "import type { Connector } from '@hirewire/connector-kit';",
  ...tools.map((tool) => `import { ${tool} } from './${tool}/index.ts';`),
  '',
  "/** Every connector, in the order of the tools' ids. */",
  ...formatList('export const connectors: readonly Connector[] = ', '[]', tools),
  '',
]);

write(new URL('registry.ts', simulators), [
  header,
  ...simulated.map(({ tool, start }) => `import { ${start} } from './${tool}/index.ts';`),
  "import type { Simulator, SimulatorOptions } from './kit/simulator.ts';",
  '',
  ...simulated.map(({ tool }) => `export * from './${tool}/index.ts';`),
  '',
  'type Start = (options?: SimulatorOptions) => Promise<Simulator>;',
  '',
  '/** How to start the simulator of each tool. */',
  ...formatList(
    'export const simulators: Readonly<Record<string, Start>> = ',
    '{}',
    simulated.map(({ tool, start }) => `${tool}: ${start}`),
  ),
  '',
]);

const readme = new URL('README.md', root);
const loaded = await Promise.all(tools.map(load));
const labels = loaded.map(({ tool }) => tool.label);
const row = /^(\| Tools \|).*$/m;
write(readme, [readFileSync(readme, 'utf8').replace(row, `$1 ${labels.join(', ')} |`)]);

for (const connector of loaded) {
  const file = new URL(`${connector.tool.id}/README.md`, connectors);
  write(file, [withPermissions(readFileSync(file, 'utf8'), connector)]);
}

function findFolders(source: URL): string[] {
  return readdirSync(source, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .filter((name) => existsSync(new URL(`${name}/index.ts`, source)))
    .toSorted();
}

async function load(tool: string): Promise<Connector> {
  const module = (await import(`${connectors.href}${tool}/index.ts`)) as Record<string, Connector>;
  const connector = module[tool];
  if (connector === undefined) throw new Error(`${tool}/index.ts does not export '${tool}'.`);
  return connector;
}

async function findStart(tool: string): Promise<{ tool: string; start: string }> {
  const module = (await import(`${simulators.href}${tool}/index.ts`)) as Record<string, unknown>;
  const start = Object.keys(module).find((name) => name.toLowerCase() === `start${tool}simulator`);
  if (start === undefined) throw new Error(`${tool}/index.ts exports no start<Tool>Simulator.`);
  return { tool, start };
}

/** Broken into lines where the formatter would break it. */
function formatList(start: string, brackets: '[]' | '{}', entries: string[]): string[] {
  const [open, close] = brackets;
  const padding = brackets === '{}' ? ' ' : '';
  const oneLine = `${start}${open}${padding}${entries.join(', ')}${padding}${close};`;
  if (oneLine.length <= 100) return [oneLine];
  return [`${start}${open}`, ...entries.map((entry) => `  ${entry},`), `${close};`];
}

function write(file: URL, lines: readonly string[]): void {
  const wanted = lines.join('\n');
  const current = existsSync(file) ? readFileSync(file, 'utf8') : null;
  if (current === wanted) return;
  if (!process.argv.includes('--check')) writeFileSync(file, wanted);
  else throw new Error(`${fileURLToPath(file)} is not up to date: run npm run generate.`);
}
