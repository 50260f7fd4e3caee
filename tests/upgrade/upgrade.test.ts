import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import type { Hirewire, RunningServer } from '@hirewire/server';
import { loadSettings, openHirewire, startServer } from '@hirewire/server';
import { startAshbySimulator } from '@hirewire/simulators';
import { findWebhookEvent, setRemoteBaseUrl } from '@hirewire/store';
import { createTestDatabase, untilEnded } from '@hirewire/store/testing';
import type { TestDatabase } from '@hirewire/store/testing';

/**
 * What Hirewire of commit 8428ae2 left behind after a demo of twelve candidates: a first sync, a
 * webhook endpoint (in the demo's environment), another full sync, and a note with the idempotency
 * key `upgrade-1`. Made on 2026-11-29 with `demo --scale 12`, as `to_json` of every row of every
 * table, next to what its API answered at the end.
 */
interface Snapshot {
  secret_key: string;
  api_key: string;
  integration_id: string;
  candidates: number;
  /** Every list with `page_size=250`, by its path below `/ats`. */
  lists: Record<string, object[]>;
  /** `next` of pages that showed `seen` records. */
  cursors: Record<string, { next: string; seen: number }>;
  feed: { position: number; first: object[] };
  /** Rows by table. `public.hirewire_migrations` says which migrations had run. */
  tables: Record<string, Record<string, unknown>[]>;
}

const file = new URL('database-of-8428ae2.json.gz', import.meta.url);
const migrations = new URL('../../packages/store/src/migrations/', import.meta.url);
const snapshot = JSON.parse(gunzipSync(await readFile(file)).toString()) as Snapshot;
const integrationId = snapshot.integration_id;

let database: TestDatabase;
let hirewire: Hirewire;
let server: RunningServer;

/** Brings an empty database to the state of the snapshot, as that commit would have. */
async function restore({ database: { pool } }: TestDatabase): Promise<void> {
  const applied = snapshot.tables['public.hirewire_migrations'] ?? [];
  const names = applied.map(({ name }) => String(name)).toSorted();
  assert.ok(names.length > 0, 'the snapshot names its migrations');
  const client = await pool.connect();
  try {
    await client.query(
      'create table public.hirewire_migrations (name text primary key, applied_at timestamptz)',
    );
    for (const name of names) await client.query(await readFile(new URL(name, migrations), 'utf8'));
    // Rows as they were, whatever triggers would make of them.
    await client.query('set session_replication_role = replica');
    for (const [table, rows] of Object.entries(snapshot.tables)) {
      await client.query(
        `insert into ${table} overriding system value
         select * from json_populate_recordset(null::${table}, $1)`,
        [JSON.stringify(rows)],
      );
    }
    await client.query('reset session_replication_role');
  } finally {
    client.release();
  }
}

