import assert from 'node:assert/strict';
import { createTestDatabase } from '@hirewire/store/testing';
import { callCli } from './call-cli.ts';
import type { Ended } from './run-hirewire.ts';

export type Installation = Awaited<ReturnType<typeof openInstallation>>;

/**
 * A database of its own, and the command line that uses it. Its calls begin with `group`, and read
 * `input`. Simulators may stand in for vendors.
 */
export async function openInstallation({ group = '', input = '' } = {}) {
  const test = await createTestDatabase();
  const environment = {
    DATABASE_URL: test.url,
    HIREWIRE_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    HIREWIRE_ALLOW_REMOTE_BASE_URL: '1',
  };
  const run = (...words: string[]): Promise<Ended> =>
    callCli(group === '' ? words : [group, ...words], { environment, input });
  /** What a call prints that succeeds. */
  const runJson = async (...words: string[]) => {
    const { code, stdout, stderr } = await run(...words, '--json');
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout);
  };
  return { database: test.database, environment, run, runJson, close: () => test.drop() };
}
