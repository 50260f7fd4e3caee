import type { Clock, Limiter, RequestExchange, RequestObserver } from '@hirewire/connector-kit';

/** What is measured. `docs/guides/monitoring.md` says what becomes of each. */
export type MeasuredName =
  | 'http request'
  | 'list read'
  | 'action'
  | 'sync run'
  | 'sync run ended'
  | 'sync model'
  | 'sync page'
  | 'vendor request'
  | 'limit wait';

/** Never personal data, never a secret: they leave the program. Ids of integrations and runs may. */
export type Attributes = Readonly<Record<string, string | number | boolean>>;

/** Something that is going on. */
export interface Span {
  /** What `work` begins, also later on, belongs to this span. */
  run<Result>(work: () => Result): Result;
  /** Once. `failure` is told by the name of its class alone. */
  end(attributes?: Attributes, failure?: unknown): void;
}

/** Handed in like a clock or a log, so that nothing here knows who measures, or whether. */
export interface Telemetry {
  start(name: MeasuredName, attributes: Attributes, options?: SpanOptions): Span;
}

export interface SpanOptions {
  /** For what has begun before. */
  startedAt?: Date;
  /** Headers of a request: if they name a trace (`traceparent`), the span continues it. */
  headers?: Readonly<Record<string, string | string[] | undefined>>;
}

/** Measures `work` from beginning to end; `note` adds what only turns out meanwhile. */
export async function measure<Result>(
  telemetry: Telemetry | undefined,
  { name, ...attributes }: { name: MeasuredName } & Attributes,
  work: (note: (attributes: Attributes) => void) => Promise<Result>,
): Promise<Result> {
  if (telemetry === undefined) return work(() => undefined);
  const span = telemetry.start(name, attributes);
  let noted: Attributes = {};
  try {
    const result = await span.run(() => work((more) => void (noted = { ...noted, ...more })));
    span.end(noted);
    return result;
  } catch (error) {
    span.end(noted, error);
    throw error;
  }
}

/** Where requests to a vendor come from, as their attributes say. */
export interface VendorAttributes {
  tool: string;
  integration_id: string;
}

/** An observer that also measures; the path and the bodies of requests may hold personal data. */
export function measureRequests(
  telemetry: Telemetry | undefined,
  vendor: VendorAttributes,
  observer: RequestObserver,
): RequestObserver {
  if (telemetry === undefined) return observer;
  return {
    ...observer,
    onRequest(exchange) {
      observer.onRequest(exchange);
      const { method, attempt, errorKind, startedAt } = exchange;
      const status = statusClassOf(exchange);
      const attributes = { ...vendor, method, attempt, status };
      const end = { http_status: exchange.status ?? 0, error_kind: errorKind ?? 'none' };
      telemetry.start('vendor request', attributes, { startedAt }).end(end);
    },
  };
}

/** Refusals for the rate are told apart: they are what an operator looks for. */
function statusClassOf({ status }: Pick<RequestExchange, 'status'>): string {
  if (status === null) return 'none';
  return status === 429 ? '429' : `${Math.floor(status / 100)}xx`;
}

/** To ask for a place in the pace takes a moment, which is no wait. */
const minWaitMs = 10;

/** A limiter that tells how long requests had to wait for their turn. */
export function measureWaits(
  { telemetry, clock }: { telemetry?: Telemetry | undefined; clock: Clock },
  vendor: VendorAttributes,
  limiter: Limiter,
): Limiter {
  if (telemetry === undefined) return limiter;
  return {
    async acquire(limit, signal) {
      const startedAt = clock.now();
      const turn = await limiter.acquire(limit, signal);
      const isWait = clock.now().getTime() - startedAt.getTime() >= minWaitMs;
      if (isWait) telemetry.start('limit wait', { ...vendor }, { startedAt }).end();
      return turn;
    },
  };
}
