export type { CreatedIntegration, CreateIntegrationRequest } from './create-integration.ts';
export type { Engine, EngineOptions, RequestedSync } from './engine.ts';
export { createEngine } from './engine.ts';
export type { EngineErrorCode } from './engine-error.ts';
export { EngineError } from './engine-error.ts';
export type { SyncWorker } from './sync-worker.ts';
