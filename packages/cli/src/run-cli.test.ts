import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { createProgram } from './program.ts';
import { runCommandLine } from './run-command-line.ts';
import { runHirewire } from './testing/run-hirewire.ts';

const misuses: [words: string[], message: RegExp][] = [
  [['keys', 'crate'], /unknown command 'crate'.*Did you mean create\?/s],
  [['start', '--prot', '1'], /unknown option '--prot'.*Did you mean --port\?/s],
  [['start', '--port', '70000'], /whole number from 0 to 65535/],
  [['start', '--role', 'boss'], /Allowed choices are all, api, worker/],
  [['integrations', 'show'], /missing required argument 'id'/],
  [['integrations', 'create', '--tool', 'ashby'], /--credentials-file.*not specified/],
  [['integrations', 'sync', 'x', '--type', 'some'], /Allowed choices are FULL, DELTA/],
  [['demo', '--scale', '0'], /whole number from 1/],
  [['demo', '--tools', 'ashby,palantir'], /no simulator "palantir"; there are: .*ashby/],
];

for (const [words, message] of misuses) {
  test(`hirewire ${words.join(' ')} is refused with the reason and exit code 2`, async (t) => {
    const { code, stdout, stderr } = await runHere(t, words);
    assert.equal(code, 2);
    assert.equal(stdout, '');
    assert.match(stderr, message);
    assert.doesNotMatch(stderr, /\n {4}at /, 'no stack');
  });
}

test('with --json an error is JSON, too', async (t) => {
  const { code, stderr } = await runHere(t, ['start', '--port', 'x', '--json']);
  assert.equal(code, 2);
  assert.match(JSON.parse(stderr).error.message, /whole number/);
});

test('--verbose adds the stack', async (t) => {
  const { stderr } = await runHere(t, ['demo', '--tools', 'none', '--verbose']);
  assert.match(stderr, /\n {4}at /);
});

test('a wrong setting is named, with a value that works', async () => {
  const environment = { PORT: 'http' };
  const { code, stderr } = await runHirewire(['keys', 'list'], { environment });
  assert.equal(code, 1);
  assert.match(stderr, /PORT must be .*example: 4000/);
});

test('without a command the help is shown, and the exit code is 2', async () => {
  const { code, stderr } = await runHirewire([]);
  assert.equal(code, 2);
  assert.match(stderr, /Usage: hirewire .*integrations/s);
});

test('--help ends well', async () => {
  const { code, stdout } = await runHirewire(['demo', '--help']);
  assert.equal(code, 0);
  assert.match(stdout, /--ready-file <file>/);
});

test('every command has a summary, an example and --json', () => {
  const commands = createProgram().commands.flatMap((command) =>
    command.commands.length === 0 ? [command] : [...command.commands],
  );
  assert(commands.length >= 12);
  for (const command of commands) {
    const path = `${command.parent?.parent ? `${command.parent.name()} ` : ''}${command.name()}`;
    assert.notEqual(command.description(), '', path);
    let help = '';
    command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
    assert(help.includes(`npm run hirewire -- ${path}`), path);
    assert(help.includes('--json'), path);
  }
});

/** Runs the command line in this process. */
async function runHere(t: TestContext, words: readonly string[]) {
  const stdout: string[] = [];
  const stderr: string[] = [];
  t.mock.method(console, 'log', (line: unknown) => void stdout.push(String(line)));
  t.mock.method(console, 'error', (line: unknown) => {
    stderr.push(line instanceof Error ? String(line.stack) : String(line));
  });
  const code = await runCommandLine(words);
  return { code, stdout: stdout.join('\n'), stderr: stderr.join('\n') };
}
