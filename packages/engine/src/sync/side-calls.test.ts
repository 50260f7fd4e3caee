import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Connector, Page, ReadModel, RemoteErrorKind } from '@hirewire/connector-kit';
import { openSideCalls, RemoteError, unreadOf } from '@hirewire/connector-kit';
import type { TestEngine } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';

function failure(kind: RemoteErrorKind): RemoteError {
  return new RemoteError({ kind, message: `tag.info: ${kind}`, status: 403 });
}

describe('a side call that fails', () => {
  let test: TestEngine;
  let refusal: RemoteErrorKind | null;
  let reads: { since: unknown }[];

  /** Tags whose names come by a call for each. */
  const readTags: ReadModel<'tags'> = (context, request) => {
    reads.push({ since: request.since });
    const sideCalls = openSideCalls(context, 'tags', request);
    const call = { name: 'tag.info', fields: ['name'], key: 't1' };
    const askName = async (): Promise<string> => {
      if (refusal !== null) throw failure(refusal);
      return 'Fluent';
    };
    return sideCalls.carry(
      async function* ({ since }): AsyncGenerator<Page<'tags'>> {
        const name = await sideCalls.ask(call, askName);
        const record = { remote_id: 't1', name: name.value, ...unreadOf(name) };
        const completeness = since === null ? 'full' : 'changes';
        const records = since === null ? [record] : [];
        yield { records, resumeFrom: null, completeness, since: 'token' };
      },
      { ...call, read: async () => [{ remote_id: 't1', name: await askName() }] },
    );
  };

  beforeEach(async () => {
    refusal = null;
    reads = [];
    test = await startTestEngine();
    const { connector } = test.ats;
    const withSideCalls: Connector = { ...connector, read: { ...connector.read, tags: readTags } };
    Object.assign(test.environment, { connectors: new Map([['pretend', withSideCalls]]) });
  });
  afterEach(() => test.close());

  const nameOf = async (): Promise<unknown> => (await test.list('tags'))[0]?.['name'];

  it('costs its detail, which the run names and the next delta brings', async () => {
    refusal = 'unavailable';
    const run = await test.sync();
    assert.equal(run.state, 'SUCCEEDED');
    assert.equal(await nameOf(), null);
    assert.deepEqual(run.issues, [
      { model: 'tags', field: 'name', count: 1, sample: 'tag.info: unavailable' },
    ]);
    refusal = null;
    await test.sync('DELTA');
    assert.equal(await nameOf(), 'Fluent');
  });

  it('leaves what is stored', async () => {
    await test.sync();
    const [known] = await test.list('tags');
    refusal = 'permission';
    assert.equal((await test.sync()).state, 'SUCCEEDED');
    assert.deepEqual(await test.list('tags'), [known]);
  });

  it('is no reason to read everything instead of what has changed', async () => {
    refusal = 'unavailable';
    await test.sync();
    refusal = 'input';
    const run = await test.sync('DELTA');
    assert.equal(run.state, 'SUCCEEDED');
    assert.equal(reads.length, 2, 'one read for each run');
  });

  it('is a missing permission where the credentials are good otherwise', async () => {
    refusal = 'authentication';
    assert.equal((await test.sync()).state, 'SUCCEEDED');
    assert.equal(await nameOf(), null);
  });

  it('counts against the credentials where they are refused altogether', async () => {
    refusal = 'authentication';
    test.ats.remote.refusal = failure('authentication');
    await test.sync().catch(() => undefined);
    assert.equal((await test.sync('DELTA')).state, 'AUTHENTICATION_FAILED');
  });
});
