import { withClient } from '../backup/client.ts';
import { applyOnly } from '../database/migrate.ts';

/** Gives an empty database the schema of some migrations; `unknown` is one that no version has. */
export async function applySchema(
  url: string,
  names: readonly string[],
  unknown: string | null = null,
): Promise<void> {
  await withClient(url, async (client) => {
    await client.query('begin');
    await applyOnly(client, names);
    if (unknown !== null) {
      await client.query('insert into public.hirewire_migrations (name) values ($1)', [unknown]);
    }
    await client.query('commit');
  });
}
