export type EngineErrorCode =
  | 'unknown-tool'
  | 'invalid-credentials'
  | 'invalid-settings'
  | 'credentials-refused'
  | 'remote-base-url-refused'
  | 'remote-address-refused'
  | 'remote-unavailable'
  | 'invalid-webhook'
  | 'no-vendor-webhooks'
  | 'invalid-erasure'
  | 'candidate-not-found'
  | 'integration-not-found'
  | 'integration-disabled'
  | 'integration-invalid';

/** A request that the engine refuses, with a message for the person who made it. */
export class EngineError extends Error {
  readonly code: EngineErrorCode;

  constructor(code: EngineErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EngineError';
    this.code = code;
  }
}
