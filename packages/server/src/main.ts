import { type Proxy, createOutgoingGuard, systemClock } from '@hirewire/connector-kit';
import { type Engine, type SecretKeys, createEngine } from '@hirewire/engine';
import { type Database, isSchemaReady } from '@hirewire/store';

import { buildApp } from './app.ts';
import { type CleanUp, createCleanUp } from './clean-up.ts';
import { type Log, createLog } from './log.ts';
import { loadConnectors } from './load-connectors.ts';
import { createOutages } from './outages.ts';
import { requireSecretKeys } from './check-secret-keys.ts';
import { buildMonitoringApp } from './monitoring-app.ts';
import { actionLimitsOf, scheduleOf } from './engine-settings.ts';
import { type OpenOptions, openMigrated } from './open-database.ts';
import type { Role, Settings } from './settings.ts';
import { type Monitoring, openMonitoring } from './telemetry/open-monitoring.ts';

/** An opened installation: everything but the HTTP API and the worker. */
export interface Hirewire {
  readonly settings: Settings;
  readonly database: Database;
  readonly engine: Engine;
  /** Encrypt credentials and sign cursors. */
  readonly secretKeys: SecretKeys;
  /** Metrics of this process, and its traces. */
  readonly monitoring: Monitoring;
  readonly log: Log;
  /** Closes the database, and stops the embedded PostgreSQL where this process uses one. */
  close(): Promise<void>;
}

/**
 * Opens the database (the embedded one unless the settings name another), migrates it, loads the
 * secret key and makes the engine. Nothing listens and nothing runs yet.
 *
 * @throws SettingsError and errors of PostgreSQL, with everything that was opened closed again
 */
export async function openHirewire(
  settings: Settings,
  options: OpenOptions = {},
): Promise<Hirewire> {
  const outages = createOutages();
  let findTraceId: Monitoring['findTraceId'] = () => undefined;
  const log = createLog(settings.logLevel, {
    ...(settings.logFormat === 'text' && {
      destination: (await import('./log-text.ts')).openTextLog(),
    }),
    outages,
    role: settings.role,
    findTraceId: () => findTraceId(),
  });
  const cleanUp = createCleanUp();
  try {
    const { database, close } = await openMigrated(settings, log, options);
    cleanUp.add(close);
    const secretKeys = await requireSecretKeys(database, settings);
    const closed = new AbortController();
    cleanUp.add(async () => closed.abort());
    const probe = (): Promise<unknown> => isSchemaReady(database);
    outages.watch({ log, clock: systemClock, probe, signal: closed.signal });
    const monitoring = await openMonitoring(settings, { database, log });
    cleanUp.add(() => monitoring.close());
    findTraceId = monitoring.findTraceId;
    const engine = createEngine({
      database,
      connectors: await loadConnectors(settings.connectors),
      secretKeys,
      clock: systemClock,
      log,
      allowRemoteBaseUrl: settings.allowRemoteBaseUrl,
      guard: createOutgoingGuard({
        allowedNetworks: settings.allowedNetworks,
        proxy: proxyOf(settings),
      }),
      actionLimits: actionLimitsOf(settings),
      telemetry: monitoring.telemetry,
      runLimits: { totalMs: settings.syncTimeLimitHours * 3_600_000 },
      retention: settings,
      publicUrl: settings.publicUrl ?? `http://127.0.0.1:${settings.port}`,
    });
    return { settings, database, engine, secretKeys, monitoring, log, close: cleanUp.run };
  } catch (error) {
    await cleanUp.afterFailure(log);
    throw error;
  }
}

function proxyOf({ proxyUrl: url, proxyExceptions: exceptions }: Settings): Proxy | null {
  return url === null ? null : { url, exceptions };
}

export interface StartServerOptions {
  host: string;
  /** 0 takes any free port. */
  port: number;
  role: Role;
}

export interface RunningServer {
  /** Where the API listens, without `/v1`; null for a mere worker. */
  url: string | null;
  /** Where health and metrics have a port of their own; null without one. */
  monitoringUrl: string | null;
  /** Answers what has arrived, then lets syncs stop at their next page. The database stays open. */
  close(): Promise<void>;
}

/** Null where no port is configured for it. It answers first and last of all, also while the rest starts or stops. */
async function startMonitoring(
  { database, log, secretKeys, settings, monitoring }: Hirewire,
  host: string,
  cleanUp: CleanUp,
): Promise<string | null> {
  const { monitoringPort: port, metricsToken } = settings;
  if (port === null) return null;
  const app = buildMonitoringApp({ database, secretKeys, log, monitoring, metricsToken });
  cleanUp.add(() => app.close());
  return app.listen({ host, port });
}

/** Longer than busy clients leave a connection idle. */
const drainMs = 1000;

/** Starts what the role asks for: the HTTP API, the worker that runs syncs, or both. */
export async function startServer(
  hirewire: Hirewire,
  options: StartServerOptions,
): Promise<RunningServer> {
  const { database, engine, secretKeys, log, settings, monitoring } = hirewire;
  const schedule = scheduleOf(settings);
  const cleanUp = createCleanUp();
  try {
    const monitoringUrl = await startMonitoring(hirewire, options.host, cleanUp);
    if (options.role !== 'api') {
      const { workerConcurrency: concurrency } = settings;
      const worker = await engine.startWorker({ concurrency, schedule });
      cleanUp.add(() => worker.stop());
    }
    if (options.role === 'worker') return { url: null, monitoringUrl, close: cleanUp.run };
    const { rateLimitPerMinute, trustedProxies, publicUrl, metricsToken } = settings;
    const app = await buildApp({
      database,
      engine,
      secretKeys,
      log,
      rateLimitPerMinute,
      trustedProxies,
      publicUrl,
      schedule,
      monitoring,
      metricsToken,
      limits: { drainMs },
    });
    cleanUp.add(() => app.close());
    const url = await app.listen({ host: options.host, port: options.port });
    return { url, monitoringUrl, close: cleanUp.run };
  } catch (error) {
    await cleanUp.afterFailure(log);
    throw error;
  }
}
