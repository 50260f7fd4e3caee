import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, describe, it } from 'node:test';
import { parser } from '@prometheus-io/lezer-promql';
import { parse } from 'yaml';

import { type FakeApi, startFakeApi } from './testing/start-fake-api.ts';

interface Rule {
  alert: string;
  expr: string;
  for: string;
  labels: { severity: string };
  annotations: { summary: string; runbook: string };
}

interface Dashboard {
  panels: { title: string; targets: { expr: string }[] }[];
  templating: { list: { name: string; query: string }[] };
}

const root = new URL('../../../', import.meta.url);
const readText = (path: string): Promise<string> => readFile(new URL(path, root), 'utf8');

/** Prometheus sets these itself. */
const fromPrometheus = new Map([['up', ['job', 'instance']]]);
const targetLabels = ['job', 'instance', 'le'];

/** What a query asks for: each metric with the labels that are matched, and the labels to group by. */
function readQuery(query: string) {
  // Grafana fills its variables in before Prometheus sees them.
  const text = query.replaceAll('$__rate_interval', '5m').replaceAll('$tool', '.*');
  const selected: { metric: string; labels: string[] }[] = [];
  const grouped: string[] = [];
  const problems: string[] = [];
  parser.parse(text).iterate({
    enter({ type, from, to, node }) {
      const own = text.slice(from, to);
      if (type.isError) problems.push(`syntax error at ${from} in ${text}`);
      if (type.name === 'VectorSelector') selected.push({ metric: '', labels: [] });
      const last = selected.at(-1);
      if (type.name === 'Identifier' && node.parent?.name === 'VectorSelector' && last) {
        last.metric = own;
      }
      if (type.name !== 'LabelName') return;
      if (node.parent?.name === 'GroupingLabels') grouped.push(own);
      else last?.labels.push(own);
    },
  });
  return { selected, grouped, problems };
}

/** What is wrong with a query, given the labels of each metric that exists. */
function problemsOf(query: string, metrics: ReadonlyMap<string, readonly string[]>): string[] {
  const { selected, grouped, problems } = readQuery(query);
  if (selected.length === 0) problems.push(`no metric in ${query}`);
  const known = new Set(selected.flatMap(({ metric }) => metrics.get(metric) ?? []));
  for (const label of grouped) {
    if (!known.has(label)) problems.push(`no metric of ${query} has the label ${label}`);
  }
  for (const { metric, labels } of selected) {
    const exposed = metrics.get(metric);
    if (exposed === undefined) problems.push(`${metric} does not exist`);
    for (const label of labels) {
      if (exposed?.includes(label) === false) problems.push(`${metric} has no label ${label}`);
    }
  }
  return problems;
}

/**
 * All time series that a running Hirewire exposes. The labels are those of the guide, which another
 * test compares with the samples: a metric without samples shows none.
 */
function listMetrics(scraped: string, guide: string): Map<string, string[]> {
  const rows = [...guide.matchAll(/^\| `(hirewire_\w+)` \| (.*?) \|/gm)];
  const documented = new Map(
    rows.map(([, name = '', labels = '']) => [
      name,
      [...labels.matchAll(/`(\w+)`/g)].map(([, label = '']) => label),
    ]),
  );
  const found = new Map<string, string[]>(fromPrometheus);
  for (const [, name = '', type] of scraped.matchAll(/^# TYPE (\w+) (\w+)$/gm)) {
    const labels = [...(documented.get(name) ?? []), ...targetLabels];
    const suffixes = type === 'histogram' ? ['_count', '_sum', '_bucket'] : [''];
    for (const suffix of suffixes) found.set(name + suffix, labels);
  }
  return found;
}

describe('the queries that come with Hirewire', () => {
  let metrics: Map<string, string[]>;
  let guide: string;
  let rules: Rule[];
  let dashboard: Dashboard;
  before(async () => {
    guide = await readText('docs/guides/monitoring.md');
    const fake: FakeApi = await startFakeApi();
    metrics = listMetrics(await fake.api.monitoring.metricsText(), guide);
    await fake.close();
    const { groups } = parse(await readText('deploy/prometheus/alerts.yml')) as {
      groups: { rules: Rule[] }[];
    };
    rules = groups.flatMap((group) => group.rules);
    dashboard = JSON.parse(await readText('deploy/grafana/hirewire.json')) as Dashboard;
  });

  it('asks in alerts only for metrics and labels that Hirewire exposes', () => {
    assert.ok(rules.length > 3);
    for (const { alert, expr } of rules) assert.deepEqual(problemsOf(expr, metrics), [], alert);
  });

  it('asks in the dashboard only for metrics and labels that Hirewire exposes', () => {
    assert.ok(dashboard.panels.length > 10);
    for (const { title, targets } of dashboard.panels) {
      assert.ok(targets.length > 0, title);
      for (const { expr } of targets) assert.deepEqual(problemsOf(expr, metrics), [], title);
    }
    const tool = dashboard.templating.list.find(({ name }) => name === 'tool');
    const [, metric = '', label = ''] = /^label_values\((\w+), (\w+)\)$/.exec(tool?.query ?? '')!;
    assert.ok(metrics.get(metric)?.includes(label));
  });

  it('says for each alert how long it must last, whom it wakes and what to do', () => {
    const headings = [...guide.matchAll(/^#### (\w+)$/gm)].map(([, heading = '']) => heading);
    assert.deepEqual(
      rules.map(({ alert }) => alert),
      headings,
    );
    for (const { alert, for: duration, labels, annotations } of rules) {
      assert.match(duration, /^\d+[mh]$/, alert);
      assert.match(labels.severity, /^(?:page|ticket)$/, alert);
      assert.ok(annotations.summary, alert);
      const section = `docs/guides/monitoring.md#${alert.toLowerCase()}`;
      assert.equal(annotations.runbook, section);
    }
  });

  it('would be found out with a wrong name, a wrong label or a broken query', () => {
    const wrong = {
      hirewire_gone: /does not exist/,
      'hirewire_issues{kind="a"}': /no label kind/,
      'sum by (kind) (hirewire_issues)': /has the label kind/,
      'sum(hirewire_issues': /syntax error/,
      '1 + 1': /no metric/,
    };
    for (const [query, problem] of Object.entries(wrong)) {
      assert.match(problemsOf(query, metrics).join('\n'), problem, query);
    }
  });
});
