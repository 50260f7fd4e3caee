import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { InvalidResponseError } from './index.ts';
import { type FakeServer, startFakeServer } from './testing/fake-server.ts';

const page = (ids: string[], next: string | null) => ({
  body: { status: 'success', data: { results: ids.map((id) => ({ id })), next } },
});

describe('a list', () => {
  let server: FakeServer;
  beforeEach(async () => {
    server = await startFakeServer();
    server.answers.push(page(['1', '2'], 'c1'), page([], 'c2'), page(['3'], null));
  });
  afterEach(() => server.close());

  const urls = () => server.received.map(({ url }) => url);

  it('is gone through item by item over all its pages, with its filters on each', async () => {
    const ids: string[] = [];
    for await (const job of server.client.ats.getJobs({ statuses: ['OPEN'] })) ids.push(job.id);
    assert.deepEqual(ids, ['1', '2', '3']);
    assert.deepEqual(urls(), [
      '/v1/ats/jobs?statuses=OPEN',
      '/v1/ats/jobs?statuses=OPEN&cursor=c1',
      '/v1/ats/jobs?statuses=OPEN&cursor=c2',
    ]);
  });

  it('says what `toArray` needs', async () => {
    const list = server.client.ats.getJobs();
    // As callers in JavaScript may.
    for (const options of [undefined, {}, { limit: Number.NaN }] as { limit: number }[]) {
      await assert.rejects(list.toArray(options), /`toArray` needs a `limit`/);
    }
    assert.equal(server.received.length, 0);
  });

  it('is gone through page by page', async () => {
    const pages: string[][] = [];
    for await (const { data } of server.client.ats.getTags().pages()) {
      pages.push(data.results.map(({ id }) => id));
    }
    assert.deepEqual(pages, [['1', '2'], [], ['3']]);
  });

  it('is followed by hand with next(), which is null at the end', async () => {
    const first = await server.client.ats.getJobs();
    assert.equal(first.status, 'success');
    assert.equal(first.data.next, 'c1');
    const second = await first.next();
    const third = await second?.next();
    assert.deepEqual(
      third?.data.results.map(({ id }) => id),
      ['3'],
    );
    assert.equal(await third?.next(), null);
    assert.equal(server.received.length, 3);
  });

  it('asks for nothing until it is used, and no further than it is used', async () => {
    const list = server.client.ats.getJobs();
    assert.equal(server.received.length, 0);
    assert.deepEqual(await list.toArray({ limit: 0 }), []);
    assert.equal(server.received.length, 0);
    assert.equal((await list.toArray({ limit: 2 })).length, 2);
    assert.equal(server.received.length, 1);
    for await (const job of server.client.ats.getJobs()) if (job.id === '3') break;
  });

  it('can be used again from its start', async () => {
    server.answers.splice(0, Infinity, page(['1'], null));
    const list = server.client.ats.getJobs();
    for (let time = 0; time < 2; time += 1) {
      assert.equal((await list.toArray({ limit: 9 })).length, 1);
    }
    assert.equal(server.received.length, 2);
  });

  it('ends at a blank cursor, and is given up at one that repeats itself', async () => {
    server.answers.splice(0, Infinity, page(['1'], ''));
    assert.equal((await server.client.ats.getJobs().toArray({ limit: 9 })).length, 1);
    server.answers.splice(0, Infinity, page(['1'], 'same'));
    await assert.rejects(server.client.ats.getJobs().toArray({ limit: 99 }), InvalidResponseError);
  });

  it('rejects where a page fails, after the items before it', async () => {
    const failed = { status: 400, body: { status: 'error', error: { code: null, message: 'x' } } };
    server.answers.splice(0, Infinity, page(['1', '2'], 'c1'), failed);
    const ids: string[] = [];
    await assert.rejects(async () => {
      for await (const job of server.client.ats.getJobs()) ids.push(job.id);
    });
    assert.deepEqual(ids, ['1', '2']);
  });

  it('says when it was asked for by the clock of the server, and rather too early', async () => {
    const date = 'Fri, 27 Nov 2026 10:00:00 GMT';
    server.answers.splice(0, Infinity, { ...page([], null), headers: { date } });
    const { asked_at } = await server.client.ats.getJobs();
    assert.ok(asked_at <= new Date(date));
    assert.ok(asked_at > new Date('2026-11-27T09:00:00Z'));
  });
});
