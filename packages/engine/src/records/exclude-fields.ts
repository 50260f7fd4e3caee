import type { ModelName, RecordByModel } from '@hirewire/connector-kit';
import { readModels } from '@hirewire/contract';
import type { ReadModelId } from '@hirewire/contract';
import { modelNames } from '@hirewire/store';

/** Where a record has something that is switched off, and what to put there. */
interface Blank {
  /** Inside every member of this list; null for the record itself. */
  within: 'job_postings' | 'screening_questions' | null;
  path: readonly string[];
  value: null | readonly [];
}

/**
 * What records are stored without, by model: some of their fields, or, of a model that is off, all
 * of them. Models that are stored whole are not in it.
 */
export type Exclusions = Readonly<Partial<Record<ModelName, readonly Blank[] | 'all'>>>;

/** Read models that have no records of their own, and the list of a job that holds them. */
const jobParts = {
  ats_job_postings: 'job_postings',
  ats_screening_questions: 'screening_questions',
} as const;

/** Where connectors have what the wire calls otherwise. */
const properties: Readonly<Record<string, readonly string[]>> = {
  'ats_jobs.contact_id': ['contact_remote_id'],
  'ats_screening_questions.precondition_question_id': ['precondition_question_remote_id'],
  'ats_applications.current_stage_id': ['current_stage_remote_id', 'current_stage_index'],
  'ats_applications.job_id': ['job_remote_id'],
  'ats_applications.candidate_id': ['candidate_remote_id'],
  'ats_candidates.tags': ['tag_remote_ids'],
  'ats_users.system_roles': ['system_role_remote_ids'],
  'ats_interviews.application_id': ['application_remote_id'],
  'ats_interviews.stage_id': ['stage_remote_id'],
  'ats_interviews.users': ['user_remote_ids'],
  'ats_offers.application_id': ['application_remote_id'],
};

/** What connectors give for every record, even if it is nothing. */
const lists: ReadonlySet<string> = new Set([
  'tag_remote_ids',
  'system_role_remote_ids',
  'user_remote_ids',
  'hiring_team',
  'job_postings',
  'screening_questions',
]);

/** What records are to be stored without while these models and fields are switched off. */
export function exclusionsOf(off: ReadonlySet<string>): Exclusions {
  const entries = modelNames.map((model) => {
    const isOff = off.has(`ats_${model}`);
    return [model, isOff ? 'all' : blanksOf(model, off)] as const;
  });
  return Object.fromEntries(entries.filter(([, exclusions]) => exclusions.length > 0));
}

function blanksOf(model: ModelName, off: ReadonlySet<string>): Blank[] {
  return readModels.flatMap(({ id, fields }) => {
    const part = partOf(id);
    if (model !== (part === null ? id.slice('ats_'.length) : 'jobs')) return [];
    if (part !== null && off.has(id)) return [{ within: null, path: [part], value: [] }];
    return fields.flatMap((field) => (off.has(`${id}.${field}`) ? toBlanks(id, field) : []));
  });
}

function toBlanks(id: ReadModelId, field: string): Blank[] {
  const paths = properties[`${id}.${field}`] ?? [field];
  const within = partOf(id);
  return paths.map((path) => ({
    within,
    path: path.split('.'),
    value: lists.has(path) ? [] : null,
  }));
}

function partOf(id: ReadModelId): Blank['within'] {
  return id in jobParts ? jobParts[id as keyof typeof jobParts] : null;
}

/**
 * A record without what is switched off. Then it is without the tool's own objects, too: nobody can
 * say where in them the value stands.
 */
export function excludeFields<Model extends ModelName>(
  exclusions: Exclusions,
  model: Model,
  record: RecordByModel[Model],
): RecordByModel[Model] {
  const blanks: Exclusions[ModelName] = exclusions[model];
  if (blanks === undefined || blanks === 'all') return record;
  let kept: object = { ...record, remote_data: null };
  for (const { within, path, value } of blanks) {
    kept = within === null ? put(kept, path, value) : putInEach(kept, within, { path, value });
  }
  return kept as RecordByModel[Model];
}

function put(
  target: object,
  [key = '', ...rest]: readonly string[],
  value: Blank['value'],
): object {
  if (rest.length === 0) return { ...target, [key]: value };
  const inner = (target as Record<string, unknown>)[key];
  if (typeof inner !== 'object' || inner === null) return target;
  return { ...target, [key]: put(inner, rest, value) };
}

function putInEach(
  target: object,
  list: NonNullable<Blank['within']>,
  { path, value }: Pick<Blank, 'path' | 'value'>,
): object {
  const members = (target as Record<typeof list, readonly object[]>)[list];
  return { ...target, [list]: members.map((member) => put(member, path, value)) };
}
