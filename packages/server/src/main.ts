import { type Proxy, createOutgoingGuard, systemClock } from '@hirewire/connector-kit';
import { type Engine, type SecretKeys, createEngine } from '@hirewire/engine';
import {
  type Database,
  hasEmbeddedPostgres,
  hasSchema,
  isConnectionError,
  isSchemaReady,
  migrate,
  openDatabase,
  startEmbeddedPostgres,
} from '@hirewire/store';

import { buildApp } from './app.ts';
import { type Log, createLog } from './log.ts';
import { loadConnectors } from './load-connectors.ts';
import { createOutages } from './outages.ts';
import { requireSecretKeys } from './check-secret-keys.ts';
import { buildMonitoringApp } from './monitoring-app.ts';
import { actionLimitsOf, scheduleOf } from './engine-settings.ts';
import { type Role, type Settings, SettingsError } from './settings.ts';
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

/** What to undo, in the opposite order. Everything is undone, also when a step fails. */
function createCleanUp() {
  const steps: (() => Promise<void>)[] = [];
  const run = async (): Promise<void> => {
    const failures: unknown[] = [];
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
      await step().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Hirewire did not stop cleanly');
  };
  return {
    add: (step: () => Promise<void>) => void steps.push(step),
    run,
    /** As `run`, where the failure that led here matters more than those of the clean-up. */
    afterFailure: (log: Log) =>
      run().catch((error: unknown) =>
        log.error({ event: 'server.cleanup.failed', error }, 'Clean-up failed'),
      ),
  };
}

export interface OpenOptions {
  /** For how long to try again where the database cannot be reached; default 0. */
  retryForMs?: number;
  /** Gives that up. */
  signal?: AbortSignal;
  /** Whether an installation that was never started is an error, and is not made. */
  mustExist?: boolean;
}

/** Between two tries to reach the database. */
const retryMs = 1000;

/** Machines that start together, or a network that has just come back, are not in order at once. */
async function migratePatiently(
  database: Database,
  log: Log,
  { retryForMs = 0, signal }: OpenOptions,
): Promise<void> {
  const until = systemClock.now().getTime() + retryForMs;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await migrate(database);
      if (attempt > 1) log.info({ event: 'database.reachable' }, 'Database reachable again');
      return;
    } catch (error) {
      if (!isConnectionError(error) || systemClock.now().getTime() >= until) throw error;
      const level = attempt === 1 ? 'warn' : 'debug';
      log[level]({ event: 'database.unreachable', error }, 'Database unreachable; retrying');
    }
    await systemClock.sleep(retryMs, signal);
  }
}

/** Where an installation keeps its data, without a password. */
export function describeInstallation({ databaseUrl, dataDirectory }: Settings): string {
  if (databaseUrl === null) return `the bundled PostgreSQL in ${dataDirectory}`;
  if (!URL.canParse(databaseUrl)) return 'the PostgreSQL of DATABASE_URL';
  const { host, pathname } = new URL(databaseUrl);
  return `the database ${pathname.slice(1)} at ${host || 'this machine'}`;
}

function requireEmbedded(settings: Settings): void {
  if (!hasEmbeddedPostgres(settings.dataDirectory)) throw missing(settings);
}

function missing(settings: Settings): SettingsError {
  return new SettingsError(
    `There is no Hirewire in ${describeInstallation(settings)}. Name the installation with ` +
      '--data-dir or DATABASE_URL, or start a new one: npx hirewire start.',
  );
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
    format: settings.logFormat,
    outages,
    role: settings.role,
    findTraceId: () => findTraceId(),
  });
  const cleanUp = createCleanUp();
  try {
    if (options.mustExist && settings.databaseUrl === null) requireEmbedded(settings);
    const database = await openItsDatabase(settings, { log, cleanUp });
    if (options.mustExist && !(await hasSchema(database))) throw missing(settings);
    await migratePatiently(database, log, options);
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

/** The database of the settings, or else of the bundled PostgreSQL, which is followed where it moves. */
async function openItsDatabase(
  { databaseUrl, databasePoolSize: poolSize, dataDirectory }: Settings,
  { log, cleanUp }: { log: Log; cleanUp: ReturnType<typeof createCleanUp> },
): Promise<Database> {
  if (databaseUrl !== null) {
    const own = openDatabase({ url: databaseUrl, poolSize });
    cleanUp.add(() => own.close());
    return own;
  }
  const postgres = await startEmbeddedPostgres({ dataDirectory, log });
  cleanUp.add(() => postgres.close());
  const bundled = openDatabase({ url: postgres.url, poolSize });
  cleanUp.add(() => bundled.close());
  postgres.onMoved = (url) => bundled.moveTo(url);
  return bundled;
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
  cleanUp: ReturnType<typeof createCleanUp>,
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
