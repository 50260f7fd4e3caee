import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ConnectionError, InvalidResponseError } from './index.ts';
import { type FakeServer, startFakeServer } from './testing/fake-server.ts';

const page = (positions: number[], position: number, has_more: boolean) => ({
  body: {
    status: 'success',
    data: {
      results: positions.map((one) => ({ position: one })),
      cursor: `${position}.of_a_feed`,
      position,
      has_more,
    },
  },
});

describe('client.hirewire', () => {
  let server: FakeServer;
  beforeEach(async () => {
    server = await startFakeServer();
  });
  afterEach(() => server.close());

  const urls = () => server.received.map(({ url }) => url);

  it('goes through the change feed from a position to its end', async () => {
    server.answers.push(page([1, 2], 2, true), page([], 3, true), page([4], 4, false));
    const found: number[] = [];
    for await (const { position } of server.client.hirewire.getChanges({ after: 0, limit: 2 })) {
      found.push(position);
    }
    assert.deepEqual(found, [1, 2, 4]);
    assert.deepEqual(urls(), [
      '/hirewire/v1/changes?after=0&limit=2',
      '/hirewire/v1/changes?after=2.of_a_feed&limit=2',
      '/hirewire/v1/changes?after=3.of_a_feed&limit=2',
    ]);
    assert.equal(server.received[0]?.headers['x-integration-id'], 'ashby:one');
  });

  it('says where the feed ends, and where to go on', async () => {
    server.answers.push(page([], 7, false));
    const feed = await server.client.hirewire.getChanges();
    assert.equal(feed.data.cursor, '7.of_a_feed');
    assert.equal(await feed.next(), null);
    assert.deepEqual(urls(), ['/hirewire/v1/changes']);
  });

  it('gives up a feed that does not move', async () => {
    server.answers.push(page([], 2, true));
    const feed = server.client.hirewire.getChanges({ after: 0 });
    await assert.rejects(feed.toArray({ limit: Infinity }), InvalidResponseError);
  });

  it('names one thing in its path', async () => {
    await server.client.hirewire.getSync({ sync_id: 'a/b' });
    assert.deepEqual(urls(), ['/hirewire/v1/syncs/a%2Fb']);
  });

  it('does not repeat a POST that may have been done', async () => {
    server.answers.push((response) => void response.destroy());
    const made = server.client.hirewire.createWebhookEndpoint({ url: 'https://example.com/' });
    await assert.rejects(made, ConnectionError);
    assert.equal(server.received.length, 1);
  });
});
