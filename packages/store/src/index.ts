export * from './actions/action-leases.ts';
export * from './actions/action-targets.ts';
export * from './actions/interactions.ts';
export * from './actions/tracked-applications.ts';
export { BackupError } from './backup/backup-error.ts';
export type { BackupFile, BackupHeader } from './backup/backup-file.ts';
export { openBackup } from './backup/backup-file.ts';
export { requireKnownSchema, restoreBackup } from './backup/restore-backup.ts';
export type { Progress } from './backup/write-backup.ts';
export { writeBackup } from './backup/write-backup.ts';
export { isConnectionError, isDataError } from './database/connection-errors.ts';
export type { Database, OpenDatabaseOptions } from './database/database.ts';
export { openDatabase, readServerVersion } from './database/database.ts';
export * from './database/measurements.ts';
export { hasSchema, isSchemaReady, listPending, migrate } from './database/migrate.ts';
export { toPostgresText } from './database/sql-types.ts';
export { EmbeddedPostgresError } from './embedded/embedded-postgres-error.ts';
export { findEmbeddedUrl } from './embedded/find-embedded-url.ts';
export { hasEmbeddedPostgres } from './embedded/home.ts';
export { findPlatformBinaries } from './embedded/platform-binaries.ts';
export type {
  EmbeddedPostgres,
  EmbeddedPostgresOptions,
} from './embedded/start-embedded-postgres.ts';
export { startEmbeddedPostgres } from './embedded/start-embedded-postgres.ts';
export * from './environments/api-key-windows.ts';
export * from './environments/api-keys.ts';
export * from './environments/audit-events.ts';
export * from './environments/authorize.ts';
export * from './environments/environments.ts';
export * from './environments/sealed-texts.ts';
export type { ErasureOutcome, ErasureRequest } from './erasure/erase-people.ts';
export { erasePeople } from './erasure/erase-people.ts';
export type { ErasureReceipt, Requester, SearchedBy } from './erasure/erasures.ts';
export { findErasure, liftErasure, listErasures } from './erasure/erasures.ts';
export { findCandidateIntegration } from './erasure/find-people.ts';
export { forgetErased } from './erasure/forget-interaction.ts';
export { isKeptOut } from './erasure/keep-out.ts';
export { toIdentity } from './erasure/marks.ts';
export * from './fields/custom-fields.ts';
export { findFieldsChangedAt } from './fields/field-changes.ts';
export type {
  FieldModel,
  FieldSelection,
  FieldsPage,
  FieldType,
  FoundField,
  IntegrationField,
  ModelFieldSelection,
} from './fields/integration-fields.ts';
export {
  fieldModels,
  findFieldSelection,
  findFoundFields,
  findIntegrationField,
  listIntegrationFields,
  maxFieldKeyLength,
  setFieldPassthrough,
} from './fields/integration-fields.ts';
export * from './integrations/access-tokens.ts';
export { deleteIntegration } from './integrations/delete-integration.ts';
export * from './integrations/inbound-webhooks.ts';
export * from './integrations/integration-status.ts';
export type { Integration, NewIntegration, SettingsChange } from './integrations/integrations.ts';
export {
  changeIntegrationSettings,
  findIntegration,
  findSealedCredentials,
  insertIntegration,
  listIntegrations,
  setRemoteBaseUrl,
} from './integrations/integrations.ts';
export * from './integrations/overview.ts';
export * from './integrations/request-limits.ts';
export * from './integrations/request-leases.ts';
export * from './integrations/webhook-secrets.ts';
export * from './issues/issues.ts';
export * from './issues/observe-issues.ts';
export type { ChangedWorkItem, SyncWorkItem, UnregisterWorkItem } from './queue/work-items.ts';
export {
  isWorkWaiting,
  maxTries,
  queueChanged,
  queueSyncRun,
  releaseLostVendorWork,
  resealUnregisterItems,
  requeueOrphanedRuns,
} from './queue/work-items.ts';
export type { VendorWork, WorkQueueOptions } from './queue/work-queue.ts';
export { installQueue, queueConnections, workQueue } from './queue/work-queue.ts';
export type { ActionRecords } from './records/action-records.ts';
export { readDatabaseTime, saveActionRecords } from './records/action-records.ts';
export type { FeedChange, LostPosition } from './records/changes.ts';
export { findLastPosition, listChanges, purgeChanges } from './records/changes.ts';
export type { FilterValue } from './records/list-filters.ts';
export { foldCase } from './records/list-filters.ts';
export * from './records/list-page.ts';
export type { Merge } from './records/merges.ts';
export { isPersonal, ownersOf } from './records/belonging.ts';
export type { ModelName, ModelOfRun, StoredRow, Whose } from './records/models.ts';
export { modelNames } from './records/models.ts';
export type { Erasure, PurgeableRecord } from './records/purge-records.ts';
export { listPurgeable, purgeRecords } from './records/purge-records.ts';
export type { Cause } from './records/record-commit.ts';
export type { Departures } from './records/save-records.ts';
export type { DisabledModel } from './records/tombstone-model.ts';
export { tombstoneModel } from './records/tombstone-model.ts';
export * from './sync/due-runs.ts';
export type { MissingPermission } from './integrations/credentials-check.ts';
export { noteCredentialsCheck } from './integrations/credentials-check.ts';
export { failModel, giveUpSweep, postponeModel } from './sync/failed-models.ts';
export { countPageFailure, hasSuspects, maxPageFailures } from './sync/page-failures.ts';
export { RunEndedError } from './sync/fencing.ts';
export type { RunIssue, RunModel, RunState, SyncRun } from './sync/find-runs.ts';
export { findRun, findRunOfEnvironment, listRuns } from './sync/find-runs.ts';
export { finishModel } from './sync/finish-model.ts';
export type { FinishOptions } from './sync/finish-model.ts';
export type { DeletionDoubt } from './sync/missing-records.ts';
export { completeFirstSync } from './sync/first-sync.ts';
export * from './database/process-lock.ts';
export * from './sync/run-lock.ts';
export { markStale } from './sync/staleness.ts';
export { beginSweep, isSweepDue, listUnknown } from './sync/sweeps.ts';
export type { ModelProgress, ReadCost, ReadPage } from './sync/sync-models.ts';
export { beginModel, findSince, savePage, takeModel } from './sync/sync-models.ts';
export {
  cancelRun,
  createRun,
  endRun,
  findOpenRun,
  purgeRuns,
  saveIssues,
  startRun,
} from './sync/sync-runs.ts';
export * from './webhooks/claim-deliveries.ts';
export * from './webhooks/webhook-deliveries.ts';
export * from './webhooks/webhook-endpoints.ts';
export * from './webhooks/webhook-events.ts';
