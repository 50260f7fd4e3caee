import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { errorCodes } from '@hirewire/contract';
import { Hirewire } from '@hirewire/sdk';
import { root } from './guide-blocks.ts';

it('the guide of the SDK names the class of every code', async () => {
  const guide = readFileSync(join(root, 'docs/guides/sdk.md'), 'utf8');
  const told = [...guide.matchAll(/^\| `(\w+Error)` \| (.*) \|$/gm)].flatMap(([, name, codes]) =>
    [...(codes ?? '').matchAll(/`([A-Z]+\.[A-Z_]+)`/g)].map(([, code]) => [code, name] as const),
  );
  const thrown = await Promise.all(
    Object.keys(errorCodes).map(async (code) => [code, await classOf(code)] as const),
  );
  assert.equal(told.length, thrown.length, 'each code is named once');
  assert.deepEqual(Object.fromEntries(told), Object.fromEntries(thrown));
});

/** The name of what the SDK throws for a code. */
async function classOf(code: string): Promise<string> {
  const error = { code, title: null, message: 'No.', log_url: null };
  const client = new Hirewire({
    server_url: 'http://127.0.0.1/v1',
    api_key: 'hw_any',
    max_retries: 0,
    fetch: async () => new Response(JSON.stringify({ status: 'error', error }), { status: 400 }),
  });
  return client.general.checkApiKey().then(
    () => assert.fail(`${code} is no error`),
    ({ name }: Error) => name,
  );
}
