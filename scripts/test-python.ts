/**
 * `npm run test:python`: the official Python SDK, unmodified, against a running Hirewire.
 * Runs `tests/python/test_*.py` with the ready file of `tests/python/serve.ts` named in the
 * variable HIREWIRE_READY_FILE. Arguments go to `unittest`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { preparePython, root, withServer } from './python-environment.ts';

process.exitCode = await main();

async function main(): Promise<number> {
  if (globSync('tests/python/test_*.py', { cwd: root }).length === 0) {
    console.error('No test was found: tests/python holds no test_*.py.');
    return 1;
  }
  const python = preparePython('python-sdk', join(root, 'tests/python/requirements.txt'));
  if (python === null) return 1;
  return withServer((readyFile) => runTests(python.program, readyFile));
}

async function runTests(program: string, readyFile: string): Promise<number> {
  const args = ['-m', 'unittest', 'discover', '--start-directory', 'tests/python'];
  const tests = spawn(program, [...args, ...process.argv.slice(2)], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'pipe'],
    env: { ...process.env, HIREWIRE_READY_FILE: readyFile },
  });
  let report = '';
  tests.stderr.on('data', (chunk: Buffer) => {
    report += chunk.toString();
    process.stderr.write(chunk);
  });
  const [code] = (await once(tests, 'close')) as [number | null];
  // Python before 3.12 takes a run without a test for a success.
  if (!/^Ran [1-9]\d* tests? in/m.test(report)) {
    console.error('No test ran.');
    return 1;
  }
  return code ?? 1;
}
