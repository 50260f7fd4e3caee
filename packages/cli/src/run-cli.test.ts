import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createProgram } from './program.ts';
import { callCli } from './testing/call-cli.ts';
import { runHirewire } from './testing/run-hirewire.ts';

const misuses: [words: string[], message: RegExp][] = [
  [['keys', 'crate'], /unknown command 'crate'.*Did you mean create\?/s],
  [['start', '--prot', '1'], /unknown option '--prot'.*Did you mean --port\?/s],
  [['start', '--port', '70000'], /whole number from 0 to 65535/],
  [['start', '--role', 'boss'], /Allowed choices are all, api, worker/],
  [['integrations', 'show'], /missing required argument 'id'/],
  [['integrations', 'create', '--tool', 'ashby'], /--credentials-file.*not specified/],
  [['integrations', 'set', 'ashby:x'], /--setting.*not specified/],
  [['integrations', 'sync', 'x', '--type', 'some'], /Allowed choices are FULL, DELTA/],
  [['demo', '--scale', '0'], /whole number from 1/],
  [['demo', '--tools', 'ashby,palantir'], /no simulator "palantir"; there are: .*ashby/],
];

for (const [words, message] of misuses) {
  test(`hirewire ${words.join(' ')} is refused with the reason and exit code 2`, async () => {
    const { code, stdout, stderr } = await callCli(words);
    assert.equal(code, 2);
    assert.equal(stdout, '');
    assert.match(stderr, message);
    assert.doesNotMatch(stderr, /\n {4}at /, 'no stack');
  });
}

test('with --json an error is JSON, too', async () => {
  const { code, stderr } = await callCli(['start', '--port', 'x', '--json']);
  assert.equal(code, 2);
  assert.match(JSON.parse(stderr).error.message, /whole number/);
});

test('--verbose adds the stack', async () => {
  const { stderr } = await callCli(['demo', '--tools', 'none', '--verbose']);
  assert.match(stderr, /\n {4}at /);
});

test('the real program reads the environment, and ends with the exit code of the command', async () => {
  const environment = { PORT: 'http' };
  const { code, stdout, stderr } = await runHirewire(['keys', 'list'], { environment });
  assert.equal(code, 1);
  assert.equal(stdout, '');
  assert.match(stderr, /PORT must be .*example: 4000/);
});

test('npx hirewire runs on the Node.js of the machine, and passes on the exit code', async () => {
  const words = ['keys', 'crate'];
  const { code, stdout, stderr } = await runHirewire(words, { throughLauncher: true });
  assert.deepEqual([code, stdout], [2, '']);
  assert.match(stderr, /^unknown command 'crate'/);
});

test('without a command the help is shown, and the exit code is 2', async () => {
  const { code, stdout, stderr } = await callCli([]);
  assert.equal(code, 2);
  assert.equal(stdout, '');
  assert.match(stderr, /Usage: hirewire .*integrations/s);
});

test('--help ends well', async () => {
  const { code, stdout } = await callCli(['demo', '--help']);
  assert.equal(code, 0);
  assert.match(stdout, /--ready-file <file>/);
});

test('every command has a summary, an example and --json', () => {
  const { stdin, stdout, stderr } = process;
  const listenForStop = () => new AbortController().signal;
  const program = createProgram({
    stdin,
    stdout,
    stderr,
    listenForStop,
    toAudit: null,
    exitCode: 0,
  });
  const commands = program.commands.flatMap((command) =>
    command.commands.length === 0 ? [command] : [...command.commands],
  );
  assert(commands.length >= 28);
  for (const command of commands) {
    const path = `${command.parent?.parent ? `${command.parent.name()} ` : ''}${command.name()}`;
    assert.notEqual(command.description(), '', path);
    let help = '';
    command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
    assert(help.includes(`npx hirewire ${path}`), path);
    assert(help.includes('--json'), path);
    assert.doesNotMatch(help, /default:\s+[[{]/, `${path} shows a value of the program`);
  }
});
