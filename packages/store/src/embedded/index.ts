export { EmbeddedPostgresError } from './embedded-postgres-error.ts';
export { findPlatformBinaries } from './platform-binaries.ts';
export { readServerVersion } from './read-server-version.ts';
export { startEmbeddedPostgres } from './start-embedded-postgres.ts';
export type { EmbeddedPostgres, EmbeddedPostgresOptions } from './start-embedded-postgres.ts';
