import { setImmediate } from 'node:timers/promises';
import type {
  Clock,
  Connector,
  ConnectorContext,
  ModelName,
  Pace,
  RemoteClient,
  RemoteResponse,
  RequestLimit,
} from '@hirewire/connector-kit';
import {
  createContext,
  createLocalLimiter,
  createRemoteClient,
  createTestClock,
  defaultConcurrentModels,
  silentLog,
} from '@hirewire/connector-kit';
import { connectors } from '@hirewire/connectors';
import { simulators } from '@hirewire/simulators';
import type { Simulator } from '@hirewire/simulators';
import { perSecond, round } from './measures.ts';

/** How often each figure is measured; the best counts, as everything else is disturbance. */
const rounds = 5;

/** What each request was answered with: a response with its body as text, or an error. */
type Answers = Map<string, (Pick<RemoteResponse, 'headers'> & { text: string }) | Error>;

const heading = [
  '| connector | records | mapped, records/s | of `JSON` | requests a record | of the limit |',
  '| --- | --- | --- | --- | --- | --- |',
];

/**
 * A table with a row for each connector that has a simulator, or for those of these tools. Gives each
 * line when it is measured, so that nothing is lost where the bench is stopped.
 */
export async function* benchConnectors(
  candidates: number,
  tools: readonly string[] = Object.keys(simulators),
): AsyncGenerator<string, void> {
  const unknown = tools.filter((tool) => simulators[tool] === undefined);
  if (unknown.length > 0) throw new Error(`There is no simulator of ${unknown.join(', ')}.`);
  yield* heading;
  for (const connector of connectors) {
    const start = simulators[connector.tool.id];
    if (start === undefined || !tools.includes(connector.tool.id)) continue;
    const simulator = await start({ candidates });
    try {
      yield await benchConnector(connector, simulator);
    } finally {
      await simulator.close();
    }
  }
}

async function benchConnector(connector: Connector, simulator: Simulator): Promise<string> {
  process.stderr.write(`${connector.tool.label}: recording\n`);
  const { answers, requests, records, share } = await record(connector, simulator);
  const replay = contextOf(replayClient(answers));
  const mapping = await fastest(() => readAll(connector, replay).then(() => undefined));
  const floor = await fastest(() => {
    for (const answer of answers.values()) {
      if (!(answer instanceof Error)) JSON.stringify(JSON.parse(answer.text));
    }
    return Promise.resolve();
  });
  const cells = [
    connector.tool.label,
    round(records),
    round(perSecond(records, mapping)),
    (floor / mapping).toFixed(2),
    (requests / records).toFixed(3),
    `${Math.round(share * 100)} %`,
  ];
  return `| ${cells.join(' | ')} |`;
}

/**
 * Reads everything once over HTTP, at the vendor's limit in virtual time. `share` is the time that the
 * limit demands of these requests at least, of the time that they took.
 */
async function record(
  connector: Connector,
  { url, apiPath = '', credentials }: Simulator,
): Promise<{ answers: Answers; requests: number; records: number; share: number }> {
  let underWay = 0;
  const clock = createVirtualClock(() => underWay === 0);
  const answers: Answers = new Map();
  const sent: string[] = [];
  const client = createRemoteClient({
    declaration: connector.remote,
    credentials: connector.credentials.schema.parse(credentials),
    baseUrl: `${url}${apiPath}`,
    limiter: createLocalLimiter(clock),
    clock,
    log: silentLog,
    observer: {
      async beforeRequest() {
        underWay += 1;
      },
      onRequest({ method, path }) {
        underWay -= 1;
        sent.push(`${method} ${path}`);
      },
    },
    signal: new AbortController().signal,
  });
  const recording: RemoteClient = {
    ...client,
    async request(request) {
      const key = JSON.stringify(request);
      try {
        const { body, ...answer } = await client.request(request);
        answers.set(key, { headers: answer.headers, text: JSON.stringify(body) });
        return { ...answer, body };
      } catch (error) {
        if (error instanceof Error) answers.set(key, error);
        throw error;
      }
    },
  };
  const { concurrentModels = defaultConcurrentModels } = connector.remote.limit;
  const records = await readAll(connector, contextOf(recording), concurrentModels);
  const demanded = shortestMs(connector.remote.limit, sent);
  const share = demanded === 0 ? 1 : demanded / clock.elapsedMs();
  return { answers, requests: sent.length, records, share };
}

/** What the limit and those of its routes demand at least: all but the last window has to pass. */
function shortestMs({ routes = [], ...general }: RequestLimit, sent: readonly string[]): number {
  const msOf = ({ requests, windowMs }: Pace, count: number): number =>
    Math.max(0, Math.ceil(count / requests) - 1) * windowMs;
  const ofRoutes = routes.map((route) =>
    msOf(route, sent.filter((one) => route.route.test(one)).length),
  );
  return Math.max(msOf(general, sent.length), ...ofRoutes);
}

/** Time goes on when nothing but it is waited for, so that waits at the same time pass together. */
function createVirtualClock(isIdle: () => boolean): Clock & { elapsedMs(): number } {
  const started = Date.parse('2026-01-15T12:00:00.000Z');
  let nowMs = started;
  let waiting: { until: number; wake: () => void }[] = [];
  async function passTime(): Promise<void> {
    while (waiting.length > 0) {
      // Whoever was woken or answered may send something first.
      for (let turns = 0; turns < 3; turns += isIdle() ? 1 : 0) await setImmediate();
      nowMs = Math.min(...waiting.map(({ until }) => until));
      const due = waiting.filter(({ until }) => until <= nowMs);
      waiting = waiting.filter(({ until }) => until > nowMs);
      for (const { wake } of due) wake();
      await setImmediate();
    }
  }
  return {
    now: () => new Date(nowMs),
    elapsedMs: () => nowMs - started,
    async sleep(milliseconds) {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.push({ until: nowMs + milliseconds, wake: resolve });
      if (waiting.length === 1) void passTime();
      await promise;
    },
  };
}

function contextOf(remote: RemoteClient): ConnectorContext {
  return createContext({
    remote,
    // Stands still, so that what is asked for from a date on is the same when it is replayed.
    clock: createTestClock('2026-11-02T00:00:00.000Z'),
    log: silentLog,
    signal: new AbortController().signal,
  });
}

/** Answers from memory, parsed as a client parses them. */
function replayClient(answers: Answers): RemoteClient {
  const unused = () => Promise.reject(new Error('Nothing but requests was recorded.'));
  return {
    credentials: {},
    async request(request) {
      const answer = answers.get(JSON.stringify(request));
      if (answer === undefined) throw new Error(`${request.path} was not recorded.`);
      if (answer instanceof Error) throw answer;
      return { status: 200, headers: answer.headers, body: JSON.parse(answer.text) as unknown };
    },
    upload: unused,
    download: unused,
  };
}

async function readAll(
  connector: Connector,
  context: ConnectorContext,
  concurrency = 1,
): Promise<number> {
  let records = 0;
  const models = (Object.keys(connector.read) as ModelName[]).values();
  const readModels = async (): Promise<void> => {
    for (const model of models) {
      const pages = connector.read[model]?.(context, { since: null, resumeFrom: null });
      for await (const page of pages ?? []) records += page.records.length;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, readModels));
  return records;
}

async function fastest(work: () => Promise<void>): Promise<number> {
  let best = Infinity;
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now();
    await work();
    best = Math.min(best, performance.now() - begun);
  }
  return best;
}
