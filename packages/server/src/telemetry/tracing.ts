import {
  DiagLogLevel,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  context,
  defaultTextMapGetter,
  diag,
  trace,
} from '@opentelemetry/api';
import type { Context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Attributes, MeasuredName, Span, SpanOptions } from '@hirewire/engine';

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

type BegunSpan = SpanOptions & { startedAt: Date };

export interface Tracing {
  start(name: MeasuredName, attributes: Attributes, options: BegunSpan): Span;
  /** The id of the trace that the current work belongs to, if it is sent to the collector. */
  findTraceId(): string | undefined;
  /** Sends what has not been sent yet. */
  close(): Promise<void>;
}

const kinds: { readonly [Name in MeasuredName]?: SpanKind } = {
  'http request': SpanKind.SERVER,
  'vendor request': SpanKind.CLIENT,
};

/** https://opentelemetry.io/docs/specs/semconv/http/http-spans/ */
const conventional = new Map([
  ['method', 'http.request.method'],
  ['route', 'http.route'],
  ['http_status', 'http.response.status_code'],
  ['error_kind', 'error.type'],
]);

/** What the conventions have no name for gets a prefix of our own. */
function translate(attributes: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(attributes)
      .filter(([name, value]) => !(conventional.has(name) && unknownValues.has(value)))
      .map(([name, value]) => [
        conventional.get(name) ?? `hirewire.${name}`,
        name === 'method' && value === 'other' ? '_OTHER' : value,
      ]),
  );
}

/** How our attributes say that there was no route, no response or no error. */
const unknownValues = new Set<unknown>(['', 0, 'none']);

/** The conventions call a request by its method, and by its route where that is known. */
function spanName(name: MeasuredName, { method, route }: Attributes): string {
  if (kinds[name] === undefined) return name;
  const known = method === 'other' ? 'HTTP' : method;
  return [known, route].filter(Boolean).join(' ');
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
  const propagator = new W3CTraceContextPropagator();
  return {
    start(name, attributes, { startedAt, headers = {} }) {
      // A request or a run is inside of nothing here, even if other work started it.
      const parent: Context = roots.has(name)
        ? propagator.extract(ROOT_CONTEXT, headers, defaultTextMapGetter)
        : context.active();
      const kind = kinds[name] ?? SpanKind.INTERNAL;
      const begun = { kind, startTime: startedAt, attributes: translate(attributes) };
      const span = tracer.startSpan(spanName(name, attributes), begun, parent);
      const inside = trace.setSpan(parent, span);
      return {
        run: (work) => context.with(inside, work),
        end(more = {}, failure) {
          span.setAttributes(translate(more));
          if (failure !== undefined) {
            // Its message may quote a record.
            const message = failure instanceof Error ? failure.name : 'failure';
            span.setAttribute('error.type', message);
            span.setStatus({ code: SpanStatusCode.ERROR, message });
          } else if (Number(more['http_status']) >= minErrorStatus(kind)) {
            span.setStatus({ code: SpanStatusCode.ERROR });
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

/** The mistake of a client is no error of the server, says the convention. */
function minErrorStatus(kind: SpanKind): number {
  return kind === SpanKind.SERVER ? 500 : 400;
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
