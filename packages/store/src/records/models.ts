import type { ColumnKind, ModelName, ReadModel } from '@hirewire/contract';
import { byModel, columnOf, modelNames } from '@hirewire/contract';

export { modelNames };
export type { ModelName };

/** One model within one run: what every function here is about. */
export interface ModelOfRun {
  integrationId: string;
  runId: string;
  model: ModelName;
  /** What `startRun` gave to the worker: when another one has taken the run up, nothing is written. */
  fencingToken?: number;
}

type ColumnType = 'text' | 'text[]' | 'int' | 'int[]' | 'timestamptz' | 'jsonb' | 'uuid';

export interface ModelTable {
  /** Columns beyond those that every model has. */
  columns: Readonly<Record<string, ColumnType>>;
  /** References to other records whose old value matters when the record moves. */
  trackedReferences: readonly string[];
  /** Columns whose stored value stays when a row brings null for them. */
  preserveOnNull: readonly string[];
}

/** The tables of all models, as far as they differ. */
export const modelTables: Readonly<Record<ModelName, ModelTable>> = byModel((model) => ({
  columns: columnsOf(model),
  trackedReferences: model.trackedReferences,
  preserveOnNull: Object.entries(model.preserved).flat(),
}));

function columnsOf(model: ReadModel): Record<string, ColumnType> {
  const { columns, memberships, links, parts, positions, preserved } = model;
  const typed = (names: readonly string[], type: ColumnType) =>
    names.map((name) => [name, type] as const);
  return Object.fromEntries([
    ...Object.entries(columns).map(([name, kind]) => [name, columnType(kind)] as const),
    ...typed(
      Object.keys(memberships).map((field) => columnOf(model, field)),
      'text[]',
    ),
    ...Object.values(links).flatMap((link) => Object.entries(link.columns)),
    ...typed([...parts, ...Object.keys(preserved)], 'text'),
    ...typed(Object.keys(positions), 'int'),
    ...typed(Object.values(preserved), 'uuid'),
  ]);
}

function columnType(kind: ColumnKind): ColumnType {
  if (typeof kind === 'object') return 'text[]';
  return kind === 'time' ? 'timestamptz' : 'text';
}

/** What says whose a record is, also in fields that are disabled. */
export interface Whose {
  owners: readonly { model: 'candidates' | 'applications'; id: string }[];
  emailAddresses: readonly string[];
  phoneNumbers: readonly string[];
}

/** One record ready to be stored. The engine makes these from what a connector reads. */
export interface StoredRow {
  id: string;
  remoteId: string;
  /** The record's own wire members as JSON text without braces. */
  own: string;
  /** Characters (code points) of `own` that other records embed in their short and brief forms. */
  shortEnd: number;
  briefEnd: number;
  /** UUID-shaped hashes; see the migration of the models. */
  ownHash: string;
  partsHash: string;
  /**
   * The hashes that earlier versions gave the same record: a row that is stored with these is not
   * written again. Computed on demand, as few rows need them.
   */
  formerHashes?: () => { ownHash: string; partsHash: string; answersHash: unknown };
  /** Values of the model's own columns, by name; a missing one is null. */
  columns: Readonly<Record<string, unknown>>;
  /** Of people and of what belongs to them: whose it is. Computed on demand. */
  whose?: () => Whose;
  /**
   * There where fields of the record could not be read: the row with what is stored of them, of
   * which this function is given `own` and the model's columns.
   */
  withStored?: (stored: Readonly<Record<string, unknown>>) => StoredRow;
}
