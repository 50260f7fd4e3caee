import type { z } from 'zod';

import { emptyableFieldIds, fieldIds, knownMembers, unionLists } from './field-ids.ts';
import { applicationStages } from './models/application-stage.ts';
import { applications } from './models/application.ts';
import { candidates } from './models/candidate.ts';
import type { ReadModelDefinition } from './models/define-read-model.ts';
import { interviews } from './models/interview.ts';
import { jobPostings, jobs } from './models/job.ts';
import { notes } from './models/note.ts';
import { offers } from './models/offer.ts';
import { rejectionReasons } from './models/rejection-reason.ts';
import { roles } from './models/role.ts';
import { scorecards } from './models/scorecard.ts';
import { screeningQuestions } from './models/screening-question.ts';
import { tags } from './models/tag.ts';
import { users } from './models/user.ts';

/** All kinds of records that are synced, in the order in which documents name them. */
const definitions = [
  jobs,
  jobPostings,
  screeningQuestions,
  applicationStages,
  applications,
  candidates,
  tags,
  users,
  roles,
  interviews,
  offers,
  rejectionReasons,
  notes,
  scorecards,
] as const;

type AnyDefinition = (typeof definitions)[number];

/** The name of a kind of records, such as `job_postings`. */
export type ReadModelName = AnyDefinition['name'];
/** The name of a kind that has a list of its own: that of its tables, and of the list's path. */
export type ModelName = Exclude<AnyDefinition, { partOf: string }>['name'];
/** Its id, as scopes, coverage and webhooks name it. */
export type ReadModelId = `ats_${ReadModelName}`;
/** The definition of a kind, with all that its file states, for types. */
export type DefinitionOf<Name extends ReadModelName> = Extract<AnyDefinition, { name: Name }>;

type OwnFields = { readonly [part: string]: readonly string[] };
type HasCustomFields<D extends { own: OwnFields }> =
  'custom_fields' extends D['own'][keyof D['own']][number] ? true : false;
/** The models whose records show raw and custom fields. */
export type FieldModel = {
  [Name in ModelName]: HasCustomFields<DefinitionOf<Name>> extends true ? Name : never;
}[ModelName];

/** The name of a list of records, such as `get-jobs`. */
export type ListOperationId = AnyDefinition['operationId'];

type Definition = ReadModelDefinition<string, ReadModelName, ListOperationId> & {
  readonly wire: z.ZodObject;
};
type Optional =
  | 'references'
  | 'preserved'
  | 'memberships'
  | 'links'
  | 'sets'
  | 'parts'
  | 'positions'
  | 'composed'
  | 'columns'
  | 'filters'
  | 'trackedReferences'
  | 'personal'
  | 'shows'
  | 'trackedBy'
  | 'neededBy';

/** What a definition says and what follows from it, for those who walk over all kinds. */
export interface ReadModel extends Required<Pick<Definition, Optional>> {
  readonly id: ReadModelId;
  readonly name: ReadModelName;
  readonly label: string;
  readonly description: string;
  readonly isDeprecated: boolean;
  readonly sdkSince: string | null;
  readonly wire: z.ZodObject;
  /** The list that shows these records, on their own or inside others. */
  readonly operationId: ListOperationId;
  /** The model whose records hold these; null for those that have a list. */
  readonly partOf: ReadModelName | null;
  readonly hasLocalIds?: boolean;
  /** Of people only. */
  readonly identity?: Definition['identity'];
  readonly own: Required<Definition['own']>;
  /** Own fields that are objects, or lists of objects, with these members and no others. */
  readonly objects: Readonly<Record<string, { isList: boolean; members: readonly string[] }>>;
  /** Fields that are lists of a closed union: clients reject a page with any other entry. */
  readonly unionLists: readonly string[];
  /** Dotted names of the fields that a connector's coverage speaks about. */
  readonly fields: readonly string[];
  /** Those of them that a scope can disable: null or an empty list then stands for "unknown". */
  readonly switchableFields: readonly string[];
}

// What we fill ourselves, and what only repeats the row's own identity.
const ownFields = ['id', 'changed_at', 'remote_deleted_at', 'remote_data', 'integration_fields'];

const nothing: Pick<ReadModel, Optional> = {
  references: {},
  preserved: {},
  memberships: {},
  links: {},
  sets: {},
  parts: [],
  positions: {},
  composed: [],
  columns: {},
  filters: {},
  trackedReferences: [],
  personal: [],
  shows: [],
  trackedBy: [],
  neededBy: [],
};

