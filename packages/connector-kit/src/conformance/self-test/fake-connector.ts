import { get } from 'node:http';
import { z } from 'zod';
import type { ConnectorContext } from '../../declaration/connector-context.ts';
import type { Connector, ReadRequest } from '../../declaration/connector.ts';
import { defineConnector } from '../../declaration/define-connector.ts';
import { parseRemote } from '../../mapping/parse-remote.ts';
import { findMissing, grantedAt } from '../../declaration/permissions.ts';
import type { Permissions } from '../../declaration/permissions.ts';
import type { Tombstone, UserRecord } from '../../declaration/records.ts';
import { readPages, toPagePosition } from '../../reading/read-pages.ts';
import type { PagedList } from '../../reading/read-pages.ts';
import { RemoteError } from '../../http/remote.ts';
import type { RemoteDeclaration } from '../../http/remote.ts';
import { splitName } from '../../mapping/split-name.ts';
import { toEmail } from '../../mapping/to-email.ts';
import { unreadOf } from '../../reading/side-calls.ts';
import type { Flaw } from './flaw.ts';
import { misspelt, fakeCoverage } from './fake-coverage.ts';
import { listUserIds } from './fake-ids.ts';
import { plainModels, readPlain, readPlainById } from './fake-plain.ts';
import { askedRows, isLast, pageSchema, readCarelessly } from './fake-pages.ts';
import type { FakePage } from './fake-pages.ts';
import { leakInto, readWithStates, toStatus } from './fake-states.ts';
import type { FakeStates } from './fake-states.ts';
import { writeActionFunctions } from '../../writing/writes.ts';
import { createFakeOpener, createFakeWrites } from './fake-writes.ts';

const userSchema = z.looseObject({
  id: z.string(),
  name: z.string().nullish(),
  email: z.string().nullish(),
  state: z.string().nullish(),
  roles: z.array(z.string()).nullish(),
});
const remoteDeclaration: RemoteDeclaration<{ api_key: string }> = {
  baseUrl: () => 'https://tiny.example',
  authenticate: ({ api_key: token }) => ({ type: 'bearer', token }),
  limit: { requests: 5, windowMs: 1000, concurrency: 2, source: 'Invented.' },
  errors: [],
  dryRunAnswer: () => ({ application: '<application>', candidate: '<candidate>' }),
  readError({ body, status }) {
    const parsed = z.object({ error: z.string() }).safeParse(body);
    if (!parsed.success) return null;
    const { error } = parsed.data;
    return status === 410 ? { code: error, message: null } : { code: null, message: error };
  },
};

/** `address`: where the remote is, for the flaw that goes past the client. */
export function createFakeConnector(
  flaw: Flaw | null = null,
  address: () => string = () => '',
): Connector<{ api_key: string }> {
  return defineConnector<{ api_key: string }>({
    specificationVersion: 1,
    tool: {
      id: 'tiny',
      label: 'Tiny',
      internalLabel: null,
      category: 'ATS',
      connectionGuideUrl: null,
    },
    credentials: {
      schema: z.object({ api_key: z.string() }),
      fields: { api_key: { label: 'API key', help: 'In the settings.', isSecret: true } },
    },
    remote: {
      ...remoteDeclaration,
      errors: errorsOf(flaw),
      ...(flaw !== 'is deaf to the limit that answers tell' && { limitHeaders: 'x-ratelimit' }),
    },
    coverage: flaw === 'misspells a field in its coverage' ? misspelt : fakeCoverage,
    permissions: permissionsOf(flaw),
    async checkCredentials({ remote }) {
      if (flaw === 'accepts any credentials') return { missingPermissions: [], accountLabel: null };
      const { body } = await remote.request({ method: 'GET', path: '/me' });
      const { permissions } = z.object({ permissions: z.array(z.string()) }).parse(body);
      const isGranted = (name: string): boolean =>
        name === askedByNoRequest || permissions.includes(name);
      const isRenamed = flaw === 'names a permission that it does not declare';
      const missingPermissions = findMissing(permissionsOf(flaw), isGranted).map((missing) =>
        isRenamed ? { ...missing, permission: `${missing.permission} (list)` } : missing,
      );
      return { missingPermissions, accountLabel: null };
    },
    read: {
      users: (context, request) => readUsers(context, request, { flaw, address }),
      roles: (context) => readRoles(context, flaw),
      ...Object.fromEntries(plainModels.map((model) => [model, readPlain(model, flaw)])),
    },
    incrementalModels: ['users'],
    listIds: { users: (context, request) => listUserIds(context, request, flaw) },
    readById: {
      users: (context, ids) => readUsersById(context, ids, { flaw, address }),
      ...Object.fromEntries(plainModels.map((model) => [model, readPlainById(model)])),
    },
    write: createFakeWrites({ flaw, sendPastClient: () => sendPastClient(address()) }),
    openAttachment: createFakeOpener(),
  });
}

