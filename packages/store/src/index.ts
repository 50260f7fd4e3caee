export type { ActionRecords } from './records/action-records.ts';
export { readDatabaseTime, saveActionRecords } from './records/action-records.ts';
export * from './actions/action-targets.ts';
export * from './environments/api-keys.ts';
export * from './integrations/authentication-state.ts';
export * from './environments/authorize.ts';
export type { FeedChange, LostPosition } from './records/changes.ts';
export { findLastPosition, listChanges, purgeChanges } from './records/changes.ts';
export * from './fields/custom-fields.ts';
export { isSchemaReady } from './database/check-schema.ts';
export type { Database, OpenDatabaseOptions } from './database/database.ts';
export { openDatabase } from './database/database.ts';
export { deleteIntegration } from './integrations/delete-integration.ts';
export * from './sync/due-runs.ts';
export * from './embedded/index.ts';
export * from './environments/environments.ts';
export { findFieldsChangedAt } from './fields/field-changes.ts';
export * from './fields/field-models.ts';
export { completeFirstSync } from './sync/first-sync.ts';
export type {
  ModelFieldSelection,
  FieldSelection,
  FieldsPage,
  FieldType,
  FoundField,
  IntegrationField,
} from './fields/integration-fields.ts';
export {
  findFieldSelection,
  findFoundFields,
  findIntegrationField,
  listIntegrationFields,
  maxFieldKeyLength,
  setFieldPassthrough,
} from './fields/integration-fields.ts';
export * from './actions/interactions.ts';
export type { Integration, NewIntegration } from './integrations/integrations.ts';
export {
  findIntegration,
  findSealedCredentials,
  insertIntegration,
  listIntegrations,
  setRemoteBaseUrl,
} from './integrations/integrations.ts';
export type { FilterValue } from './records/list-filters.ts';
export { markStale } from './sync/staleness.ts';
export { isConnectionError } from './database/connection-errors.ts';
export { foldCase } from './records/list-filters.ts';
export * from './records/list-page.ts';
export * from './database/measurements.ts';
export { migrate } from './database/migrate.ts';
export type { ModelName, ModelOfRun, StoredRow } from './records/models.ts';
export { modelNames } from './records/models.ts';
export { purgeInteractions } from './actions/purge-interactions.ts';
export { purgeRuns } from './sync/purge-runs.ts';
export type { PurgeableRecord } from './records/purge-records.ts';
export { listPurgeable, purgeRecords } from './records/purge-records.ts';
export { queueConnections } from './queue/queue-pool.ts';
export * from './queue/queue.ts';
export { maxTries } from './queue/queue-tries.ts';
export type { ChangedWorkItem, UnregisterWorkItem } from './queue/queue-vendor-work.ts';
export { queueChanged, releaseLostVendorWork } from './queue/queue-vendor-work.ts';
export type { Cause } from './records/record-commit.ts';
export * from './integrations/request-limits.ts';
export * from './sync/run-lock.ts';
export * from './actions/action-leases.ts';
export { setIntegrationEnabled } from './integrations/set-integration-enabled.ts';
export { toPostgresText } from './database/sql-types.ts';
export * from './sync/sync-models.ts';
export { finishModel } from './sync/finish-model.ts';
export { RunEndedError } from './sync/fencing.ts';
export * from './sync/sync-runs.ts';
export * from './actions/tracked-applications.ts';
export type { RunIssue, RunState } from './database/tables.ts';
export * from './integrations/inbound-webhooks.ts';
export * from './webhooks/webhook-deliveries.ts';
export * from './webhooks/webhook-endpoints.ts';
export * from './webhooks/webhook-events.ts';
export type { SettingsChange } from './integrations/integration-settings.ts';
export { changeIntegrationSettings } from './integrations/integration-settings.ts';
export type { DisabledModel } from './records/tombstone-model.ts';
export { tombstoneModel } from './records/tombstone-model.ts';
