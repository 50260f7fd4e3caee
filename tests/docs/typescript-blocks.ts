import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { root } from './guide-blocks.ts';

/** Within the repository, so that the packages are found as a consumer finds them. */
const folder = join(root, '.cache', 'guide-examples');
const runner = fileURLToPath(new URL('./run-examples.ts', import.meta.url));

/** What a page leaves out that shows only calls: the client of the quick start. */
const clientOf = (url: string, apiKey: string, integrationId: string): string =>
  `import { Hirewire as GuideClient } from '@hirewire/sdk'; ` +
  `const client = new GuideClient(${JSON.stringify({ server_url: url, api_key: apiKey, integration_id: integrationId })});`;

/** Writes each block to a file of its own. Returns the files by the place of their block. */
export function writeExamples(
  examples: readonly { place: string; code: string }[],
  client: Parameters<typeof clientOf>,
): Map<string, string> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(compilerSettings));
  return new Map(
    examples.map(({ place, code }) => {
      const file = join(folder, `${place.replaceAll(/\W+/g, '-')}.ts`);
      const needsClient = /\bclient\b/.test(code) && !/\bconst client =/.test(code);
      writeFileSync(file, `${needsClient ? clientOf(...client) : ''}${code}\nexport {};\n`);
      return [place, file];
    }),
  );
}

/** Ours, but for what strict consumers do not have. */
const compilerSettings = {
  extends: '../../tsconfig.json',
  compilerOptions: {
    noUnusedLocals: false,
    noUnusedParameters: false,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: false,
    isolatedModules: true,
  },
  include: ['*.ts'],
};

/** What the compiler says about all of them; empty where nothing is wrong. */
export async function checkTypes(): Promise<string> {
  const compiler = join(root, 'node_modules/.bin/tsc');
  const { output, code } = await run(compiler, ['-p', folder, '--pretty', 'false'], root);
  return code === 0 ? '' : output;
}

export interface ExampleResult {
  file: string;
  error: string | null;
}

/** Runs all of them, one after the other, in one process of their own. */
export async function runExamples(
  files: readonly string[],
  { cwd, webhookSecret }: { cwd: string; webhookSecret: string },
): Promise<ExampleResult[]> {
  const args = [runner, webhookSecret, ...files];
  const { output, errors } = await run(process.execPath, args, cwd);
  const line = output.trim().split('\n').at(-1) ?? '';
  if (!line.startsWith('[')) throw new Error(`The examples ended early: ${output}${errors}`);
  return JSON.parse(line) as ExampleResult[];
}

async function run(program: string, args: string[], cwd: string) {
  const child = spawn(program, args, { cwd, timeout: 300_000, stdio: ['ignore', 'pipe', 'pipe'] });
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { output, errors, code: code as number | null };
}