const askedByNoRequest = 'changes';

function permissionsOf(flaw: Flaw | null): Permissions {
  const isWrong = flaw === 'says wrongly what a missing permission costs';
  const isForgotten = flaw === 'forgets what a permission is for';
  const forgotten = flaw === 'forgets the permission of an action' ? 'addApplicationNote' : null;
  const functions = Object.values(writeActionFunctions).filter((name) => name !== forgotten);
  return grantedAt('Settings', {
    users: { models: ['users'] },
    roles: { models: [isWrong ? 'tags' : 'roles'] },
    records: { models: isForgotten ? ['tags'] : plainModels },
    [askedByNoRequest]: { actions: functions },
  });
}

function errorsOf(flaw: Flaw | null): RemoteDeclaration<unknown>['errors'] {
  return [
    { code: /^(?:token|page)_expired$/, kind: 'sync-token-expired' },
    { status: 403, kind: 'permission' },
    ...(flaw === 'gives up when it is told to wait'
      ? ([{ status: 429, kind: 'unavailable' }] as const)
      : []),
    ...(flaw === 'takes refused credentials for an outage'
      ? ([{ status: 401, kind: 'unavailable' }] as const)
      : []),
  ];
}

async function readUsersById(
  context: ConnectorContext,
  ids: readonly string[],
  options: UserOptions,
): Promise<UserRecord[]> {
  const found: UserRecord[] = [];
  for await (const { records } of readUsers(context, { since: null, resumeFrom: null }, options)) {
    for (const record of records) {
      if (!('deleted' in record) && ids.includes(record.remote_id)) found.push(record);
    }
  }
  if (options.flaw !== 'reads single records in another way') return found;
  return found.map((user) => ({ ...user, email: null }));
}

async function* readRoles({ remote }: ConnectorContext, flaw: Flaw | null) {
  const { body } = await remote
    .request({ method: 'GET', path: '/roles' })
    .catch((error: unknown) => takeForNone(error, flaw));
  const roleSchema = z.object({ id: z.string(), title: z.string() });
  const { items } = z.object({ items: z.array(roleSchema) }).parse(body);
  const records = items.map(({ id, title }) => ({
    remote_id: id,
    remote_label: title,
    scope: 'SYSTEM' as const,
    unified_type: flaw === 'fills a field that is not covered' ? ('ADMIN' as const) : null,
  }));
  yield { records, resumeFrom: null, completeness: 'full' as const };
}

function takeForNone(error: unknown, flaw: Flaw | null): { body: unknown } {
  const kind = error instanceof RemoteError ? error.kind : 'cancelled';
  const isTaken =
    (flaw === 'takes an outage of roles for their end' && kind === 'unavailable') ||
    (flaw === 'takes refused credentials for no roles' && kind === 'authentication') ||
    (flaw === 'reads roles after the run was cancelled' && kind === 'cancelled');
  if (isTaken) return { body: { items: [] } };
  throw error;
}

interface UserOptions {
  flaw: Flaw | null;
  address: () => string;
}

function readUsers(context: ConnectorContext, request: ReadRequest, options: UserOptions) {
  return readWithStates(context, request, {
    flaw: options.flaw,
    pages: (inner, states) => readUserPages(context, inner, { ...options, states }),
  });
}

