import pg from 'pg';
import { setSessionTimeouts } from '../database/database.ts';
import { statement } from '../database/statement.ts';

/**
 * Text that every PostgreSQL reads as it was meant, whatever the settings of role and database are;
 * and no end to a statement, since a large table takes its time.
 */
const setUp = statement({
  text: `select set_config(name, value, false) from (values
      ('datestyle', 'ISO'), ('intervalstyle', 'postgres'), ('timezone', 'UTC'),
      ('extra_float_digits', '1'), ('bytea_output', 'hex'),
      ('row_security', 'off'), ('statement_timeout', '0')
    ) as settings (name, value)`,
});

/** A connection of its own; what it has begun is undone when `work` rejects. */
export async function withClient<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    application_name: 'hirewire-backup',
    keepAlive: true,
  });
  // What runs on it rejects.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await setSessionTimeouts(client);
    await setUp.run(client);
    return await work(client);
  } finally {
    await client.end();
  }
}
