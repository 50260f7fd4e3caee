import { existsSync } from 'node:fs';
import path from 'node:path';
import { createLog } from '@hirewire/server';
import { readServerVersion, startEmbeddedPostgres } from '@hirewire/store';
import { describeError } from '../errors.ts';
import type { Check } from './finding.ts';

const oldest = 15;

/** Connects for real. Starts the bundled server for it, but never creates one. */
export const checkPostgres: Check = async ({ databaseUrl, dataDirectory, logLevel }) => {
  const subject = 'PostgreSQL';
  if (databaseUrl === null && !existsSync(path.join(dataDirectory, 'postgres'))) {
    return { level: 'ok', subject, message: 'will be set up at the first start' };
  }
  try {
    await using stack = new AsyncDisposableStack();
    let url = databaseUrl;
    if (url === null) {
      const log = createLog(logLevel);
      const postgres = await startEmbeddedPostgres({ dataDirectory, log });
      stack.defer(() => postgres.close());
      url = postgres.url;
    }
    const version = await readServerVersion(url);
    if (Number.parseInt(version, 10) >= oldest) return { level: 'ok', subject, message: version };
    const message = `${version} is too old: Hirewire needs PostgreSQL ${oldest} or newer.`;
    return { level: 'fail', subject, message };
  } catch (error) {
    return { level: 'fail', subject, message: describeError(error) };
  }
};
