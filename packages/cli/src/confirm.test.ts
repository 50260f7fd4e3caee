import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { confirm } from './confirm.ts';
import { UsageError } from './errors.ts';
import type { Call } from './io.ts';

function ask(answer: string, isTTY = true): { asked: Promise<void>; said: () => string } {
  let said = '';
  const stdin = Object.assign(Readable.from([answer]), { isTTY });
  const stderr = { write: (text: string) => void (said += text) };
  const call: Call = {
    stdin,
    stdout: stderr,
    stderr,
    listenForStop: () => stop,
    toAudit: null,
    exitCode: 0,
  };
  return { asked: confirm(call, 'Delete it?'), said: () => said };
}
const stop = new AbortController().signal;

test('a person at a terminal confirms with y or yes, and anything else changes nothing', async () => {
  for (const answer of ['y\n', 'YES\n']) {
    const { asked, said } = ask(answer);
    await asked;
    assert.equal(said(), 'Delete it? [y/N] ');
  }
  for (const answer of ['\n', 'n\n', 'yellow\n', '']) {
    await assert.rejects(ask(answer).asked, /Nothing was changed/);
  }
});

test('where nobody can be asked, --yes is named', async () => {
  await assert.rejects(ask('y\n', false).asked, (error: unknown) => {
    assert.ok(error instanceof UsageError);
    assert.match(error.message, /Delete it\? .*--yes/);
    return true;
  });
});
