import { readModels, recordKeyOf } from '@hirewire/contract';
import type { ReadModel } from '@hirewire/contract';
import type { ReadOutcome } from './session.ts';

/** True where at least one record has a value in the field, by the contract's field id. */
export function isFilled(
  readModelId: string,
  field: string,
  outcomes: ReadonlyMap<string, ReadOutcome>,
): boolean {
  const model = readModels.find(({ id }) => id === readModelId);
  if (model === undefined) return false;
  const [first = '', ...rest] = field.split('.');
  const path = [recordKeyOf(model, first), ...rest];
  return listRows(model, field, outcomes).some((row) => hasValue(valueAt(row, path)));
}

/** The objects that carry a model's fields; some live inside others. */
function listRows(
  { name, partOf }: ReadModel,
  field: string,
  outcomes: ReadonlyMap<string, ReadOutcome>,
): unknown[] {
  const inside = (model: string, list: string): unknown[] =>
    [...(outcomes.get(model)?.records.values() ?? [])].flatMap(
      (record) => valueAt(record, [list]) as unknown[],
    );
  if (partOf !== null) return inside(partOf, name);
  // A stage has its position in a job, not on its own.
  if (name === 'application_stages' && field === 'index') return inside('jobs', 'stages');
  return [...(outcomes.get(name)?.records.values() ?? [])];
}

function valueAt(row: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null
        ? (value as Record<string, unknown>)[name]
        : undefined,
    row,
  );
}

function hasValue(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}
