export { applySchema } from './apply-schema.ts';
export { createTestDatabase, dropAbandonedTestDatabases } from './create-test-database.ts';
export type { TestDatabase } from './create-test-database.ts';
export { disturbCommits } from './disturb-commits.ts';
export { disturbStatements, statementFaults } from './disturb-statements.ts';
export type { DisturbedStatements, StatementFault } from './disturb-statements.ts';
export {
  abandonQueue,
  addDueItem,
  ageVendorWebhooks,
  endSessions,
  failWrites,
  holdApiKey,
  listHeartbeats,
  skipQueueWaits,
} from './disturb.ts';
export * from './pass-time.ts';
export { plantRow } from './plant-row.ts';
export * from './read-database.ts';
export { startNetworkPostgres } from './start-network-postgres.ts';
export { startProxy } from './start-proxy.ts';
export type { Proxy } from './start-proxy.ts';
export { startRestartablePostgres } from './start-restartable-postgres.ts';
export type { RestartablePostgres } from './start-restartable-postgres.ts';
export { openTestServer } from './test-server.ts';
export type { TestServer } from './test-server.ts';
export { until, untilEnded } from './until.ts';
export * from './write-rows.ts';
export { blockEndpoints, storeSealedWith } from './disturb-secrets.ts';
