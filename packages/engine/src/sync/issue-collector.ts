import type { ReportIssue } from '@hirewire/connector-kit';
import type { RunIssue } from '@hirewire/store';
import { toPostgresText } from '@hirewire/store';
import type { Exclusions } from '../records/exclude-fields.ts';

const sampleLength = 120;
/** Kinds of issues kept in a run's report; a vendor that breaks everything must not fill memory. */
const maxIssues = 500;

export interface IssueCollector {
  report: ReportIssue;
  list(): RunIssue[];
}

/**
 * Counts vendor values that could not be used by model and field, with one shortened sample; without
 * one where it might be of a disabled field.
 */
export function createIssueCollector(
  known: readonly RunIssue[],
  exclusions: Exclusions,
): IssueCollector {
  const issues = new Map(known.map((issue) => [`${issue.model}.${issue.field}`, { ...issue }]));
  return {
    report({ model, field, sample }) {
      const key = `${model}.${field}`;
      const issue = issues.get(key);
      if (issue !== undefined) issue.count += 1;
      else if (issues.size < maxIssues) {
        const shown = exclusions[model] === undefined ? shorten(sample) : '';
        issues.set(key, { model, field, count: 1, sample: shown });
      }
    },
    list: () => [...issues.values()],
  };
}

function shorten(sample: unknown): string {
  const text = typeof sample === 'string' ? sample : (JSON.stringify(sample) ?? String(sample));
  return toPostgresText(text.length > sampleLength ? `${text.slice(0, sampleLength)}…` : text);
}
