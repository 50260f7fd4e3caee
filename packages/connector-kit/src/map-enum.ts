import type { ReportIssue } from './connector-context.ts';
import type { ModelName } from './records.ts';

/** Where a value was found, for the run's report. */
export interface FieldPlace {
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
 * mapEnum(statuses, 'open', place); // 'OPEN'
 * mapEnum(statuses, 'paused', place); // null, and an issue
 */
export function mapEnum<Word extends string>(
  table: Readonly<Record<string, Word | null>>,
  value: unknown,
  place: FieldPlace,
): Word | null {
  if (value === null || value === undefined || value === '') return null;
  const isWord = ['string', 'number', 'boolean'].includes(typeof value);
  if (isWord && Object.hasOwn(table, value as string)) return table[value as string] ?? null;
  place.reportIssue({ model: place.model, field: place.field, sample: value });
  return null;
}