async function* readUserPages(
  context: ConnectorContext,
  request: ReadRequest,
  { flaw, address, states }: UserOptions & { states: FakeStates },
) {
  const since = flaw === 'ignores since' ? null : z.string().nullable().parse(request.since);
  const resumeFrom = flaw === 'forgets where it was' ? null : request.resumeFrom;
  const completeness = request.since === null ? ('full' as const) : ('changes' as const);
  let token: string | null = null;
  const list: PagedList<unknown> = {
    name: "Tiny's users",
    by: 'token',
    from: toPagePosition(resumeFrom),
    async fetch({ token: after }) {
      if (flaw === 'sends requests of its own') await sendPastClient(address());
      const page = await fetchPage(context, { since, after }, flaw);
      token = page.token ?? null;
      return { rows: page.items, nextToken: isLast(page, after, flaw) ? null : page.next };
    },
  };
  const pages = flaw === 'goes round with its pages' ? readCarelessly(list) : readPages(list);
  for await (const { rows, next } of pages) {
    const records = rows.flatMap((item) => toUser(item, context, { flaw, states }) ?? []);
    if (next === null) {
      yield { records, resumeFrom: null, completeness, since: token ?? '0.99' };
      return;
    }
    const early = flaw === 'says too early what to remember' ? { since: '0.1' } : {};
    yield { records, resumeFrom: next, completeness, ...early };
  }
}

function sendPastClient(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    get(address, (response) => response.resume().on('end', resolve)).on('error', reject);
  });
}

function isSwallowed(error: unknown, flaw: Flaw | null): boolean {
  if (flaw === 'swallows errors') return true;
  const isExpired = error instanceof RemoteError && error.remoteCode === 'page_expired';
  return isExpired && flaw === 'takes an expired page for the end';
}

async function fetchPage(
  context: ConnectorContext,
  query: { since: string | null; after: string | null },
  flaw: Flaw | null,
): Promise<FakePage> {
  const since = flaw === 'ends before what it remembers has expired' ? null : query.since;
  try {
    const request = {
      method: 'GET',
      path: '/users',
      query: { ...query, since, limit: askedRows },
    } as const;
    const { body } = await context.remote.request(request);
    if (body === null && flaw === 'takes an empty answer for the end') {
      return { items: [], next: null, token: '0.99' };
    }
    if (flaw === 'leaks a secret into the log') context.log.info({}, 'The key is tiny-full-key-1');
    const page = pageSchema.safeParse(body);
    if (page.success) return page.data;
    throw new RemoteError({ kind: 'unknown', message: 'This is no page of users.', status: 200 });
  } catch (error) {
    if (isSwallowed(error, flaw)) return { items: [], next: null, token: '0.99' };
    throw leakInto(error, flaw);
  }
}

function toTombstone(id: string, flaw: Flaw | null): Tombstone {
  const isOther = flaw === 'tells deletions with other ids';
  const merged = flaw === 'merges into other ids' ? { mergedInto: `user-${id}` } : {};
  return { remote_id: isOther ? `user-${id}` : id, deleted: true, ...merged };
}

/** With the flaw, it is decoded as if it came in an address. */
function nameOf({ name }: z.infer<typeof userSchema>, flaw: Flaw | null): string | null {
  if (flaw !== 'fails at half of an emoji') return name ?? null;
  return decodeURIComponent(encodeURIComponent(name ?? ''));
}

function toUser(
  item: unknown,
  context: ConnectorContext,
  { flaw, states }: { flaw: Flaw | null; states: FakeStates },
): UserRecord | Tombstone | null {
  const ref = { model: 'users' as const, reportIssue: context.reportIssue };
  const user =
    flaw === 'trusts the vendor' ? userSchema.parse(item) : parseRemote(userSchema, item, ref);
  if (user === null) return null;
  if (user['deleted'] === true) return toTombstone(user.id, flaw);
  const roles = user.roles ?? [];
  const isSilent = flaw === 'is silent about addresses';
  const isKnown = user.state === 'on' || user.state === 'off';
  return {
    remote_id: flaw === 'makes ids up' ? crypto.randomUUID() : user.id,
    ...splitName(nameOf(user, flaw)),
    email:
      flaw === 'leaves a field out'
        ? null
        : toEmail(user.email, isSilent ? null : { ...ref, field: 'email' }),
    status:
      flaw === 'guesses unknown words' && !isKnown
        ? 'ACTIVE'
        : toStatus(states, user.state, { ...ref, field: 'status' }),
    ...unreadOf(states),
    system_role_remote_ids: flaw === 'invents references' ? [...roles, 'r9'] : roles,
  };
}
