import type { ReportIssue } from '@hirewire/connector-kit';
import type { RunIssue } from '@hirewire/store';
import { storable } from '@hirewire/store';

const sampleLength = 120;
/** Kinds of issues kept in a run's report; a vendor that breaks everything must not fill memory. */
const mostIssues = 500;

export interface IssueCollector {
  report: ReportIssue;
  list(): RunIssue[];
}

/** Counts vendor values that could not be used by model and field, with one shortened sample. */
export function createIssueCollector(known: readonly RunIssue[]): IssueCollector {
  const issues = new Map(known.map((issue) => [`${issue.model}.${issue.field}`, { ...issue }]));
  return {
    report({ model, field, sample }) {
      const key = `${model}.${field}`;
      const issue = issues.get(key);
      if (issue !== undefined) issue.count += 1;
      else if (issues.size < mostIssues) {
        issues.set(key, { model, field, count: 1, sample: shorten(sample) });
      }
    },
    list: () => [...issues.values()],
  };
}

function shorten(sample: unknown): string {
  const text = typeof sample === 'string' ? sample : (JSON.stringify(sample) ?? String(sample));
  return storable(text.length > sampleLength ? `${text.slice(0, sampleLength)}…` : text);
}
