export { attachment, type FileContent, type FileSource } from './attachment.ts';
export type { CallOptions, Route, WriteOptions, Written } from './call.ts';
export {
  ApiError,
  ApplicationAlreadyExistsError,
  AuthenticationError,
  ConnectionError,
  type ErrorAnswer,
  HirewireError,
  InputError,
  IntegrationAuthenticationError,
  IntegrationNotFoundError,
  InvalidResponseError,
  JobClosedError,
  NotAvailableError,
  NotFoundError,
  NotImplementedError,
  NotReadyError,
  PermissionMissingError,
  RateLimitError,
  RemoteUnavailableError,
  RemoteUnknownError,
  ServerError,
  TaskTimedOutError,
  TimeoutError,
  WebhookVerificationError,
} from './errors.ts';
export type { Assessment } from './generated/assessment.ts';
export type { Ats } from './generated/ats.ts';
export type { Connect } from './generated/connect.ts';
export type { ErrorCode } from './generated/error-codes.ts';
export type { General } from './generated/general.ts';
export type * from './generated/models.ts';
export type { HirewireApi } from './generated/hirewire.ts';
export { Hirewire } from './hirewire.ts';
export type { LogEvent } from './log-event.ts';
export type { FeedPage, FeedRequest, ListRequest, Page } from './pages.ts';
export type { HirewireOptions } from './settings.ts';
export {
  type ChangedRecords,
  type ModelName,
  type RecordsByModel,
  syncChanges,
  type SyncChangesOptions,
  type Watermarks,
} from './sync-changes.ts';
export { verifyWebhook, type WebhookOptions, type WebhookRequest } from './verify-webhook.ts';
