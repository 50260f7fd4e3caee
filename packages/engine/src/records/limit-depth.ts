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
  if (!isDeeper(record, maxDepth + 1)) return record;
  const deep = Object.entries(record).filter(
    ([, value]) => isObject(value) && isDeeper(value, maxDepth),
  );
  const sample = `nested deeper than ${maxDepth} levels`;
  for (const [field] of deep) report({ model, field, sample });
  return { ...record, ...Object.fromEntries(deep.map(([field]) => [field, null])) };
}

/** Every value of every record passes: this makes nothing that would have to be collected. */
function isDeeper(value: object, levels: number): boolean {
  if (levels === 0) return true;
  if (Array.isArray(value))
    return value.some((part) => isObject(part) && isDeeper(part, levels - 1));
  const parts = value as Readonly<Record<string, unknown>>;
  for (const key in parts) {
    const part = parts[key];
    if (isObject(part) && isDeeper(part, levels - 1)) return true;
  }
  return false;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
