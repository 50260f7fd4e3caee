import type { ModelName } from '../records.ts';
import type { ReadOutcome } from './session.ts';

/** Wire fields that our records hold under another name than `<name>_remote_id`. */
const renamed: Readonly<Record<string, string>> = {
  tags: 'tag_remote_ids',
  users: 'user_remote_ids',
  system_roles: 'system_role_remote_ids',
};

/** True where at least one record has a value in the field, by the contract's field id. */
export function isFilled(
  readModelId: string,
  field: string,
  outcomes: ReadonlyMap<ModelName, ReadOutcome>,
): boolean {
  const path = field.split('.').map((name) => renamed[name] ?? toRemoteId(name));
  return listRows(readModelId, field, outcomes).some((row) => hasValue(valueAt(row, path)));
}

function toRemoteId(name: string): string {
  return name.endsWith('_id') && name !== 'remote_id' ? name.replace(/_id$/, '_remote_id') : name;
}

/** The objects that carry a read model's fields; two models live inside the jobs. */
function listRows(
  readModelId: string,
  field: string,
  outcomes: ReadonlyMap<ModelName, ReadOutcome>,
): unknown[] {
  const rowsOf = (model: ModelName): unknown[] => [
    ...(outcomes.get(model)?.records.values() ?? []),
  ];
  const insideJobs = (list: string): unknown[] =>
    rowsOf('jobs').flatMap((job) => valueAt(job, [list]) as unknown[]);
  if (readModelId === 'ats_job_postings') return insideJobs('job_postings');
  if (readModelId === 'ats_screening_questions') return insideJobs('screening_questions');
  // A stage has its position in a job, not on its own.
  if (readModelId === 'ats_application_stages' && field === 'index') return insideJobs('stages');
  return rowsOf(readModelId.replace(/^ats_/, '') as ModelName);
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
