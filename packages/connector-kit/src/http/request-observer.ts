import type { Method, RemoteErrorKind } from './remote.ts';

/** Told of every request, for metrics and interaction logs. What it is told is redacted. */
export interface RequestObserver {
  /** Before a request is sent, and waited for: it may still refuse by throwing. */
  beforeRequest?(request: { isIdempotent: boolean }): Promise<void>;
  onRequest(exchange: RequestExchange): void;
}

/** One request with its answer. */
export interface RequestExchange {
  method: Method;
  path: string;
  url: string;
  /** Null where no answer came. */
  status: number | null;
  startedAt: Date;
  durationMs: number;
  attempt: number;
  errorKind: RemoteErrorKind | null;
  /** Made on demand, as most observers do not look at them; files are described, not held. */
  bodies: () => { request: unknown; response: unknown };
}
