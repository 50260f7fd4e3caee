import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { modelNames } from '@hirewire/store';
import pg from 'pg';
import { from, to } from 'pg-copy-streams';

const tables = modelNames.flatMap((model) => [model, `rendered_${model}`]);

/**
 * The floor of writing: COPY of the very rows that a sync has made into tables of the same shape
 * with the same indexes, on one connection. They pass through a file, and writing it does not count.
 */
export async function measureCopy(
  url: string,
  { integrationId, directory }: { integrationId: string; directory: string },
): Promise<{ rows: number; milliseconds: number }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const file = path.join(directory, 'copied-rows');
  try {
    await client.query('drop schema if exists floor cascade; create schema floor');
    let rows = 0;
    let milliseconds = 0;
    for (const table of tables) {
      await client.query(`create table floor.${table} (like store.${table} including all)`);
      const stored = `select * from store.${table} where integration_id = '${integrationId}'`;
      await pipeline(client.query(to(`copy (${stored}) to stdout`)), createWriteStream(file));
      const start = performance.now();
      const copy = client.query(from(`copy floor.${table} from stdin`));
      await pipeline(createReadStream(file, { highWaterMark: 1 << 18 }), copy);
      milliseconds += performance.now() - start;
      if (!table.startsWith('rendered_')) rows += copy.rowCount;
      await client.query(`drop table floor.${table}`);
    }
    return { rows, milliseconds };
  } finally {
    await rm(file, { force: true });
    await client.end();
  }
}

/** The rows of the reading floor: the same bytes as Hirewire serves, rendered beforehand. */
export async function prepareRendered(url: string, integrationId: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`
      create schema if not exists floor;
      create table floor.rendered (
        integration_id text collate "C" not null, id text collate "C" not null, body text not null,
        primary key (integration_id, id));
      insert into floor.rendered
        select t.integration_id, t.id, '{' || t.own || r.nested || '}'
        from store.applications t
        join store.rendered_applications r on r.integration_id = t.integration_id and r.id = t.id
        where t.integration_id = '${integrationId}' order by t.changed_at;
`);
    await client.query('vacuum analyze floor.rendered');
    await client.query('vacuum analyze store.applications, store.rendered_applications');
  } finally {
    await client.end();
  }
}
