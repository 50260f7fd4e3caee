import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { findOrCreateEnvironment } from '../environments/environments.ts';
import { deleteIntegration } from '../integrations/delete-integration.ts';
import {
  endInteraction,
  findInteraction,
  insertInteraction,
  insertInteractionRequest,
  listInteractions,
  purgeInteractions,
} from './interactions.ts';
import { addIntegration, createTestDatabase } from '../testing/index.ts';

describe('interactions', () => {
  let test: Awaited<ReturnType<typeof createTestDatabase>>;
  let environmentId: string;
  let strangerId: string;
  const integrationId = 'ashby:one';

  before(async () => {
    test = await createTestDatabase();
    environmentId = (await findOrCreateEnvironment(test.database, { name: 'production' })).id;
    strangerId = (await findOrCreateEnvironment(test.database, { name: 'staging' })).id;
    await addIntegration(test.database, { id: integrationId, environmentId });
  });
  after(() => test.drop());

  async function record(id: string, startedDaysAgo = 0): Promise<void> {
    const interaction = { integrationId, id };
    await insertInteraction(test.database, {
      ...interaction,
      operation: 'add-application-note',
      apiKeyId: 'key',
      method: 'POST',
      path: '/v1/ats/applications/a/notes',
      isDryRun: false,
      requestBody: '{"content":"Cut emoji \ud83d"}',
    });
    await insertInteractionRequest(
      test.database,
      { integrationId, interactionId: id, position: 1 },
      {
        method: 'POST',
        url: 'https://ats.example.com/candidate.createNote',
        status: 200,
        errorKind: null,
        attempt: 1,
        startedAt: new Date('2026-01-01T00:00:00Z'),
        durationMs: 12,
        requestBody: '{"note":"…"}',
        responseBody: '{"success":true}',
      },
    );
    await endInteraction(test.database, {
      ...interaction,
      status: 200,
      errorCode: null,
      responseBody: '{"status":"success"}',
    });
    await test.database.pool.query(
      `update store.interactions set started_at = now() - make_interval(days => $2) where id = $1`,
      [id, startedDaysAgo],
    );
  }

  it('are found with their requests by whoever the integration belongs to', async () => {
    await record('own');
    const found = await findInteraction(test.database, { id: 'own', environmentId });
    assert.equal(found?.status, 200);
    assert.equal(found.requests.length, 1);
    assert.equal(found.requests[0]?.responseBody, '{"success":true}');
    assert.equal(found.requestBody, '{"content":"Cut emoji \ufffd"}');
    const anybody = await findInteraction(test.database, { id: 'own', environmentId: null });
    assert.deepEqual(anybody, found);
  });

  it('are not there for another environment', async () => {
    await record('foreign');
    const sought = { id: 'foreign', environmentId: strangerId };
    assert.equal(await findInteraction(test.database, sought), null);
  });

  it('lose their bodies after a week, and are gone after sixty days', async () => {
    await record('young', 6);
    await record('old', 8);
    await record('ancient', 61);
    await purgeInteractions(test.database);
    const find = (id: string) => findInteraction(test.database, { id, environmentId });
    assert.ok((await find('young'))?.requestBody);
    const old = await find('old');
    assert.deepEqual([old?.requestBody, old?.responseBody], [null, null]);
    const [request] = old?.requests ?? [];
    assert.equal(request?.url, 'https://ats.example.com/candidate.createNote');
    assert.deepEqual([request?.requestBody, request?.responseBody], [null, null]);
    assert.equal(await find('ancient'), null);
    const left = await test.database.pool.query(
      `select from store.interaction_requests where interaction_id = 'ancient'`,
    );
    assert.equal(left.rowCount, 0);
  });

  it('are listed newest first', async () => {
    await record('latest');
    const [first] = await listInteractions(test.database, integrationId, { limit: 1 });
    assert.equal(first?.id, 'latest');
  });

  it('go with their integration', async () => {
    await record('last');
    await deleteIntegration(test.database, integrationId);
    for (const table of ['interactions', 'interaction_requests']) {
      const left = await test.database.pool.query(
        `select from store.${table} where integration_id = $1`,
        [integrationId],
      );
      assert.equal(left.rowCount, 0, table);
    }
  });
});
