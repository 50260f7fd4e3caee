import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { createProgram } from './program.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const { stdin, stdout, stderr } = process;
const listenForStop = () => new AbortController().signal;
const program = createProgram({ stdin, stdout, stderr, listenForStop, toAudit: null, exitCode: 0 });
const groups = program.commands.map((command) => command.name()).join('|');

/** Guides, messages and comments; in code, a command may be spread over two texts. */
const texts = globSync(['*.md', 'docs/**/*.md', 'packages/*/{*.md,src/**/*.{ts,md}}'], {
  cwd: root,
  exclude: ['**/*.test.ts'],
}).map((file) => {
  const text = readFileSync(`${root}${file}`, 'utf8');
  return { file, text: text.replaceAll(/['"`] \+\n\s*['"`]/g, '') };
});

test('every command that a text names exists', () => {
  let count = 0;
  for (const { file, text } of texts) {
    const calls = text.matchAll(/\bnpx\s+hirewire\s+([a-z][a-z-]*)(?:\s+([a-z][a-z-]*))?/g);
    for (const [call, group = '', name = ''] of calls) {
      const command = find(program, group);
      assert.ok(command, `${file}: there is no ${call}`);
      const isWhole = command.commands.length === 0 || find(command, name) !== undefined;
      assert.ok(isWhole, `${file}: there is no ${call}`);
      count += 1;
    }
  }
  assert.ok(count > 50, `only ${count} commands were found`);
});

test('every command that a text names can be copied into the shell of a clone', () => {
  const bareCall = new RegExp(String.raw`[\`']hirewire\s+(?:${groups})\b(?!,)`, 'g');
  for (const { file, text } of texts) {
    const [call] = text.match(bareCall) ?? [];
    assert.equal(call, undefined, `${file}: write npx hirewire`);
  }
});

function find(parent: Command, name: string): Command | undefined {
  return parent.commands.find((command) => command.name() === name);
}
