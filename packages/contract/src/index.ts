export * from './envelopes.ts';
export * from './error-codes.ts';
export * from './identity.ts';
export * from './inputs/index.ts';
export * from './instant.ts';
export * from './models/index.ts';
export * from './operations/index.ts';
