import assert from 'node:assert/strict';
import { hash, randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { it } from 'node:test';
import pg from 'pg';
import { createApiKey } from '../environments/api-keys.ts';
import { authorize } from '../environments/authorize.ts';
import type { FeedChange } from './changes.ts';
import { listChanges } from './changes.ts';
import type { Database } from '../database/database.ts';
import { findOrCreateEnvironment } from '../environments/environments.ts';
import { setFirstSynced } from '../integrations/integrations.ts';
import type { Position } from './list-page.ts';
import { listPage } from './list-page.ts';
import type { StoredRow } from './models.ts';
import { withWriteLock, upsertRecords } from './upsert-records.ts';
import { addIntegration, createTestDatabase } from '../testing/index.ts';

const integrationId = 'pretend:one';

function tag(index: number, name: string): StoredRow {
  const own = `"id":"t${index}","name":"${name}"`;
  const digest = hash('sha256', own, 'hex').slice(0, 32);
  return {
    id: `t${index}`,
    remoteId: String(index),
    own,
    shortEnd: own.length,
    briefEnd: own.length,
    ownHash: digest,
    partsHash: digest,
    columns: {},
  };
}

/** A client as ours are: it asks for what changed since the start of its last poll, page by page. */
async function poll(
  client: { database: Database; apiKey: string; pageSize: number },
  mirror: Map<string, string>,
  since: Date | null,
): Promise<Date> {
  const start = new Date();
  let after: Position | null = null;
  do {
    await authorize(client.database, { apiKey: client.apiKey, integrationId });
    const page = await listPage(client.database, {
      integrationId,
      model: 'tags',
      filters: {},
      pageSize: client.pageSize,
      includeDeleted: true,
      updatedAfter: since,
      after,
    });
    const records = JSON.parse(`[${page.json}]`) as { id: string; name: string }[];
    for (const { id, name } of records) mirror.set(id, name);
    after = page.next;
  } while (after !== null);
  return start;
}

/** A client of the change feed: it asks from where it came to, and must find neither gap nor repetition. */
async function follow(
  client: { database: Database; apiKey: string; limit: number },
  told: FeedChange[],
): Promise<void> {
  for (;;) {
    await authorize(client.database, { apiKey: client.apiKey, integrationId });
    const after = told.length;
    const page = await listChanges(client.database, { integrationId, after, limit: client.limit });
    assert.ok('changes' in page);
    for (const change of page.changes) {
      told.push(change);
      assert.equal(change.position, told.length);
    }
    if (page.position === page.lastPosition) return;
  }
}

it('lets no client miss a change, however long transactions run and however often they fail', async () => {
  const test = await createTestDatabase();
  const { database } = test;
  const listener = new pg.Client({ connectionString: test.url });
  try {
    const environment = await findOrCreateEnvironment(database, { name: 'Test' });
    const { key } = await createApiKey(database, { environmentId: environment.id, name: 'k' });
    await addIntegration(database, { id: integrationId, environmentId: environment.id });
    await setFirstSynced(database, integrationId);

    await listener.connect();
    const heard: { integration_id: string; position: number }[] = [];
    listener.on('notification', ({ payload }) => heard.push(JSON.parse(payload ?? '')));
    await listener.query('listen hirewire_changes');

    const names = new Map<string, string>();
    let isWriting = true;
    let aborted = 0;
    const write = async (writer: number): Promise<void> => {
      for (let round = 0; round < 40; round += 1) {
        const rows = Array.from({ length: 1 + (round % 5) }, (_, offset) =>
          tag((round * 7 + offset * 3 + writer) % 60, `${writer}-${round}-${offset}`),
        );
        const cause = { type: 'sync', id: `${writer}-${round}` } as const;
        const outcome = await withWriteLock(database, { integrationId, cause }, async (client) => {
          const page = { integrationId, model: 'tags' as const, rows, deletedIds: [] };
          const { changes } = await upsertRecords(client, { ...page, isFirstSync: false });
          // The time between the stamp and the commit is where changes get lost elsewhere.
          await client.query('select pg_sleep($1)', [randomInt(20) / 1000]);
          if (randomInt(5) === 0) throw new Error('aborted on purpose');
          return { changes, result: true };
        }).catch(() => false);
        if (!outcome) aborted += 1;
        await sleep(randomInt(5));
      }
    };
    const keepPolling = async (pageSize: number): Promise<Map<string, string>> => {
      const mirror = new Map<string, string>();
      let since: Date | null = null;
      while (isWriting) {
        since = await poll({ database, apiKey: key, pageSize }, mirror, since);
        await sleep(randomInt(6));
      }
      await poll({ database, apiKey: key, pageSize }, mirror, since);
      return mirror;
    };
    const keepFollowing = async (limit: number): Promise<FeedChange[]> => {
      const told: FeedChange[] = [];
      while (isWriting) {
        await follow({ database, apiKey: key, limit }, told);
        await sleep(randomInt(6));
      }
      await follow({ database, apiKey: key, limit }, told);
      return told;
    };
    const pollers = [1, 3, 50, 250].map(keepPolling);
    const followers = [1, 20, 1000].map(keepFollowing);
    await Promise.all([write(1), write(2), write(3)]);
    isWriting = false;
    const mirrors = await Promise.all(pollers);
    const feeds = await Promise.all(followers);

    await poll({ database, apiKey: key, pageSize: 250 }, names, null);
    assert.ok(aborted > 0, 'no transaction was aborted');
    assert.ok(names.size > 20);
    for (const mirror of mirrors) assert.deepEqual(sorted(mirror), sorted(names));

    const [feed = []] = feeds;
    for (const other of feeds) assert.deepEqual(other, feed);
    const created = feed.filter(({ change }) => change === 'created').map(({ id }) => id);
    assert.deepEqual(created.toSorted(), [...names.keys()].toSorted());
    // Listeners have heard of every block, in its order; an answer follows what was sent before it.
    await listener.query('select 1');
    const ends = feed.filter(({ cause }, index) => cause?.id !== feed[index + 1]?.cause?.id);
    assert.deepEqual(
      heard,
      ends.map(({ position }) => ({ integration_id: integrationId, position })),
    );
  } finally {
    await listener.end();
    await test.drop();
  }
});

function sorted(mirror: Map<string, string>): [string, string][] {
  return [...mirror].toSorted(([a], [b]) => a.localeCompare(b));
}
