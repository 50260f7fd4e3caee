export * from './api-keys.ts';
export * from './change-feed.ts';
export * from './integrations.ts';
export * from './issues.ts';
export * from './models.ts';
export { clientOperations, hirewireOperations, type HirewireOperationId } from './operations.ts';
export * from './records-of-work.ts';
export * from './webhook-models.ts';
export * from './webhook-operations.ts';
