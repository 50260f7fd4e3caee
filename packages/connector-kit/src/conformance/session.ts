import { createTestClock } from '../clock.ts';
import type { ConnectorContext, ReportIssue } from '../declaration/connector-context.ts';
import type { CredentialsCheck, Page, ReadRequest } from '../declaration/connector.ts';
import { createContext } from '../declaration/create-context.ts';
import { createDryRunClient } from '../http/dry-run-client.ts';
import type { PlannedRequest } from '../http/dry-run-client.ts';
import { createLocalLimiter } from '../http/local-limiter.ts';
import { createLocalTokenStore } from '../auth/local-token-store.ts';
import type { Json, ModelName, RecordByModel, Tombstone } from '../declaration/records.ts';
import { createRemoteClient } from '../http/remote-client.ts';
import type { RemoteClientOptions } from '../http/remote-target.ts';
import type { Clock, Limiter, RemoteClient, RemoteRequest } from '../http/remote.ts';
import type { RequestObserver } from '../http/request-observer.ts';
import type { ShareRead } from '../reading/share-read.ts';
import type { TokenStore } from '../auth/token.ts';
import type { RemoteUnderTest } from './remote-under-test.ts';
import type { ConformanceSubject } from './subject.ts';

export type ReadRecord = RecordByModel[ModelName];
export type ReadPage = Page<ModelName>;
type Issue = Parameters<ReportIssue>[0];

export interface ReadOutcome {
  pages: ReadPage[];
  /** The records of all pages by remote id, as the store would hold them in the end. */
  records: Map<string, ReadRecord>;
  tombstones: Tombstone[];
  /** What the last page gave for the next read; undefined where it gave nothing. */
  since: Json | undefined;
}

/** One connector at one remote, with everything about it written down. */
export interface Session {
  checkCredentials(): Promise<CredentialsCheck>;
  pages(model: ModelName, request?: Partial<ReadRequest>): AsyncIterable<ReadPage>;
  read(model: ModelName, request?: Partial<ReadRequest>): Promise<ReadOutcome>;
  readById(model: ModelName, remoteIds: readonly string[]): Promise<(ReadRecord | Tombstone)[]>;
  /** What the connector's functions are given. */
  readonly context: ConnectorContext;
  readonly journal: Readonly<Journal>;
  /** Waits in virtual time, in milliseconds. */
  readonly sleeps: readonly number[];
  /** Lets the time-outs pass of all requests that are under way. */
  readonly passTimeouts: () => void;
}

export interface Journal {
  issues: Issue[];
  logLines: { fields: Record<string, unknown>; message: string }[];
  attempts: Parameters<RequestObserver['onRequest']>[0][];
  /** Of each attempt, in the order in which they were sent: whether it may be sent twice. */
  isIdempotent: boolean[];
  /** When requests were let through, in virtual milliseconds. */
  admittedAt: number[];
  /** The most requests that were under way at the same time. */
  maxConcurrent: number;
  /** Headers of answers that tell how many requests are left, and how often that was understood. */
  limitsTold: Set<string>;
  limitsLearnt: number;
}

export interface SessionOptions {
  credentials?: Readonly<Record<string, unknown>>;
  signal?: AbortSignal;
  /** What the connector gets in place of the body of an answer. */
  spoil?: (body: unknown, request: RemoteRequest) => unknown;
  /** Default: as in a run, where models share. */
  shareRead?: ShareRead;
}

/** As most vendors call it; where it is of requests at the same time, it has another name. */
const requestsLeft = /^(?:x-)?rate-?limit-remaining$/i;
const startOfTime = '2026-01-15T12:00:00.000Z';
/** Real milliseconds after which a remote that hangs fails the test; enough for a slow machine. */
const maxTimeoutMs = 20_000;

export function openSession(
  subject: ConformanceSubject,
  remote: RemoteUnderTest,
  { spoil, shareRead, ...options }: SessionOptions = {},
): Session {
  const { connector } = subject;
  const clock = createTestClock(startOfTime);
  const journal = createJournal();
  const clientOptions = optionsOf(subject, remote, { ...options, clock, journal });
  const timeouts = createTimeouts();
  const context = contextOf({ ...remote.settings, ...subject.settings }, clientOptions, {
    remote: watchAnswers(createRemoteClient({ ...clientOptions, timeoutSignal: timeouts.start }), {
      journal,
      spoil,
    }),
    ...(shareRead && { shareRead }),
    reportIssue: (issue) => journal.issues.push(issue),
  });
  const pages = (model: ModelName, request: Partial<ReadRequest> = {}): AsyncIterable<ReadPage> => {
    const read = connector.read[model];
    if (read === undefined) throw new Error(`The connector does not read ${model}.`);
    return read(context, { since: null, resumeFrom: null, ...request });
  };
  return {
    checkCredentials: () => connector.checkCredentials(context),
    pages,
    read: async (model, request) => {
      const all: ReadPage[] = [];
      for await (const page of pages(model, request)) all.push(page);
      return collect(all);
    },
    readById: async (model, remoteIds) =>
      (await connector.readById?.[model]?.(context, remoteIds)) ?? [],
    context,
    journal,
    sleeps: clock.sleeps,
    passTimeouts: timeouts.pass,
  };
}

