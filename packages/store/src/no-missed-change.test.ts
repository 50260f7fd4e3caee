import assert from 'node:assert/strict';
import { hash, randomBytes, randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { it } from 'node:test';
import { createApiKey } from './api-keys.ts';
import { authorize } from './authorize.ts';
import type { Database } from './database.ts';
import { findOrCreateEnvironment } from './environments.ts';
import { insertIntegration, setFirstSynced } from './integrations.ts';
import type { Position } from './list-page.ts';
import { listPage } from './list-page.ts';
import type { StoredRow } from './models.ts';
import { asWriter, saveRows } from './save-rows.ts';
import { createTestDatabase } from './testing/index.ts';

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
    for (const text of page.records) {
      const record = JSON.parse(text) as { id: string; name: string };
      mirror.set(record.id, record.name);
    }
    after = page.next;
  } while (after !== null);
  return start;
}

it('lets no poller miss a change, however long transactions run and however often they fail', async () => {
  const test = await createTestDatabase();
  const { database } = test;
  try {
    const environment = await findOrCreateEnvironment(database, { name: 'Test' });
    const { key } = await createApiKey(database, { environmentId: environment.id, name: 'k' });
    await insertIntegration(database, {
      id: integrationId,
      environmentId: environment.id,
      tool: 'pretend',
      endUser: { organizationName: 'Acme', creatorEmail: null, originId: null },
      sealedCredentials: randomBytes(40),
      remoteBaseUrl: null,
    });
    await setFirstSynced(database, integrationId);

    const names = new Map<string, string>();
    let isWriting = true;
    let aborted = 0;
    const write = async (writer: number): Promise<void> => {
      for (let round = 0; round < 40; round += 1) {
        const rows = Array.from({ length: 1 + (round % 5) }, (_, offset) =>
          tag((round * 7 + offset * 3 + writer) % 60, `${writer}-${round}-${offset}`),
        );
        const cause = { type: 'sync', id: 'run' } as const;
        const outcome = await asWriter(database, { integrationId, cause }, async (client) => {
          const page = { integrationId, model: 'tags' as const, rows, deletedIds: [] };
          const { changes } = await saveRows(client, { ...page, isFirstSync: false });
          // The time between the stamp and the commit is where changes get lost elsewhere.
          await client.query('select pg_sleep($1)', [randomInt(20) / 1000]);
          if (randomInt(5) === 0) throw new Error('aborted on purpose');
          return { changes, result: true };
        }).catch(() => false);
        if (!outcome) aborted += 1;
        await sleep(randomInt(5));
      }
    };
    const follow = async (pageSize: number): Promise<Map<string, string>> => {
      const mirror = new Map<string, string>();
      let since: Date | null = null;
      while (isWriting) {
        since = await poll({ database, apiKey: key, pageSize }, mirror, since);
        await sleep(randomInt(6));
      }
      await poll({ database, apiKey: key, pageSize }, mirror, since);
      return mirror;
    };
    const followers = [1, 3, 50, 250].map(follow);
    await Promise.all([write(1), write(2), write(3)]);
    isWriting = false;
    const mirrors = await Promise.all(followers);

    await poll({ database, apiKey: key, pageSize: 250 }, names, null);
    assert.ok(aborted > 0, 'no transaction was aborted');
    assert.ok(names.size > 20);
    for (const mirror of mirrors) assert.deepEqual(sorted(mirror), sorted(names));
  } finally {
    await test.drop();
  }
});

function sorted(mirror: Map<string, string>): [string, string][] {
  return [...mirror].toSorted(([a], [b]) => a.localeCompare(b));
}