async function call(
  path: string,
  request: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Response> {
  return fetch(`${server.url}${path}`, {
    ...request,
    headers: {
      authorization: `Bearer ${snapshot.api_key}`,
      'x-integration-id': integrationId,
      ...request.headers,
    },
  });
}

async function read<Data>(path: string): Promise<Data> {
  const response = await call(path);
  const body = (await response.json()) as { data: Data };
  assert.equal(response.status, 200, JSON.stringify(body));
  return body.data;
}

interface Page {
  results: Record<string, unknown>[];
  next: string | null;
}

/** Fields of which later versions read more than 8428ae2 did, from an unchanged tool. */
const readMore: Record<string, readonly string[]> = {
  jobs: ['department', 'location', 'screening_questions'],
  applications: ['screening_question_answers'],
};

/** Ids of records of a list of which more is shown than in the snapshot. */
async function findReadMore(list: string): Promise<string[]> {
  const before = new Map(snapshot.lists[list]?.map((record) => [idOf(record), record]));
  const shown = (record?: object): string =>
    JSON.stringify(Object.entries(record ?? {}).filter(([name]) => readMore[list]?.includes(name)));
  const now = await readKnown(list);
  const more = now.filter((record) => shown(record) !== shown(before.get(idOf(record))));
  return more.map(idOf).toSorted();
}

const idOf = (record: object): string => ('id' in record ? String(record.id) : '');

/** The list without members that were added to the wire since. */
async function readKnown(list: string): Promise<object[]> {
  const { results } = await read<Page>(`/v1/ats/${list}?page_size=250`);
  const known = new Set(snapshot.lists[list]?.flatMap((record) => Object.keys(record)));
  return results.map((record) =>
    Object.fromEntries(Object.entries(record).filter(([name]) => known.has(name))),
  );
}

describe('a database of commit 8428ae2', () => {
  before(async () => {
    database = await createTestDatabase({ isEmpty: true });
    await restore(database);
    const settings = loadSettings(
      {
        databaseUrl: database.url,
        logLevel: 'silent',
        secretKey: snapshot.secret_key,
        allowRemoteBaseUrl: true,
        allowedNetworks: ['127.0.0.0/8'],
      },
      {},
    );
    hirewire = await openHirewire(settings);
    server = await startServer(hirewire, { host: '127.0.0.1', port: 0, role: 'api' });
  });

  after(async () => {
    await server.close();
    await hirewire.close();
    await database.drop();
  });

  for (const list of Object.keys(snapshot.lists)) {
    it(`still shows its ${list}, to the letter`, async () => {
      assert.ok((snapshot.lists[list]?.length ?? 0) > 0);
      assert.deepEqual(await readKnown(list), snapshot.lists[list]);
    });
  }

  it('goes on from cursors that it has given', async () => {
    for (const [list, { next, seen }] of Object.entries(snapshot.cursors)) {
      const path = `/v1/ats/${list}?page_size=5&cursor=${encodeURIComponent(next)}`;
      const { results } = await read<Page>(path);
      const expected = snapshot.lists[list]?.slice(seen, seen + 5) as { id: string }[];
      assert.deepEqual(
        results.map(({ id }) => id),
        expected.map(({ id }) => id),
      );
    }
  });

  it('goes on from positions of the change feed', async () => {
    type Feed = { results: object[]; position: number };
    const first = await read<Feed>('/hirewire/v1/changes?after=0&limit=5');
    const withoutCursor = (changes: object[]) =>
      changes.map((change) => ({ ...change, cursor: undefined }));
    assert.deepEqual(withoutCursor(first.results), withoutCursor(snapshot.feed.first));
    const rest = await read<Feed>(`/hirewire/v1/changes?after=${snapshot.feed.position}`);
    assert.deepEqual([rest.results, rest.position], [[], snapshot.feed.position]);
  });

  it('keeps webhook endpoints, and the events that wait for them as they were written', async () => {
    const [endpoint] = snapshot.tables['store.webhook_endpoints'] ?? [];
    const { results } = await read<{ results: { id: string }[] }>('/hirewire/v1/webhooks');
    assert.deepEqual(
      results.map(({ id }) => id),
      [endpoint?.['id']],
    );
    const events = snapshot.tables['store.webhook_events'] ?? [];
    assert.equal(events.length, 2);
    for (const { id, type, data, environment_id: environmentId } of events) {
      const found = await findWebhookEvent(hirewire.database, {
        environmentId: String(environmentId),
        id: String(id),
      });
      assert.equal(found?.type, type);
      assert.deepEqual(found?.data, data);
    }
  });

  it('gives a repeated request the answer of before the upgrade', async () => {
    const [key] = snapshot.tables['store.idempotency_keys'] ?? [];
    const [interaction] = snapshot.tables['store.interactions'] ?? [];
    const response = await call(String(interaction?.['path']), {
      method: 'POST',
      headers: { 'idempotency-key': 'upgrade-1', 'content-type': 'application/json' },
      body: '{"content":"A note of before the upgrade","content_type":"PLAIN_TEXT"}',
    });
    assert.equal(await response.text(), key?.['body']);
    assert.equal(response.headers.get('idempotent-replayed'), 'true');
  });

  it('writes in its next full sync what it reads more, while nothing has changed at the tool', async () => {
    const simulator = await startAshbySimulator({ candidates: snapshot.candidates });
    try {
      await setRemoteBaseUrl(hirewire.database, integrationId, simulator.url);
      const worker = await hirewire.engine.startWorker({ concurrency: 1 });
      try {
        await hirewire.engine.requestSync(integrationId, { type: 'FULL', trigger: 'CLI' });
        const run = await untilEnded(hirewire.database, { integrationId });
        assert.equal(run.state, 'SUCCEEDED', run.message ?? '');
      } finally {
        await worker.stop();
      }
      const { pool } = hirewire.database;
      const { rows } = await pool.query<{ model: string; ids: string[]; change: string }>(
        'select model, ids, change from store.changes where integration_id = $1 and last_position > $2',
        [integrationId, snapshot.feed.position],
      );
      const improved = new Set<string>();
      for (const list of Object.keys(readMore)) {
        const ids = await findReadMore(list);
        for (const id of ids) improved.add(id);
        const written = rows.filter(({ model }) => model === list).flatMap((row) => row.ids);
        assert.deepEqual(written.toSorted(), ids, list);
      }
      // Records of other models show those.
      for (const { model, ids, change } of rows) {
        assert.equal(change, 'updated');
        if (model in readMore) continue;
        for (const record of await readKnown(model)) {
          const isShown = [...improved].some((id) => JSON.stringify(record).includes(`"${id}"`));
          assert.ok(isShown || !ids.includes(idOf(record)), `${model} ${idOf(record)} was written`);
        }
      }
    } finally {
      await simulator.close();
    }
  });
});
