import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import type { RemoteUnderTest, RequestedFault } from '../remote-under-test.ts';
import { Refusal, answerRecords, createFakeRecords } from './fake-records.ts';
import type { FakeRecords, FakeRequest } from './fake-records.ts';

export interface FakeUser {
  id: string;
  name: string;
  email: string;
  state: unknown;
  roles: string[];
}

/** An invented ATS. Its users come in pages of three, and with a log of changes. */
export interface FakeRemote extends RemoteUnderTest {
  readonly credentials: { api_key: string };
  readonly badCredentials: { api_key: string };
  /** Permissions that the key lacks. */
  readonly lacks: Set<FakePermission>;
  /** Adds or replaces a user, as a change of now. */
  putUser(user: FakeUser): void;
  deleteUser(id: string): void;
  getUser(id: string): FakeUser;
  listUserIds(): string[];
  expireTokens(): void;
  /** From now on, page tokens that were given out are refused. */
  expirePages(): void;
  /** From now on, the second page of users is followed by the first. */
  loopPages(): void;
  readonly records: FakeRecords;
}

const pageSize = 3;
const keys = { full: 'tiny-full-key-1', bad: 'tiny-bad-key-3' };
export const fakePermissions = ['users', 'roles', 'records'] as const;
export type FakePermission = (typeof fakePermissions)[number];
const firstNames = ['Ada', 'Bo', 'Cleo', 'Dov', 'Esi', 'Finn', 'Gül', 'Hana'];
const roles = [
  { id: 'r1', title: 'Administrator' },
  { id: 'r2', title: 'Member' },
];

const states = [
  { word: 'on', meaning: 'ACTIVE' },
  { word: 'off', meaning: 'INACTIVE' },
];

interface State {
  users: Map<string, FakeUser & { version: number }>;
  /** Versions of deletions, by the id of the user. */
  deleted: Map<string, number>;
  pageAge: number;
  isLooping: boolean;
  /** Users on a page, whatever is asked for. */
  maxRows: number;
  records: FakeRecords;
  version: number;
  tokenAge: number;
  faults: RequestedFault[];
  requests: ReturnType<RemoteUnderTest['requests']>[number][];
  lacks: Set<FakePermission>;
}

interface Answer {
  status: number;
  headers?: Record<string, string>;
  body: string;
}

