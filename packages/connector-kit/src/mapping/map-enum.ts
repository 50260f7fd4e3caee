import type { ReportIssue } from '../declaration/connector-context.ts';
import type { ModelName } from '../declaration/records.ts';

/** Where a value was found, for the run's report. */
export interface FieldRef {
  model: ModelName;
  field: string;
  reportIssue: ReportIssue;
}

/**
 * Translates a vendor's word with a vocabulary table. A word that the table does not have is
 * reported and becomes null; nothing, an empty text and a word whose entry is null become
 * null in silence. Never throws.
 *
 * @example
 * const statuses = { open: 'OPEN', closed: 'CLOSED', template: null } as const;
 * mapEnum(statuses, 'open', ref); // 'OPEN'
 * mapEnum(statuses, 'paused', ref); // null, and an issue
 */
export function mapEnum<Word extends string>(
  table: Readonly<Record<string, Word | null>>,
  value: unknown,
  ref: FieldRef,
): Word | null {
  if (value === null || value === undefined || value === '') return null;
  const isWord = ['string', 'number', 'boolean'].includes(typeof value);
  if (isWord && Object.hasOwn(table, value as string)) return table[value as string] ?? null;
  ref.reportIssue({ model: ref.model, field: ref.field, sample: value });
  return null;
}
