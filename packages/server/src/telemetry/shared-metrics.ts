import type { Clock } from '@hirewire/connector-kit';
import type { Database } from '@hirewire/store';
import {
  countOpenIssues,
  countPendingDeliveries,
  measureIntegrations,
  measureQueue,
  measureTools,
  measureVendorWebhooks,
} from '@hirewire/store';
import { Gauge, Registry } from 'prom-client';

/** Several scrapers, or one that is impatient, cost the database no more than one. */
const cacheMs = 5000;

export interface SharedMetricsOptions {
  database: Database;
  clock: Clock;
  /** Up to so many integrations each one's lag is shown. */
  integrationsShown: number;
}

function gauge(registry: Registry, name: string, help: string, labelNames: string[] = []) {
  return new Gauge({ name, help, labelNames, registers: [registry] });
}

function createGauges(registry: Registry) {
  const make = (name: string, help: string, labels?: string[]) =>
    gauge(registry, `hirewire_${name}`, help, labels);
  return {
    up: make('database_up', '1 when the database answered this scrape.'),
    connections: make('database_connections', "This process's pool.", ['state']),
    queue: make('queue_items', 'Work items of all processes.', ['state']),
    oldest: make('queue_oldest_ready_seconds', 'Age of the oldest item that could be begun.'),
    integrations: make('integrations', 'Integrations.', ['tool', 'status']),
    webhooks: make('vendor_webhooks', 'Webhooks that tools were asked to send.', ['tool', 'state']),
    pending: make('pending_webhooks', 'Webhooks that wait or are being sent.', ['environment']),
    oldestPending: make('webhook_oldest_pending_seconds', 'Age of the oldest of them.', [
      'environment',
    ]),
    issues: make('issues', 'Issues that are open and not muted.', ['type', 'tool']),
    failing: make('failing_integrations', 'Integrations with such an issue.', ['reason', 'tool']),
    lag: make(
      'sync_lag_seconds',
      'Since the start of the last sync that succeeded, over the active integrations of a tool.',
      ['tool', 'quantile'],
    ),
    lagOfEach: make('integration_sync_lag_seconds', 'The same, for each integration.', [
      'integration_id',
      'tool',
    ]),
  };
}

type Gauges = ReturnType<typeof createGauges>;

/** Metrics of the whole installation, read from the database at each scrape. */
export function createSharedMetrics(options: SharedMetricsOptions): () => Promise<string> {
  const { database, clock } = options;
  const registry = new Registry();
  const gauges = createGauges(registry);
  let text: Promise<string> | null = null;
  let until = 0;

  async function collect(): Promise<string> {
    gauges.connections.set({ state: 'open' }, database.pool.totalCount);
    gauges.connections.set({ state: 'idle' }, database.pool.idleCount);
    gauges.connections.set({ state: 'awaited' }, database.pool.waitingCount);
    await ask(gauges, options).then(
      () => gauges.up.set(1),
      () => {
        resetFigures(gauges);
        gauges.up.set(0);
      },
    );
    return registry.metrics();
  }

  return () => {
    const now = clock.now().getTime();
    if (text === null || now >= until) {
      until = now + cacheMs;
      text = collect();
    }
    return text;
  };
}

/** Of the database: old figures would pass for new ones. */
function resetFigures(gauges: Gauges): void {
  for (const gauge of Object.values(gauges)) if (gauge !== gauges.connections) gauge.reset();
}

async function ask(
  gauges: Gauges,
  { database, integrationsShown }: SharedMetricsOptions,
): Promise<void> {
  const { oldestReadySeconds, ...items } = await measureQueue(database);
  const tools = await measureTools(database);
  const each = await measureIntegrations(database, integrationsShown);
  const webhooks = await measureVendorWebhooks(database);
  const issues = await countOpenIssues(database);
  const pending = await countPendingDeliveries(database);
  resetFigures(gauges);
  for (const { environment, count, oldestSeconds } of pending) {
    gauges.pending.set({ environment }, count);
    gauges.oldestPending.set({ environment }, oldestSeconds);
  }
  for (const { type, tool, count, integrations: failing } of issues) {
    gauges.issues.set({ type, tool }, count);
    if (failing > 0) gauges.failing.set({ reason: type, tool }, failing);
  }
  for (const { tool, state, count } of webhooks) gauges.webhooks.set({ tool, state }, count);
  for (const [state, count] of Object.entries(items)) gauges.queue.set({ state }, count);
  gauges.oldest.set(oldestReadySeconds);
  for (const { tool, status, integrations, lag50, lag90, lagMost } of tools) {
    gauges.integrations.set({ tool, status }, integrations);
    if (status !== 'ACTIVE') continue;
    gauges.lag.set({ tool, quantile: '0.5' }, lag50);
    gauges.lag.set({ tool, quantile: '0.9' }, lag90);
    gauges.lag.set({ tool, quantile: '1' }, lagMost);
  }
  for (const { integrationId, tool, lag } of each ?? []) {
    gauges.lagOfEach.set({ integration_id: integrationId, tool }, lag);
  }
}
