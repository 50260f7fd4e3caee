import type { ModelName, RecordByModel, ReportIssue } from '@hirewire/connector-kit';

/**
 * Levels that a value of a record may be nested. No vendor's are deeper than some ten; many clients
 * parse no JSON that is deeper than a thousand, and PostgreSQL none beyond some thousands.
 */
const maxDepth = 100;

/** The record without the values that are nested deeper than anybody can use, which are reported. */
export function limitDepth<Model extends ModelName>(
  model: Model,
  record: RecordByModel[Model],
  report: ReportIssue,
): RecordByModel[Model] {
  const deep = Object.entries(record).filter(([, value]) => isDeeper(value, maxDepth));
  if (deep.length === 0) return record;
  const sample = `nested deeper than ${maxDepth} levels`;
  for (const [field] of deep) report({ model, field, sample });
  return { ...record, ...Object.fromEntries(deep.map(([field]) => [field, null])) };
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  const parts: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  return parts.some((part) => isDeeper(part, levels - 1));
}
