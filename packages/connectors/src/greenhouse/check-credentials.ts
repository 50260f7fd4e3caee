import { RemoteError, findMissing, inParallel, path } from '@hirewire/connector-kit';
import type { ConnectorContext, CredentialsCheck } from '@hirewire/connector-kit';
import { findRows } from './call-greenhouse.ts';
import { insteadOfKey } from './client.ts';
import {
  jobBoardPermissions,
  lists,
  permissionOfJobBoard,
  readPermissions,
  rolePermissions,
} from './permissions.ts';

/**
 * Asks for one row of every list. Only Greenhouse's token host tells the scopes of a token, and it
 * would have to be shown the token: scopes to change something show when they are used.
 */
export async function checkCredentials(context: ConnectorContext): Promise<CredentialsCheck> {
  // A first one alone, so that wrong credentials are refused once.
  const users = await ask(context, 'users');
  const others = Object.keys(lists).filter((list) => list !== 'users');
  const answers = await inParallel(
    others,
    async (list) => [list, await ask(context, list)] as const,
  );
  const refused = new Set(
    [['users', users] as const, ...answers].flatMap(([list, rows]) =>
      rows === null ? [list] : [],
    ),
  );
  const missing = findMissing(readPermissions, (scope) => !refused.has(scope.split(':')[1] ?? ''));
  // Everybody has at least the user who made the credentials.
  const seesNobody = users !== null && users.length === 0;
  const role = findMissing(rolePermissions, () => !seesNobody);
  const ofJobBoard = await findMissingOfJobBoard(context);
  return { missingPermissions: [...role, ...missing, ...ofJobBoard], accountLabel: null };
}

/**
 * What sending answers to a job board takes beside its key. The key itself cannot be checked: requests
 * that need it make applications.
 */
async function findMissingOfJobBoard(
  context: ConnectorContext,
): Promise<CredentialsCheck['missingPermissions']> {
  const { hasJobBoardKey: hasKey, jobBoardToken: token = null } = context.remote.credentials;
  if (hasKey !== true) return [];
  if (typeof token === 'string') {
    const request = { method: 'GET', host: 'jobBoards', path: path`/${token}` } as const;
    const board = await context.remote.request(request).catch(missingAsNull);
    return findMissing(permissionOfJobBoard(token), () => board !== null);
  }
  const boards = await ask(context, 'job_boards');
  return findMissing(jobBoardPermissions, () => boards !== null);
}

function missingAsNull(error: unknown): null {
  if (error instanceof RemoteError && error.kind === 'not-found') return null;
  throw error;
}

/** Null where the credentials may not read it. */
async function ask(context: ConnectorContext, list: string): Promise<unknown[] | null> {
  try {
    return await findRows(context, `/${list}`);
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    // A list that Greenhouse does not have (any more) is no missing permission.
    if (error.kind === 'not-found') return [null];
    if (error.kind !== 'authentication') throw error;
    const { kind, status, remoteCode, remoteRequestId } = error;
    const message = `${error.message} ${insteadOfKey}`;
    throw new RemoteError({ kind, message, status, remoteCode, remoteRequestId, cause: error });
  }
}