function watchAnswers(
  remote: RemoteClient,
  { journal, spoil }: { journal: Journal; spoil: SessionOptions['spoil'] },
): RemoteClient {
  return {
    ...remote,
    async request(request) {
      const answer = await remote.request(request);
      for (const name of Object.keys(answer.headers)) {
        if (requestsLeft.test(name)) journal.limitsTold.add(name);
      }
      return spoil === undefined ? answer : { ...answer, body: spoil(answer.body, request) };
    },
  };
}

/** What a dry run is given: a client that only writes down what it would send. */
export function openDryRun(
  subject: ConformanceSubject,
  remote: RemoteUnderTest,
): { context: ConnectorContext; planned: readonly PlannedRequest[] } {
  const parts = { clock: createTestClock(startOfTime), journal: createJournal() };
  const clientOptions = optionsOf(subject, remote, parts);
  const client = createDryRunClient(clientOptions);
  const context = contextOf({ ...remote.settings, ...subject.settings }, clientOptions, {
    remote: client,
    isDryRun: true,
  });
  return { context, planned: client.planned };
}

function createJournal(): Journal {
  return {
    issues: [],
    logLines: [],
    attempts: [],
    isIdempotent: [],
    admittedAt: [],
    maxConcurrent: 0,
    limitsTold: new Set(),
    limitsLearnt: 0,
  };
}

function optionsOf(
  { connector }: ConformanceSubject,
  remote: RemoteUnderTest,
  { clock, journal, ...options }: SessionOptions & { clock: Clock; journal: Journal },
): RemoteClientOptions<unknown> {
  const writeLog = (fields: Record<string, unknown>, message: string): void => {
    journal.logLines.push({ fields, message });
  };
  const credentials = options.credentials ?? remote.credentials;
  return {
    declaration: connector.remote,
    credentials: connector.credentials.schema.parse(credentials),
    credentialFields: connector.credentials.fields,
    tokens: tokensOf(remote, credentials),
    baseUrl: `${remote.url}${remote.apiPath ?? ''}`,
    label: connector.tool.label,
    limiter: watchLimiter(createLocalLimiter(clock), clock, journal),
    clock,
    log: { debug: writeLog, info: writeLog, warn: writeLog, error: writeLog },
    signal: options.signal ?? new AbortController().signal,
    observer: {
      beforeRequest: async ({ isIdempotent }) => void journal.isIdempotent.push(isIdempotent),
      onRequest: (exchange) => journal.attempts.push(exchange),
    },
    maxTimeoutMs,
  };
}

/** Asks for an access token, if the remote takes one, before requests are counted. */
export async function takeToken(
  subject: ConformanceSubject,
  remote: RemoteUnderTest,
): Promise<void> {
  if (takesToken(subject, remote)) await openSession(subject, remote).checkCredentials();
}

export function takesToken(
  { connector: { credentials, remote: declaration } }: ConformanceSubject,
  remote: RemoteUnderTest,
): boolean {
  return declaration.authenticate(credentials.schema.parse(remote.credentials)).type === 'token';
}

const tokens = new WeakMap<RemoteUnderTest, Map<string, TokenStore>>();

/** As in an installation, all sessions of the same credentials share an access token. */
function tokensOf(remote: RemoteUnderTest, credentials: object): TokenStore {
  const ofRemote = tokens.get(remote) ?? new Map<string, TokenStore>();
  tokens.set(remote, ofRemote);
  const key = JSON.stringify(credentials);
  const store = ofRemote.get(key) ?? createLocalTokenStore();
  ofRemote.set(key, store);
  return store;
}

/** Time-outs that tests let pass, so that no test waits for one. */
function createTimeouts(): { start: (milliseconds: number) => AbortSignal; pass: () => void } {
  let passing = new AbortController();
  return {
    start: (milliseconds) => AbortSignal.any([AbortSignal.timeout(milliseconds), passing.signal]),
    pass: () => {
      passing.abort(new DOMException('The time-out has passed.', 'TimeoutError'));
      passing = new AbortController();
    },
  };
}

function contextOf(
  settings: ConnectorContext['settings'],
  { clock, log, signal }: RemoteClientOptions<unknown>,
  parts: Pick<ConnectorContext, 'remote'> & Partial<ConnectorContext>,
): ConnectorContext {
  return createContext({ settings, clock, log, signal, ...parts });
}

/** What the store would hold after these pages. */
export function collect(pages: ReadPage[]): ReadOutcome {
  const records = new Map<string, ReadRecord>();
  const tombstones: Tombstone[] = [];
  for (const record of pages.flatMap((page): (ReadRecord | Tombstone)[] => page.records)) {
    if ('deleted' in record) tombstones.push(record);
    else records.set(record.remote_id, record);
  }
  return { pages, records, tombstones, since: pages.at(-1)?.since };
}

/** Starts a remote for one test and closes it whatever happens. */
export async function withRemote(
  subject: Pick<ConformanceSubject, 'start'>,
  use: (remote: RemoteUnderTest) => Promise<void>,
): Promise<void> {
  const remote = await subject.start();
  try {
    await use(remote);
  } finally {
    await remote.close();
  }
}

function watchLimiter(limiter: Limiter, clock: Clock, journal: Journal): Limiter {
  let underWay = 0;
  return {
    async acquire(limit, signal) {
      const permit = await limiter.acquire(limit, signal);
      underWay += 1;
      journal.admittedAt.push(clock.now().getTime());
      journal.maxConcurrent = Math.max(journal.maxConcurrent, underWay);
      return {
        release() {
          underWay -= 1;
          permit.release();
        },
        async learn(left) {
          journal.limitsLearnt += 1;
          await permit.learn?.(left);
        },
      };
    },
  };
}
