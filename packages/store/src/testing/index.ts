export { createTestDatabase, dropAbandonedTestDatabases } from './create-test-database.ts';
export type { TestDatabase } from './create-test-database.ts';
export { openTestServer } from './test-server.ts';
export type { TestServer } from './test-server.ts';
export { listStaleRows } from './list-stale-rows.ts';
export { abandonQueue, endSessions, skipQueueWaits } from './disturb.ts';
export { setSetupStatus } from './set-setup-status.ts';
export { startProxy } from './start-proxy.ts';
export type { Proxy } from './start-proxy.ts';
