import { existsSync } from 'node:fs';
import path from 'node:path';
import { openDatabase, readServerVersion } from '@hirewire/store';
import { describeError } from '../errors.ts';
import { withDatabaseUrl } from '../with-database-url.ts';
import { checkInstallation } from './check-installation.ts';
import type { Checks, Finding } from './finding.ts';

const oldest = 15;

/** Connects for real. Starts the bundled server for it, but never creates one. */
export const checkPostgres: Checks = async (settings) => {
  const subject = 'PostgreSQL';
  const { databaseUrl, dataDirectory } = settings;
  if (databaseUrl === null && !existsSync(path.join(dataDirectory, 'postgres'))) {
    return [{ level: 'ok', subject, message: 'will be set up at the first start' }];
  }
  const findings: Finding[] = [];
  try {
    await withDatabaseUrl(settings, async (url) => {
      const version = await readServerVersion(url);
      if (Number.parseInt(version, 10) < oldest) {
        const message = `${version} is too old: Hirewire needs PostgreSQL ${oldest} or newer.`;
        findings.push({ level: 'fail', subject, message });
        return;
      }
      findings.push({ level: 'ok', subject, message: version });
      const database = openDatabase({ url, poolSize: 2 });
      try {
        findings.push(...(await checkInstallation(database, settings)));
      } finally {
        await database.close();
      }
    });
  } catch (error) {
    findings.push({ level: 'fail', subject, message: describeError(error) });
  }
  return findings;
};
