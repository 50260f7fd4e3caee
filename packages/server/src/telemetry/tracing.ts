import {
  DiagLogLevel,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  context,
  diag,
  trace,
} from '@opentelemetry/api';
import type { Context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Attributes, MeasuredName, Span } from '@hirewire/engine';

import type { Log } from '../log.ts';

// This file is imported where traces are configured and nowhere else: it loads all of OpenTelemetry.

export interface TracingOptions {
  endpoint: string;
  headers: Readonly<Record<string, string>>;
  serviceName: string;
  /** Of the traces that begin here, 0 to 1. */
  ratio: number;
  /** Node's own names; empty for none. The collector is the operator's choice, so no guard is needed. */
  proxy: { HTTPS_PROXY: string; NO_PROXY: string };
  log: Log;
}

export interface Tracing {
  start(name: MeasuredName, attributes: Attributes, startedAt: Date): Span;
  /** The id of the trace that the current work belongs to, if it is sent to the collector. */
  findTraceId(): string | undefined;
  /** Sends what has not been sent yet. */
  close(): Promise<void>;
}

const kinds: { readonly [Name in MeasuredName]?: SpanKind } = {
  'http request': SpanKind.SERVER,
  'vendor request': SpanKind.CLIENT,
};

/** A prefix of our own, so that ours are grouped and cannot clash with others. */
function prefixed(attributes: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [`hirewire.${name}`, value]),
  );
}

/** Collects spans and sends them to a collector by OTLP over HTTP. */
export function openTracing(options: TracingOptions): Tracing {
  reportFailures(options.log);
  const exporter = new OTLPTraceExporter({
    url: `${options.endpoint}/v1/traces`,
    headers: { ...options.headers },
    httpAgentOptions: { keepAlive: true, proxyEnv: options.proxy },
  });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': options.serviceName }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(options.ratio) }),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  const contexts = new AsyncLocalStorageContextManager().enable();
  context.setGlobalContextManager(contexts);
  const tracer = provider.getTracer('hirewire');
  return {
    start(name, attributes, startTime) {
      // A request or a run has no parent, even if other work started it.
      const parent: Context = roots.has(name) ? ROOT_CONTEXT : context.active();
      const kind = kinds[name] ?? SpanKind.INTERNAL;
      const span = tracer.startSpan(
        name,
        { kind, startTime, attributes: prefixed(attributes) },
        parent,
      );
      const inside = trace.setSpan(parent, span);
      return {
        run: (work) => context.with(inside, work),
        end(more = {}, failure) {
          span.setAttributes(prefixed(more));
          if (failure !== undefined) {
            // Its message may quote a record.
            const message = failure instanceof Error ? failure.name : 'failure';
            span.setStatus({ code: SpanStatusCode.ERROR, message });
          }
          span.end();
        },
      };
    },
    findTraceId() {
      const current = trace.getSpanContext(context.active());
      return current !== undefined && (current.traceFlags & TraceFlags.SAMPLED) !== 0
        ? current.traceId
        : undefined;
    },
    async close() {
      await provider.shutdown();
      context.disable();
      diag.disable();
    },
  };
}

/** An unavailable collector must not stop the process, but is logged. */
function reportFailures(log: Log): void {
  const quiet = (): void => undefined;
  const report = (message: string): void =>
    log.warn({ event: 'traces.export.failed', reason: message }, 'Sending traces failed');
  const logger = { error: report, warn: report, info: quiet, debug: quiet, verbose: quiet };
  diag.setLogger(logger, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
}

const roots: ReadonlySet<MeasuredName> = new Set(['http request', 'sync run']);
