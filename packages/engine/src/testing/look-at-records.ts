import type { ModelName } from '@hirewire/contract';
import { byModel } from '@hirewire/contract';
import { findFieldsChangedAt, listChanges } from '@hirewire/store';
import assert from 'node:assert/strict';
import type { TestEngine } from './start-engine.ts';

/** What the contract wants of the records of a list. */
export const listSchemas: { readonly [Model in ModelName]: { parse(record: unknown): unknown } } =
  byModel(({ wire }) => wire);

/** Whether records wait for a sync to show what was chosen. */
export async function isExpired({ database, integration }: TestEngine): Promise<boolean> {
  return (await findFieldsChangedAt(database, integration.id)) !== null;
}

/** What the change feed has told since, sorted. */
export async function told(
  { database, integration }: TestEngine,
  after: number,
): Promise<string[]> {
  const page = await listChanges(database, { integrationId: integration.id, after, limit: 1000 });
  assert.ok('changes' in page);
  const texts = page.changes.map(({ model, change, cause }) => `${model} ${change} ${cause?.type}`);
  return texts.toSorted();
}

export function isNothing(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

/** Records without when they changed. */
export function undated(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, part: unknown) => (key === 'changed_at' ? undefined : part)),
  );
}
