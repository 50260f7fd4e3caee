/**
 * Settings of the embedded PostgreSQL, for a small to middling machine that runs Hirewire beside
 * it (https://www.postgresql.org/docs/18/runtime-config.html). Commits are durable: fsync and
 * synchronous_commit keep their defaults.
 */
export const serverSettings: Readonly<Record<string, string>> = {
  max_connections: '100',
  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  log_timezone: 'UTC',

  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',

  // A first sync writes much at once: fewer, larger checkpoints halve what it writes.
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  wal_compression: 'on',

  // Short queries over indexes on SSDs: compiling or spreading them costs more than it gains, and
  // parallel workers need more shared memory than containers give by default.
  jit: 'off',
  max_parallel_workers_per_gather: '0',
  random_page_cost: '1.1',

  // The log is for trouble with the server; statements may hold personal data and stay out of it.
  log_min_messages: 'warning',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

/** Text of postgresql.conf. `local.conf` beside it is the place for a user's own tuning. */
export function renderSettings(settings: Readonly<Record<string, string>>): string {
  const lines = Object.entries(settings).map(
    ([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`,
  );
  return [
    '# Written by Hirewire at every start. Put your own settings into local.conf beside this file.',
    ...lines,
    "include_if_exists 'local.conf'",
    '',
  ].join('\n');
}
