import type { ReadModelId } from './read-models.ts';
import { readModels } from './read-models.ts';
import type { WriteActionId } from './write-actions.ts';
import { writeActions } from './write-actions.ts';

/** `ats_offers`, `ats_candidates.location.city`, `ats_create_application`: see `scopeProblem`. */
export type ScopeName = string;

/** Requests of the caller's own to the tool, which no other name is about. */
export const passthroughName = 'passthrough';

/** What cannot be while something else is switched off: what would show it, or answer with it. */
const consequences: {
  readonly [Model in ReadModelId]?: readonly (
    | `${ReadModelId}.${string}`
    | ReadModelId
    | WriteActionId
  )[];
} = {
  ats_jobs: ['ats_applications.job_id', 'ats_job_postings', 'ats_screening_questions'],
  ats_application_stages: ['ats_applications.current_stage_id', 'ats_interviews.stage_id'],
  ats_applications: [
    'ats_interviews.application_id',
    'ats_offers.application_id',
    'ats_create_application',
  ],
  ats_candidates: ['ats_applications.candidate_id', 'ats_create_candidate'],
  ats_tags: ['ats_candidates.tags'],
  ats_users: ['ats_jobs.hiring_team', 'ats_jobs.contact_id', 'ats_interviews.users'],
  ats_roles: ['ats_users.system_roles'],
};

/** All that is off when these are, in no particular order. */
export function disabledBy(names: readonly ScopeName[]): ReadonlySet<ScopeName> {
  const further = names.flatMap((name) => consequences[name as ReadModelId] ?? []);
  return new Set([...names, ...further]);
}

/** Why something of this name cannot be switched off, with what can be; null where it can. */
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
    ? `${name} cannot be switched off: the API promises that it is there.`
    : `${model.id} has no field "${field}".`;
  return `${why} Fields that can: ${model.switchableFields.join(', ')}.`;
}
