import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { after } from 'node:test';
import {
  createContext,
  createLocalLimiter,
  createRemoteClient,
  createTestClock,
  silentLog,
} from '@hirewire/connector-kit';
import type {
  Connector,
  ConnectorContext,
  Json,
  ModelName,
  Page,
  ReadModel,
  ReadRequest,
  RecordByModel,
  ReportIssue,
  Tombstone,
} from '@hirewire/connector-kit';

/** A request that a vendor's server was sent. */
export interface Call {
  /** Method and path, `GET /stages`. */
  route: string;
  query: Readonly<Record<string, string>>;
  /** Parsed where it is JSON. */
  body: unknown;
  authorization: string | undefined;
  headers: Readonly<IncomingHttpHeaders>;
  /** The address of the server. */
  base: string;
}

/** What the server says; a body alone is a success. */
export type Answer = { status?: number; headers?: Record<string, string>; body: unknown };

/** A connector at a server. */
export interface Session {
  context: ConnectorContext;
  issues: Parameters<ReportIssue>[0][];
}

/** When servers say that it is, and the clock of sessions, which does not wait. */
export const now = Date.parse('2026-03-20T00:00:00.000Z');

/** A server that answers until the tests of the file are over, with what it was sent. */
export async function startVendorServer(
  answerTo: (call: Call) => Answer,
): Promise<{ url: string; calls: Call[] }> {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      const url = new URL(request.url ?? '', 'http://vendor.example');
      const call = {
        route: `${request.method} ${url.pathname}`,
        query: Object.fromEntries(url.searchParams),
        body: parse((await buffer(request)).toString()),
        authorization: request.headers.authorization,
        headers: request.headers,
        base: `http://${request.headers.host}`,
      };
      calls.push(call);
      const { status = 200, headers, body } = answerTo(call);
      const date = new Date(now).toUTCString();
      response.writeHead(status, { 'content-type': 'application/json', date, ...headers });
      response.end(Buffer.isBuffer(body) || body === null ? body : JSON.stringify(body));
    };
    void answer();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls };
}

export function openSession<Credentials>(
  { remote: declaration }: Pick<Connector<Credentials>, 'remote'>,
  target: { baseUrl: string; credentials: Credentials; settings?: Record<string, Json> },
): Session {
  const { baseUrl, credentials, settings = {} } = target;
  const issues: Session['issues'] = [];
  const clock = createTestClock(new Date(now).toISOString());
  const parts = { clock, log: silentLog, signal: new AbortController().signal };
  const limiter = createLocalLimiter(clock);
  const remote = createRemoteClient({ declaration, credentials, baseUrl, limiter, ...parts });
  const reportIssue: ReportIssue = (issue) => void issues.push(issue);
  return { context: createContext({ remote, ...parts, settings, reportIssue }), issues };
}

/** By route, `GET /stages`: a body, or a function that sees the call. What is undefined is not found. */
export type Routes<Body = Json> = Readonly<
  Record<string, Body | ((call: Call) => Answer | undefined)>
>;

export interface FixtureSession extends Session {
  calls: Call[];
  /** The same server with nothing in memory, as in another run. */
  reopen: () => FixtureSession;
}

interface Vendor<Credentials, Body> {
  credentials: Credentials;
  settings?: Record<string, Json>;
  /** What its address has before all routes: `/v1`. */
  basePath?: string;
  /** The answer that has a body, in the vendor's envelope. */
  toAnswer: (body: Body) => Answer;
  notFound: Answer;
}

/** A connector at a server that answers these routes. */
export async function openFixture<Credentials, Body>(
  connector: Pick<Connector<Credentials>, 'remote'>,
  routes: Routes<Body>,
  { credentials, settings = {}, basePath = '', toAnswer, notFound }: Vendor<Credentials, Body>,
): Promise<FixtureSession> {
  const { url, calls } = await startVendorServer((call) => {
    call.route = call.route.replace(` ${basePath}/`, ' /');
    const route = routes[call.route];
    if (route === undefined) return notFound;
    return typeof route === 'function'
      ? ((route as (seen: Call) => Answer | undefined)(call) ?? notFound)
      : toAnswer(route);
  });
  const target = { baseUrl: `${url}${basePath}`, credentials, settings };
  const open = (): FixtureSession => ({ ...openSession(connector, target), calls, reopen: open });
  return open();
}

/** A body in which texts of many digits are numbers, as some vendors write ids and JavaScript cannot. */
export const withHugeIds = (body: unknown): Buffer =>
  Buffer.from(JSON.stringify(body).replaceAll(/"(\d{16,})"/g, '$1'));

/** How the tests of a connector read its models. */
export function createTestReader({ tool, read }: Pick<Connector<never>, 'tool' | 'read'>) {
  type Context = Pick<Session, 'context'>;

  async function readPages<Model extends ModelName>(
    { context }: Context,
    model: Model,
    request: Partial<ReadRequest> = {},
  ): Promise<Page<Model>[]> {
    const readModel: ReadModel<Model> | undefined = read[model];
    if (readModel === undefined) throw new Error(`${tool.label} does not read ${model}.`);
    return Array.fromAsync(readModel(context, { since: null, resumeFrom: null, ...request }));
  }

  /** All that a read gives, in its order. */
  async function readAll<Model extends ModelName>(
    session: Context,
    model: Model,
    request: Partial<ReadRequest> = {},
  ): Promise<(RecordByModel[Model] | Tombstone)[]> {
    const pages = await readPages(session, model, request);
    return pages.flatMap((page): (RecordByModel[Model] | Tombstone)[] => page.records);
  }

  /** The records as they stand after a read: the last of an id counts, and none that is gone. */
  async function readRecords<Model extends ModelName>(
    session: Context,
    model: Model,
    request: Partial<ReadRequest> = {},
  ): Promise<RecordByModel[Model][]> {
    const all = await readAll(session, model, request);
    const byId = new Map(all.map((record) => [record.remote_id, record]));
    return [...byId.values()].filter(
      (record): record is RecordByModel[Model] => !('deleted' in record),
    );
  }

  return { readPages, readAll, readRecords };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
