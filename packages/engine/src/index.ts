export type { CreateIntegrationRequest } from './integrations/create-integration.ts';
export type { Engine, EngineOptions } from './engine.ts';
export { createEngine } from './engine.ts';
export type { EngineErrorCode } from './engine-error.ts';
export type { KeyList, SecretKeys } from './integrations/sealing.ts';
export { keyIdOf, listKeys } from './integrations/sealing.ts';
export { EngineError } from './engine-error.ts';
export type { IntegrationLink, OpenedLink } from './links/link-tokens.ts';
export { findVendorAddress } from './remotes/find-vendor-address.ts';
export type { RequestedSync } from './sync/request-sync.ts';
export type { DescribedSetting } from './remotes/describe-settings.ts';
export { choicesOf, describeSettings } from './remotes/describe-settings.ts';
export { disabledNames, disabledScopes } from './integrations/scope.ts';
export type { RunLimits } from './sync/sync-environment.ts';
export type { SyncWorker } from './sync/sync-worker.ts';
export type {
  Attributes,
  MeasuredName,
  Span,
  SpanOptions,
  Telemetry,
} from './telemetry/telemetry.ts';
export { describeIssue, titleOfIssue } from './issues/describe-issue.ts';
export { measure } from './telemetry/telemetry.ts';
export type { ActionLimits, ActionOperation } from './actions/action.ts';
export type { OpenedFile } from './links/open-linked-file.ts';
