import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLog } from '@hirewire/server';
import { captureConsole } from './capture-console.ts';

test('what a library prints is a line of the log, without what its error may hold of people', () => {
  const lines: string[] = [];
  const log = createLog('info', { destination: { write: (line) => void lines.push(line) } });
  const library: Record<'error' | 'trace' | 'warn', (...printed: unknown[]) => void> = console;
  const { error: printed } = library;
  const release = captureConsole(log);
  const error = Object.assign(new Error('gone'), { detail: 'Key (email)=(ada@example.com)' });
  library.trace(error);
  library.warn('Attempt %d failed', 2);
  release();
  assert.equal(library.error, printed);
  const [first, second] = lines.map((line) => JSON.parse(line));
  assert.deepEqual(
    [first.event, first.level, first.error.message],
    ['library.warned', 'warn', 'gone'],
  );
  assert.equal(second.msg, 'Attempt %d failed');
  assert.doesNotMatch(lines.join(''), /ada@/);
});
