export { createTestDatabase, dropAbandonedTestDatabases } from './create-test-database.ts';
export type { TestDatabase } from './create-test-database.ts';
export { openTestServer } from './test-server.ts';
export type { TestServer } from './test-server.ts';
export { listStaleRows } from './list-stale-rows.ts';
