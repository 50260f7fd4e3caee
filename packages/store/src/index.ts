export type { ActionRecords } from './action-records.ts';
export { readDatabaseTime, saveActionRecords } from './action-records.ts';
export * from './action-targets.ts';
export * from './api-keys.ts';
export * from './authentication-state.ts';
export * from './authorize.ts';
export type { FeedChange, LostPosition } from './changes.ts';
export { findLastPosition, listChanges, purgeChanges } from './changes.ts';
export * from './custom-fields.ts';
export { isSchemaReady } from './check-schema.ts';
export type { Database, OpenDatabaseOptions } from './database.ts';
export { openDatabase } from './database.ts';
export { deleteIntegration } from './delete-integration.ts';
export * from './due-runs.ts';
export * from './embedded/index.ts';
export * from './environments.ts';
export { findFieldsChangedAt } from './field-changes.ts';
export * from './field-models.ts';
export { completeFirstSync } from './first-sync.ts';
export type {
  FieldChoice,
  FieldChoices,
  FieldsPage,
  FieldType,
  FoundField,
  IntegrationField,
} from './integration-fields.ts';
export {
  findFieldChoices,
  findFoundFields,
  findIntegrationField,
  listIntegrationFields,
  longestFieldKey,
  setFieldPassthrough,
} from './integration-fields.ts';
export * from './interactions.ts';
export type { Integration, NewIntegration } from './integrations.ts';
export {
  findIntegration,
  findSealedCredentials,
  insertIntegration,
  listIntegrations,
  setRemoteBaseUrl,
} from './integrations.ts';
export type { FilterValue } from './list-filters.ts';
export { expireData } from './expiry.ts';
export { isDatabaseAway } from './is-database-away.ts';
export { foldCase } from './list-filters.ts';
export * from './list-page.ts';
export * from './measurements.ts';
export { migrate } from './migrate.ts';
export type { ModelName, ModelOfRun, StoredRow } from './models.ts';
export { modelNames } from './models.ts';
export { purgeInteractions } from './purge-interactions.ts';
export { purgeRuns } from './purge-runs.ts';
export type { PurgeableRecord } from './purge-records.ts';
export { listPurgeable, purgeRecords } from './purge-records.ts';
export { queueConnections } from './queue-pool.ts';
export * from './queue.ts';
export { mostTries } from './queue-tries.ts';
export type { ChangedWorkItem, TakeBackWorkItem } from './queue-vendor-work.ts';
export { queueChanged, releaseLostVendorWork } from './queue-vendor-work.ts';
export type { Cause } from './record-commit.ts';
export * from './request-limits.ts';
export * from './run-lock.ts';
export * from './running-actions.ts';
export { setIntegrationEnabled } from './set-integration-enabled.ts';
export { storable } from './storable.ts';
export * from './sync-models.ts';
export { finishModel } from './finish-model.ts';
export { RunEndedError } from './run-held.ts';
export * from './sync-runs.ts';
export * from './tracked-applications.ts';
export type { RunIssue, RunState } from './tables.ts';
export * from './vendor-webhooks.ts';
export * from './webhook-deliveries.ts';
export * from './webhook-endpoints.ts';
export * from './webhook-events.ts';
export type { SettingsChange } from './integration-settings.ts';
export { changeIntegrationSettings } from './integration-settings.ts';
export type { WithdrawnModel } from './withdraw-model.ts';
export { withdrawModel } from './withdraw-model.ts';
