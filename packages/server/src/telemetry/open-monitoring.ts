import { systemClock } from '@hirewire/connector-kit';
import type { Telemetry } from '@hirewire/engine';
import type { Database } from '@hirewire/store';

import type { Log } from '../log.ts';
import type { MonitoringSettings } from '../monitoring-settings.ts';
import type { ProxySettings } from '../proxy-settings.ts';
import { createTelemetry } from './create-telemetry.ts';
import { createMetrics } from './metrics.ts';
import { createSharedMetrics } from './shared-metrics.ts';

type MonitoredSettings = MonitoringSettings & ProxySettings;

/** Everything that watches over a process. */
export interface Monitoring {
  /** Told by all parts what happens. */
  telemetry: Telemetry;
  /** All metrics as Prometheus reads them; also while the database is away. */
  metricsText(): Promise<string>;
  /** The id of the trace that the current work belongs to; undefined where none is recorded. */
  findTraceId: () => string | undefined;
  /** Sends the traces that are left. Never rejects. */
  close(): Promise<void>;
}

/** Metrics always; traces, and what they take to load, only where a collector is configured. */
export async function openMonitoring(
  settings: MonitoredSettings,
  { database, log }: { database: Database; log: Log },
): Promise<Monitoring> {
  const metrics = createMetrics();
  const sharedText = createSharedMetrics({
    database,
    clock: systemClock,
    integrationsShown: settings.metricsIntegrations,
  });
  const tracing = settings.otlpEndpoint === null ? null : await openTraces(settings, log);
  return {
    telemetry: createTelemetry({ clock: systemClock, metrics, tracing }),
    metricsText: async () => `${await metrics.registry.metrics()}${await sharedText()}`,
    findTraceId: () => tracing?.findTraceId(),
    async close() {
      await tracing?.close().catch((error: unknown) => {
        log.warn({ event: 'traces.flush.failed', error }, 'Sending the last traces failed');
      });
    },
  };
}

async function openTraces(settings: MonitoredSettings, log: Log) {
  const { openTracing } = await import('./tracing.ts');
  return openTracing({
    endpoint: settings.otlpEndpoint ?? '',
    headers: settings.otlpHeaders,
    serviceName: settings.serviceName,
    ratio: settings.traceRatio,
    proxy: { HTTPS_PROXY: settings.proxyUrl ?? '', NO_PROXY: settings.proxyExceptions.join(',') },
    log,
  });
}
