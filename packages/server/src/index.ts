export { type AppParts, buildApp } from './app.ts';
export { type Log, createLog } from './log.ts';
export { loadConnectors } from './load-connectors.ts';
export * from './main.ts';
export {
  describeInstallation,
  openMigrated,
  openPostgres,
  requireInstalled,
  requireSchema,
} from './open-database.ts';
export { discardUnreadable, listKeyIds } from './check-secret-keys.ts';
export { pingVendors } from './ping-vendors.ts';
export type { VendorPing } from './ping-vendors.ts';
export { keyFileOf } from './secret-key.ts';
export { rotateSecretKey } from './rotate-secret-key.ts';
export type { LogFormat } from './settings.ts';
export { type Role, type Settings, SettingsError, loadSettings } from './settings.ts';
export { scheduleOf } from './engine-settings.ts';
export { viewTool } from './hirewire/tool-routes.ts';
export {
  viewApiKey,
  viewEnvironmentField,
  viewInteraction,
  viewInteractionSummary,
  viewMissingPermission,
  viewSync,
  viewAuditEvent,
  viewErasure,
  viewIssue,
  viewOverview,
  viewWebhookDelivery,
  viewWebhookEndpoint,
} from './hirewire/views.ts';
export { toPrintable } from './printable.ts';
export { readVersion } from './product-version.ts';
export { findCreated } from './find-created.ts';
