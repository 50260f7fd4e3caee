import type { Attributes, MeasuredName } from '@hirewire/engine';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { readVersion } from '../product-version.ts';

const quick = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const requests = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const runs = [1, 5, 15, 60, 300, 900, 3600, 3 * 3600, 6 * 3600, 12 * 3600];

interface Timing {
  name: string;
  help: string;
  /** Attributes that become labels. Each has few values: none names a record, a key or a person. */
  labels: readonly string[];
  /** Upper bounds in seconds. */
  buckets: number[];
}

/** What is timed, by what is measured; a name without a row is for traces alone. */
const timings: { readonly [Name in MeasuredName]?: Timing } = {
  'http request': {
    name: 'hirewire_http_request_duration_seconds',
    help: 'Requests to this process, from their head to the last byte of the answer.',
    labels: ['operation', 'method', 'status'],
    buckets: requests,
  },
  'list read': {
    name: 'hirewire_list_read_duration_seconds',
    help: 'Pages of list reads in the database, without the rest of the request.',
    labels: ['operation'],
    buckets: quick,
  },
  action: {
    name: 'hirewire_action_duration_seconds',
    help: 'Live actions, with the vendor in them.',
    labels: ['operation', 'tool', 'outcome'],
    buckets: requests,
  },
  'sync run ended': {
    name: 'hirewire_sync_run_duration_seconds',
    help: 'Syncs that ended in this process, from their first start.',
    labels: ['tool', 'type', 'state'],
    buckets: runs,
  },
  'vendor request': {
    name: 'hirewire_vendor_request_duration_seconds',
    help: 'Requests of this process to vendors, retries one by one.',
    labels: ['tool', 'status'],
    buckets: requests,
  },
  'limit wait': {
    name: 'hirewire_vendor_limit_wait_seconds',
    help: 'Waits of 10 ms and more for a place within the limit of a vendor.',
    labels: ['tool'],
    buckets: requests,
  },
};

export interface Metrics {
  registry: Registry;
  /** `failed`: something was thrown. */
  observe(
    name: MeasuredName,
    measured: { attributes: Attributes; seconds: number; failed: boolean },
  ): void;
}

/** What this process has done so far, and how it is. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const build = new Gauge({
    name: 'hirewire_build_info',
    help: 'Always 1; the labels say what runs.',
    labelNames: ['version', 'node_version'],
    registers: [registry],
  });
  build.set({ version: readVersion(), node_version: process.versions.node }, 1);
  const ended = new Counter({
    name: 'hirewire_sync_runs_total',
    help: 'Syncs that ended in this process, by how they ended.',
    labelNames: ['tool', 'type', 'state'],
    registers: [registry],
  });
  const histograms = new Map(
    Object.entries(timings).map(([name, { name: metric, help, labels, buckets }]) => [
      name,
      new Histogram({
        name: metric,
        help,
        labelNames: [...labels],
        buckets,
        registers: [registry],
      }),
    ]),
  );
  return {
    registry,
    observe(name, { attributes, seconds, failed }) {
      const labels = labelsOf(timings[name]?.labels ?? [], attributes, failed);
      histograms.get(name)?.observe(labels, seconds);
      if (name === 'sync run ended') ended.inc(labels);
    },
  };
}

/** What was thrown has no outcome of its own. */
function labelsOf(
  names: readonly string[],
  attributes: Attributes,
  failed: boolean,
): Record<string, string> {
  const missing = failed ? 'failed' : 'none';
  return Object.fromEntries(names.map((name) => [name, String(attributes[name] ?? missing)]));
}
