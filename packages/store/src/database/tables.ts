import type { ColumnType, Generated, JSONColumnType } from 'kysely';

type Timestamp = ColumnType<Date, Date | string | undefined, Date | string>;
type NullableTimestamp = ColumnType<Date | null, Date | string | null | undefined, Date | null>;

export interface EnvironmentsTable {
  id: string;
  name: string;
  created_at: Timestamp;
}

export interface ApiKeysTable {
  id: string;
  environment_id: string;
  name: string;
  prefix: string;
  hash: Buffer;
  created_at: Timestamp;
  expires_at: NullableTimestamp;
  last_used_at: NullableTimestamp;
  revoked_at: NullableTimestamp;
}

export interface IntegrationsTable {
  integration_id: string;
  environment_id: string;
  tool: string;
  category: Generated<string>;
  status: Generated<'ACTIVE' | 'INVALID' | 'INACTIVE'>;
  setup_status: Generated<'INCOMPLETE' | 'FINAL_SYNC_PENDING' | 'COMPLETED'>;
  qa_status: Generated<'PENDING' | 'FAILED' | 'PASSED'>;
  organization_name: string;
  creator_email: string | null;
  origin_id: string | null;
  credentials: Buffer;
  remote_base_url: string | null;
  settings: JSONColumnType<Record<string, unknown>, string | undefined, string>;
  is_remote_data_enabled: Generated<boolean>;
  first_synced_at: NullableTimestamp;
  read_models: Generated<string[]>;
  authentication_failing_since: NullableTimestamp;
  data_expired_at: NullableTimestamp;
  created_at: Timestamp;
  deleted_at: NullableTimestamp;
}

export interface SyncRunsTable {
  integration_id: string;
  id: string;
  type: 'FULL' | 'DELTA';
  trigger: 'INITIAL' | 'API' | 'CLI' | 'SCHEDULE';
  state: Generated<RunState>;
  queued_at: Timestamp;
  started_at: NullableTimestamp;
  ended_at: NullableTimestamp;
  message: string | null;
  issues: JSONColumnType<RunIssue[], string | undefined, string>;
  holder: Generated<number>;
}

export type RunState =
  | 'QUEUED'
  | 'RUNNING'
  | 'SUCCEEDED'
  | 'PARTIALLY_FAILED'
  | 'FAILED'
  | 'AUTHENTICATION_FAILED'
  | 'CANCELLED'
  | 'TIMED_OUT';

/** A vendor's value that could not be used, counted by model and field. */
export interface RunIssue {
  model: string;
  field: string;
  count: number;
  /** One example, shortened. */
  sample: string;
}

type JsonColumn = ColumnType<unknown, string | null | undefined, string | null>;
type Count = ColumnType<number, number | undefined, number>;

export interface SyncModelsTable {
  integration_id: string;
  run_id: string;
  model: string;
  state: Generated<'PENDING' | 'READING' | 'READ' | 'DONE' | 'FAILED'>;
  completeness: 'full' | 'changes' | null;
  since: JsonColumn;
  resume_from: JsonColumn;
  next_since: JsonColumn;
  pages: Count;
  // bigint columns arrive as text from the driver.
  records: ColumnType<string, number | undefined, number>;
  written: ColumnType<string, number | undefined, number>;
  unchanged: ColumnType<string, number | undefined, number>;
  deleted: ColumnType<string, number | undefined, number>;
  expected: ColumnType<string | null, number | null | undefined, number | null>;
  unusable: Count;
  withheld: Count;
  withheld_deletions: string | null;
  away_since: NullableTimestamp;
  requests: Count;
  waited_ms: ColumnType<string, number | undefined, number>;
  started_at: NullableTimestamp;
  ended_at: NullableTimestamp;
  message: string | null;
}

export interface SyncSinceTable {
  integration_id: string;
  model: string;
  since: JsonColumn;
  read_at: Timestamp;
}

export interface InteractionsTable {
  integration_id: string;
  id: string;
  operation: string;
  api_key_id: string | null;
  method: string;
  path: string;
  is_dry_run: boolean;
  started_at: Timestamp;
  ended_at: NullableTimestamp;
  status: number | null;
  error_code: string | null;
  request_body: string | null;
  response_body: string | null;
}

export interface InteractionRequestsTable {
  integration_id: string;
  interaction_id: string;
  position: number;
  method: string;
  url: string;
  status: number | null;
  error_kind: string | null;
  attempt: number;
  started_at: ColumnType<Date, Date, Date>;
  duration_ms: number;
  request_body: string | null;
  response_body: string | null;
}

export interface WebhookEndpointsTable {
  environment_id: string;
  id: string;
  url: string;
  description: string | null;
  event_types: string[];
  is_enabled: Generated<boolean>;
  disabled_reason: string | null;
  secret: Buffer;
  previous_secret: Buffer | null;
  previous_secret_until: NullableTimestamp;
  paused_until: NullableTimestamp;
  created_at: Timestamp;
}

export interface WebhookEventsTable {
  environment_id: string;
  id: string;
  type: string;
  created_at: Timestamp;
}

export interface WebhookDeliveriesTable {
  environment_id: string;
  endpoint_id: string;
  event_id: string;
  integration_id: string;
  position: number;
  state: 'PENDING' | 'DELIVERED' | 'FAILED';
  tries: number;
  next_try_at: Date;
  last_status: number | null;
  last_error: string | null;
  delivered_at: Date | null;
}

export interface Tables {
  'store.interactions': InteractionsTable;
  'store.interaction_requests': InteractionRequestsTable;
  'store.environments': EnvironmentsTable;
  'store.api_keys': ApiKeysTable;
  'store.integrations': IntegrationsTable;
  'store.sync_runs': SyncRunsTable;
  'store.sync_models': SyncModelsTable;
  'store.sync_since': SyncSinceTable;
  'store.webhook_endpoints': WebhookEndpointsTable;
  'store.webhook_events': WebhookEventsTable;
  'store.webhook_deliveries': WebhookDeliveriesTable;
}
