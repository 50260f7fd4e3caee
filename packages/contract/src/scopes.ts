import type { ReadModel } from './read-models.ts';
import { readModels, targetsOf } from './read-models.ts';
import { writeActions } from './write-actions.ts';

/** `ats_offers`, `ats_candidates.location.city`, `ats_create_application`: see `scopeProblem`. */
export type ScopeName = string;

/** Requests of the caller's own to the tool, which no other name is about. */
export const passthroughName = 'passthrough';

/** What cannot be while a model is disabled: what names its records, holds them, or makes them. */
const consequences = new Map<ScopeName, readonly ScopeName[]>(
  readModels.map((model) => [
    model.id,
    [
      ...readModels.filter((other) => other !== model).flatMap((other) => naming(other, model)),
      ...model.parts.map((part) => `ats_${part}`),
      ...model.neededBy,
    ],
  ]),
);

/** The fields of a model that name another one; the whole model where such a field is never empty. */
function naming(model: ReadModel, { name }: ReadModel): ScopeName[] {
  return targetsOf(model)
    .filter(([field, target]) => target === name && model.fields.includes(field))
    .map(([field]) => (model.switchableFields.includes(field) ? `${model.id}.${field}` : model.id));
}

/** All that is disabled when these are, in no particular order. */
export function disabledBy(names: readonly ScopeName[]): ReadonlySet<ScopeName> {
  const disabled = new Set(names);
  // What is added while the set is walked is walked, too.
  for (const name of disabled) {
    for (const further of consequences.get(name) ?? []) disabled.add(further);
  }
  return disabled;
}

/** Why something of this name cannot be disabled, with what can be; null if it can. */
export function scopeProblem(name: ScopeName): string | null {
  const model = readModels.find(({ id }) => name === id || name.startsWith(`${id}.`));
  if (model === undefined) {
    if (name === passthroughName || writeActions.some(({ id }) => id === name)) return null;
    const models = readModels.map(({ id }) => id).join(', ');
    const actions = [...writeActions.map(({ id }) => id), passthroughName].join(', ');
    return (
      `There is no "${name}". Models: ${models}. ` +
      `Fields: a model, a dot and a field, such as ats_candidates.title. Actions: ${actions}.`
    );
  }
  const field = name.slice(model.id.length + 1);
  if (name === model.id || model.switchableFields.includes(field)) return null;
  const why = model.fields.includes(field)
    ? `${name} cannot be disabled: the API guarantees it.`
    : `${model.id} has no field "${field}".`;
  return `${why} Fields that can: ${model.switchableFields.join(', ')}.`;
}
