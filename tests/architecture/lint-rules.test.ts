import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'hirewire-lint-'));
after(() => rmSync(folder, { recursive: true }));

const many = (count: number, line: string): string => `${line}\n`.repeat(count);
const engine = 'packages/engine/src';

/** What is wrong with a text, as the linter calls it, by the file that it is planted in. */
const faults: [rule: string, file: string, text: string][] = [
  ['no-restricted-globals', `${engine}/a.ts`, "export const a = fetch('https://example.com');"],
  ['no-restricted-globals', `${engine}/b.ts`, 'setTimeout(() => {}, 1);'],
  ['no-restricted-globals', `${engine}/c.ts`, 'setInterval(() => {}, 1);'],
  ['no-restricted-imports', `${engine}/d.ts`, "export * from 'node:timers/promises';"],
  ['no-restricted-imports', `${engine}/undici.ts`, "export { fetch } from 'undici';"],
  [
    'no-restricted-globals',
    'packages/connector-kit/src/http/remote-client.ts',
    "export const a = fetch('https://example.com');",
  ],
  ['no-restricted-properties', `${engine}/e.ts`, 'export const a = Date.now();'],
  ['no-restricted-properties', `${engine}/f.ts`, 'export const a = Math.random();'],
  ['no-restricted-properties', `${engine}/g.ts`, "export const a = process.env['HOME'];"],
  ['no-restricted-properties', `${engine}/h.ts`, 'export const { env } = process;'],
  ['no-restricted-properties', `${engine}/i.ts`, 'export const a = globalThis.fetch;'],
  ['no-restricted-properties', `${engine}/j.test.ts`, 'export const a = Math.random();'],
  ['no-restricted-properties', 'packages/simulators/src/a.ts', 'export const a = Math.random();'],
  ['no-restricted-properties', 'packages/cli/src/a.ts', 'export const a = process.env;'],
  ['no-console', `${engine}/k.ts`, 'console.log(1);'],
  ['no-console', 'packages/cli/src/b.ts', 'console.log(1);'],
  ['max-lines', `${engine}/l.ts`, many(301, 'void 0;')],
  ['max-lines-per-function', `${engine}/m.ts`, `export function a() {\n${many(60, 'void 0;')}}`],
  [
    'max-params',
    `${engine}/n.ts`,
    'export const a = (b: 1, c: 2, d: 3, e: 4, f: 5) => [b, c, d, e, f];',
  ],
  ['complexity', `${engine}/o.ts`, `export function a(b: number) {\n${many(12, 'if (b) b++;')}}`],
  ['filename-case', `${engine}/camelCase.ts`, 'export {};'],
  ['catch-error-name', `${engine}/p.ts`, 'try { void 0; } catch (e) { throw e; }'],
  ['no-floating-promises', `${engine}/q.ts`, 'export const a = async () => {}; a();'],
  ['no-misused-promises', `${engine}/r.ts`, '[1].forEach(async () => {});'],
  ['only-throw-error', `${engine}/s.ts`, "throw 'text';"],
  [
    'preserve-caught-error',
    `${engine}/t.ts`,
    "try { void 0; } catch (error) { throw new Error('a'); }",
  ],
  ['no-explicit-any', `${engine}/u.ts`, 'export const a: any = 1;'],
  ['no-non-null-assertion', `${engine}/v.ts`, 'export const a = [1][0]!;'],
  [
    'switch-exhaustiveness-check',
    `${engine}/w.ts`,
    "export function a(b: 'c' | 'd') { switch (b) { case 'c': } }",
  ],
  [
    'consistent-type-imports',
    `${engine}/x.ts`,
    "import { Server } from 'node:net'; export type A = Server;",
  ],
  ['prefer-node-protocol', `${engine}/y.ts`, "import net from 'net'; export const a = net;"],
  ['no-default-export', `${engine}/z.ts`, 'export default 1;'],
];

/** The same in the places where it is right. */
const allowed: [file: string, text: string][] = [
  ['packages/connector-kit/src/http/outgoing-guard.ts', "export { fetch } from 'undici';"],
  ['packages/connector-kit/src/clock.ts', 'export const a = Date.now(); setTimeout(() => {}, 1);'],
  ['packages/connector-kit/src/http/jitter.ts', 'export const a = Math.random();'],
  ['packages/server/src/settings.ts', 'export const a = process.env;'],
  ['packages/simulators/src/b.ts', 'export const a = Date.now(); setTimeout(() => {}, 1);'],
  [`${engine}/long.test.ts`, `${many(301, 'void 0;')}export const a = [1][0]!;`],
  [`${engine}/runner.test.ts`, "import { test } from 'node:test'; test('a', async () => {});"],
];

const found = lint();

for (const [rule, file, text] of faults) {
  test(`${rule} is seen in ${file}`, () => {
    assert.ok(
      found.some((each) => each.file === file && each.rule === rule),
      text,
    );
  });
}

test('what is right in its place is let pass', () => {
  const files = allowed.map(([file]) => file);
  assert.deepEqual(
    found.filter(({ file }) => files.includes(file)),
    [],
  );
});

function lint(): { file: string; rule: string }[] {
  for (const name of ['.oxlintrc.json', 'tsconfig.json', 'package.json']) {
    cpSync(join(root, name), join(folder, name));
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const [file, text] of [...faults.map(([, ...fault]) => fault), ...allowed]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `${text}\n`);
  }
  const command = join(root, 'node_modules/.bin/oxlint');
  const { stdout, stderr } = spawnSync(command, ['packages', '--format', 'json'], { cwd: folder });
  const output = stdout.toString();
  assert.ok(output.startsWith('{'), `${output}${stderr.toString()}`);
  const { diagnostics } = JSON.parse(output) as {
    diagnostics: { code?: string; filename: string }[];
  };
  return diagnostics.map(({ code, filename }) => ({
    file: filename,
    rule: /\((.+)\)/.exec(code ?? '')?.[1] ?? '',
  }));
}