/** Page tokens of one age are refused at another, as the address of another remote is. */
export async function startFakeRemote({
  maxRows = pageSize,
  pageAge = 0,
} = {}): Promise<FakeRemote> {
  const records = createFakeRecords();
  const counts = { version: 0, tokenAge: 0, pageAge, maxRows };
  const tables = { users: new Map(), deleted: new Map(), records };
  const lists = { faults: [], requests: [], lacks: new Set<FakePermission>() };
  const state: State = { ...tables, ...counts, ...lists, isLooping: false };
  const putUser = (user: FakeUser): void => {
    state.version += 1;
    state.users.set(user.id, { ...user, version: state.version });
  };
  for (const [index, name] of firstNames.entries()) {
    const email = `user${index}@example.com`;
    const [id, status] = [`u${index}`, index % 2 === 0 ? 'on' : 'off'];
    putUser({ id, name: `${name} Example`, email, state: status, roles: ['r1'] });
  }
  const server = createServer((request, response) => {
    void receive(state, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { api_key: keys.full },
    badCredentials: { api_key: keys.bad },
    lacks: state.lacks,
    faults: {
      add: (fault) => void state.faults.push({ ...fault }),
      clear: () => void (state.faults = []),
    },
    requests: () => state.requests,
    putUser,
    deleteUser(id) {
      state.version += 1;
      state.users.delete(id);
      state.deleted.set(id, state.version);
    },
    getUser(id) {
      const user = state.users.get(id);
      if (user === undefined) throw new Error(`There is no user ${id}.`);
      return user;
    },
    listUserIds: () => [...state.users.keys()],
    expireTokens: () => void (state.tokenAge += 1),
    expirePages: () => void (state.pageAge += 1),
    loopPages: () => void (state.isLooping = true),
    records,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function receive(
  state: State,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const text = await readText(request);
  const { pathname: path, searchParams } = new URL(request.url ?? '/', 'http://tiny.example');
  const { method = '' } = request;
  const body = text === '' ? {} : (JSON.parse(text) as FakeRequest['body']);
  const fault = takeFault(state, path);
  const isMet = fault !== null && replacing.includes(fault.kind);
  const key = request.headers.authorization?.replace('Bearer ', '');
  const asked = { method, path, body };
  const answer = isMet
    ? json(200, null)
    : answerWithToken(state, { ...asked, key, query: searchParams });
  const sent = fault === null ? answer : faultyAnswer(fault.kind, answer);
  const at = state.requests.length;
  state.requests.push({ ...asked, status: sent?.status ?? 0, at });
  if (sent === null) return loseAnswer(fault, request);
  response.writeHead(sent.status, sent.headers);
  response.end(sent.body);
}

function loseAnswer(fault: RequestedFault | null, { socket }: IncomingMessage): void {
  if (fault?.kind === 'reset') socket.destroy();
  else fault?.onSilence?.();
}

/** With these, nothing happens but the answer. */
const replacing: readonly RequestedFault['kind'][] = [
  '429',
  '429-without-retry-after',
  '500',
  '502-html',
  '401',
];

function takeFault(state: State, path: string): RequestedFault | null {
  let met: RequestedFault | null = null;
  for (const fault of state.faults) {
    if (!path.includes(fault.matching ?? '')) continue;
    if (fault.afterRequests > 0) fault.afterRequests -= 1;
    else if (met === null && fault.times > 0) {
      fault.times -= 1;
      met = fault;
    }
  }
  return met;
}

function faultyAnswer(kind: RequestedFault['kind'], answer: Answer): Answer | null {
  switch (kind) {
    case 'timeout':
    case 'reset':
      return null;
    case '429':
      return { status: 429, headers: { 'retry-after': '1' }, body: '' };
    case '429-without-retry-after':
      return { status: 429, body: '' };
    case '500':
    case '500-after-acting':
      return { status: 500, body: '{"error":"internal"}' };
    case '502-html':
    case '502-html-after-acting':
      return { status: 502, body: '<html>Bad Gateway</html>' };
    case '401':
      return { status: 401, body: '{"error":"expired"}' };
    case 'cut-json':
      return { ...answer, body: answer.body.slice(0, answer.body.length / 2) };
    case 'empty-body':
      return { ...answer, body: '' };
  }
}

/** Every valid key gets a token, which is the key itself. */
function answerWithToken(...[state, request]: Parameters<typeof answerTo>): Answer {
  const { key, path } = request;
  const isToken = path === '/token' && key !== undefined && key !== keys.bad;
  return isToken ? json(200, { token: key }) : answerTo(state, request);
}

function answerTo(
  state: State,
  request: FakeRequest & { key: string | undefined; query: URLSearchParams },
): Answer {
  const { key, path, query } = request;
  if (key !== keys.full) {
    // A vendor that quotes the key: a good client does not pass that on.
    return json(401, { error: `unknown key ${key}` });
  }
  if (path === '/me') {
    return json(200, { permissions: fakePermissions.filter((name) => !state.lacks.has(name)) });
  }
  const lacked = [...state.lacks].find((name) => path.startsWith(`/${name}`));
  if (lacked !== undefined) return json(403, { error: `${lacked} are not for you` });
  if (path === '/roles') return json(200, { items: roles, next: null });
  if (path === '/states') return json(200, { items: states });
  if (path === '/users') return answerUsers(state, query);
  try {
    return json(200, answerRecords(state.records, request));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return json(error.status, { error: error.message });
  }
}

function answerUsers(state: State, query: URLSearchParams): Answer {
  const [age, since] = (query.get('since') ?? `${state.tokenAge}.0`).split('.').map(Number);
  if (age !== state.tokenAge) return json(410, { error: 'token_expired' });
  const token = query.get('after') ?? `${state.pageAge}.${since}`;
  const [pageAge, after = 0] = token.split('.').map(Number);
  if (pageAge !== state.pageAge) return json(410, { error: 'page_expired' });
  const rows = listRows(state, after, query.has('since'));
  const items = rows.slice(0, Math.min(state.maxRows, Number(query.get('limit') ?? Infinity)));
  const isLast = items.length === rows.length;
  const isRound = state.isLooping && after > 0;
  const next = isLast ? null : `${state.pageAge}.${isRound ? 0 : items.at(-1)?.version}`;
  return json(200, {
    items,
    next,
    token: isLast ? `${state.tokenAge}.${state.version}` : null,
  });
}

function listRows(state: State, after: number, withDeleted: boolean): { version: number }[] {
  const deleted = [...state.deleted].map(([id, version]) => ({ id, version, deleted: true }));
  return [...state.users.values(), ...(withDeleted ? deleted : [])]
    .filter(({ version }) => version > after)
    .sort((one, other) => one.version - other.version);
}

function json(status: number, body: unknown): Answer {
  return { status, headers: { 'x-ratelimit-remaining': '1000' }, body: JSON.stringify(body) };
}