function toReadModel(definition: Definition & { readonly name: ReadModelName }): ReadModel {
  const { name, partOf = null, wire, composed = [], fixed = [], coverage = wire } = definition;
  const leftOut = [...ownFields, ...composed];
  return {
    ...nothing,
    ...definition,
    id: `ats_${name}`,
    description: definition.description ?? '',
    isDeprecated: definition.deprecated ?? false,
    sdkSince: definition.sdkSince ?? null,
    partOf,
    own: { brief: [], rest: [], ...definition.own },
    objects: knownMembers(wire),
    unionLists: unionLists(wire),
    fields: fieldIds(coverage, 'output', new Set(leftOut)),
    switchableFields: emptyableFieldIds(coverage, new Set([...leftOut, 'remote_id', ...fixed])),
  };
}

/** Every kind of records, in the order of documents. */
export const readModels: readonly ReadModel[] = definitions.map(toReadModel);
export const readModelIds: readonly ReadModelId[] = readModels.map(({ id }) => id);

export function readModelOf(name: ReadModelName): ReadModel {
  const found = readModels.find((model) => model.name === name);
  if (found === undefined) throw new Error(`there is no read model ${name}`);
  return found;
}

/**
 * The models that have lists, in the order in which they are read best: what a record names comes
 * before it, so that less has to be rendered again.
 */
export const modelNames: readonly ModelName[] = inReadingOrder();

function inReadingOrder(): ModelName[] {
  const visited = new Set<ReadModelName>();
  const visit = (name: ReadModelName): void => {
    if (visited.has(name)) return;
    const model = readModelOf(name);
    for (const [, target] of targetsOf(model)) if (target !== name) visit(target);
    visited.add(name);
  };
  for (const { name } of readModels) visit(name);
  return [...visited].filter(isListName);
}

function isListName(name: ReadModelName): name is ModelName {
  return readModelOf(name).partOf === null;
}

/** Something for each model that has a list. */
export function byModel<Value>(
  make: (model: ReadModel, name: ModelName) => Value,
): Readonly<Record<ModelName, Value>> {
  const entries = modelNames.map((name) => [name, make(readModelOf(name), name)]);
  return Object.fromEntries(entries) as Record<ModelName, Value>;
}

/** The fields of a record that name others, each with the kind that it is about. */
export function targetsOf(model: ReadModel): [field: string, target: ReadModelName][] {
  const links = Object.entries(model.links).flatMap(
    ([field, { entry }]): [string, ReadModelName][] => {
      const [first] = Object.values(entry);
      return typeof first === 'string' && first !== 'position' ? [[field, first]] : [];
    },
  );
  return [...Object.entries(model.references), ...Object.entries(model.memberships), ...links];
}

/** References that every record has, even when nothing else is known of it. */
export function requiredReferencesOf({ references, wire }: ReadModel): string[] {
  return Object.keys(references).filter(
    (field) => wire.shape[field]?.safeParse(null).success === false,
  );
}

/** The fields that a filter looks at; the last one is what it compares. */
export function fieldsOfFilter(
  model: ReadModel,
  { field, of }: ReadModel['filters'][string],
): [owner: ReadModel, field: string][] {
  if (of === undefined) return [[model, field]];
  const { reference, model: naming } = of;
  if (naming !== undefined) {
    const owner = readModelOf(naming);
    return [
      [owner, reference],
      [owner, field],
    ];
  }
  const named = model.references[reference];
  if (named === undefined) throw new Error(`${model.name} has no reference ${reference}`);
  return [
    [model, reference],
    [readModelOf(named), field],
  ];
}

/** What records of connectors call a field: `job_id` is `job_remote_id`, `tags` `tag_remote_ids`. */
export function recordKeyOf(model: ReadModel, field: string): string {
  if (model.references[field] !== undefined) return field.replace(/_id$/, '_remote_id');
  if (model.memberships[field] !== undefined) return field.replace(/s$/, '_remote_ids');
  return field;
}

/** The column that keeps the ids of a membership: `tags` are in `tag_ids`. */
export function columnOf(model: ReadModel, membership: string): string {
  return recordKeyOf(model, membership).replace(/_remote_ids$/, '_ids');
}

/** The models whose records show raw and custom fields. */
export const fieldModels: readonly FieldModel[] = modelNames.filter(isFieldModel);

function isFieldModel(name: ModelName): name is FieldModel {
  return Object.values(readModelOf(name).own).flat().includes('custom_fields');
}
