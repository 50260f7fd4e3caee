import { readModelOf } from '@hirewire/contract';
import type { ModelName } from './models.ts';
import { modelNames } from './models.ts';

/** A column that says whose a record is. */
export interface Ownership {
  column: string;
  owner: 'candidates' | 'applications';
}

/** Whose the records of a model can be, as its descriptor says: a person's, or an application's. */
export function ownersOf(model: ModelName): Ownership[] {
  const { references, columns } = readModelOf(model);
  return Object.entries(references).flatMap(([column, owner]) => {
    const isOwner = owner === 'candidates' || owner === 'applications';
    return isOwner && columns[column] === 'id' ? [{ column, owner }] : [];
  });
}

/** Models whose records belong to candidates. */
export const belongingModels = modelNames.filter((model) => ownersOf(model).length > 0);

/** All models whose records, or values that could not be used, can hold a person. */
export const personalModels: readonly ModelName[] = ['candidates', ...belongingModels];

export function isPersonal(model: string): boolean {
  return personalModels.some((name) => name === model);
}
