import { readFileSync, statSync } from 'node:fs';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import type { Account } from './run-program.ts';

/** Users that may own the database when we are root, best first. */
const candidates = ['hirewire', 'postgres', 'nobody'];

/**
 * Who PostgreSQL runs as: null for our own user. It refuses to run as root
 * (https://www.postgresql.org/docs/18/postgres-user.html), so root lends it an unprivileged user,
 * the one that owns the existing cluster if there is one.
 */
export function findAccount(clusterDirectory: string): Account | null {
  if (process.getuid?.() !== 0) return null;
  const owner = statSync(clusterDirectory, { throwIfNoEntry: false });
  if (owner !== undefined && owner.uid !== 0) {
    return { name: `uid ${owner.uid}`, uid: owner.uid, gid: owner.gid };
  }
  const accounts = readAccounts();
  for (const name of candidates) {
    const account = accounts.get(name);
    if (account !== undefined && account.uid !== 0) return account;
  }
  throw new EmbeddedPostgresError(
    'PostgreSQL refuses to run as root and this machine has no user named ' +
      `${candidates.join(', ')}. Create one (useradd --system hirewire), start Hirewire as an ` +
      'ordinary user, or set DATABASE_URL.',
  );
}

function readAccounts(): Map<string, Account> {
  const accounts = new Map<string, Account>();
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (name === undefined || uid === undefined || gid === undefined) continue;
    accounts.set(name, { name, uid: Number(uid), gid: Number(gid) });
  }
  return accounts;
}
