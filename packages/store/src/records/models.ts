/** The ten read models, named as their tables and as the API's paths. */
export const modelNames = [
  'roles',
  'users',
  'tags',
  'rejection_reasons',
  'application_stages',
  'jobs',
  'candidates',
  'applications',
  'interviews',
  'offers',
] as const;

export type ModelName = (typeof modelNames)[number];

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

const plain: ModelTable = { columns: {}, trackedReferences: [], preserveOnNull: [] };

export const modelTables: Readonly<Record<ModelName, ModelTable>> = {
  roles: { ...plain, columns: { scope: 'text', unified_type: 'text' } },
  users: { ...plain, columns: { email: 'text', system_role_ids: 'text[]' } },
  tags: plain,
  rejection_reasons: plain,
  application_stages: plain,
  jobs: {
    ...plain,
    columns: {
      name: 'text',
      job_code: 'text',
      post_url: 'text',
      status: 'text',
      employment_type: 'text',
      visibility: 'text',
      remote_created_at: 'timestamptz',
      stage_ids: 'text[]',
      stage_indexes: 'int[]',
      screening_questions: 'text',
      job_postings: 'text',
      hiring_team: 'jsonb',
    },
  },
  candidates: {
    ...plain,
    columns: {
      first_name: 'text',
      last_name: 'text',
      email_addresses: 'text[]',
      tag_ids: 'text[]',
    },
  },
  applications: {
    columns: {
      outcome: 'text',
      job_id: 'text',
      candidate_id: 'text',
      current_stage_id: 'text',
      current_stage_index: 'int',
      remote_created_at: 'timestamptz',
      screening_question_answers: 'text',
      answers_hash: 'uuid',
    },
    trackedReferences: ['candidate_id'],
    preserveOnNull: ['screening_question_answers', 'answers_hash'],
  },
  interviews: {
    columns: { application_id: 'text', user_ids: 'text[]' },
    trackedReferences: ['application_id'],
    preserveOnNull: [],
  },
  offers: {
    columns: { application_id: 'text' },
    trackedReferences: ['application_id'],
    preserveOnNull: [],
  },
};

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
  /** Values of the model's own columns, by name; a missing one is null. */
  columns: Readonly<Record<string, unknown>>;
}
