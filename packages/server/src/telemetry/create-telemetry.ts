import type { Clock } from '@hirewire/connector-kit';
import type { Attributes, MeasuredName, Span, SpanOptions, Telemetry } from '@hirewire/engine';

import type { Metrics } from './metrics.ts';
import type { Tracing } from './tracing.ts';

/** Told by the database's own clock or in a test, a start may lie ahead of us. */
function secondsSince(startedAt: Date, now: Date): number {
  return Math.max(0, now.getTime() - startedAt.getTime()) / 1000;
}

/** Names that only count: their work is a span of its own already. */
const untraced: ReadonlySet<MeasuredName> = new Set(['sync run ended']);

/** Tells metrics, and traces where there are any, what happens. */
export function createTelemetry(parts: {
  clock: Clock;
  metrics: Metrics;
  tracing: Tracing | null;
}): Telemetry {
  const { clock, metrics } = parts;
  return {
    start(name: MeasuredName, begun: Attributes, options: SpanOptions = {}): Span {
      const startedAt = options.startedAt ?? clock.now();
      const tracing = untraced.has(name) ? null : parts.tracing;
      const span = tracing?.start(name, begun, { ...options, startedAt });
      return {
        run: (work) => (span === undefined ? work() : span.run(work)),
        end(more = {}, failure) {
          const seconds = secondsSince(startedAt, clock.now());
          const attributes = { ...begun, ...more };
          metrics.observe(name, { attributes, seconds, failed: failure !== undefined });
          span?.end(more, failure);
        },
      };
    },
  };
}
