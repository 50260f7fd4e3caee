import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { setSetupStatus } from '@hirewire/store/testing';
import type { Kombo } from '@kombo-api/sdk';
import { KomboGeneralError } from '@kombo-api/sdk/models/errors';
import { createOfficialSdk } from './official-sdk.ts';
import { type RunningHirewire, type Tenant, startHirewire } from './start-hirewire.ts';

describe('links for end users with the official TypeScript SDK', () => {
  let hirewire: RunningHirewire;
  let stranger: Tenant;
  let general: Kombo['general'];
  let integration_id: string;

  before(async () => {
    hirewire = await startHirewire();
    const simulator = await hirewire.startSimulator({ candidates: 10 });
    const tenant = await hirewire.createTenant({ environment: 'production', simulator });
    stranger = await hirewire.createTenant({ environment: 'staging', simulator });
    ({ general } = createOfficialSdk(hirewire.url, tenant).kombo);
    integration_id = tenant.integrationId;
    for (const { integrationId } of [tenant, stranger]) await hirewire.waitForSync(integrationId);
  });
  after(() => hirewire.close());

  async function expectError(call: Promise<unknown>, code: string): Promise<string> {
    const failure = await call.catch((error: unknown) => error);
    assert.ok(failure instanceof KomboGeneralError, String(failure));
    assert.equal(failure.error.code, code);
    return failure.error.message;
  }

  async function relink(body: Parameters<typeof general.createReconnectionLink>[0]['body'] = {}) {
    return (await general.createReconnectionLink({ integration_id, body })).data.link;
  }

  it('createReconnectionLink gives an address that opens, in the language that was asked for', async () => {
    const pages = [
      [await relink(), 'en', /Reconnect Ashby/],
      [await relink({ language: 'de', link_type: 'MAGIC_LINK' }), 'de', /Ashby neu verbinden/],
    ] as const;
    for (const [link, language, title] of pages) {
      assert.ok(link.startsWith(hirewire.url.replace(/v1$/, 'connect?token=')), link);
      const page = await fetch(link);
      assert.equal(page.status, 200);
      assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
      const text = await page.text();
      assert.match(text, title);
      assert.ok(text.includes(`lang="${language}"`));
    }
  });

  it('createReconnectionLink takes the scope config that the details tell, and no other', async () => {
    const { scope_config } = (await general.getIntegrationDetails({ integration_id })).data;
    assert.match(await relink({ scope_config_id: scope_config.id }), /token=/);
    const theirs = createOfficialSdk(hirewire.url, stranger).kombo.general;
    const foreign = await theirs.getIntegrationDetails({ integration_id: stranger.integrationId });
    const { id } = foreign.data.scope_config;
    assert.notEqual(id, scope_config.id);
    const message = await expectError(relink({ scope_config_id: id }), 'PLATFORM.INPUT_INVALID');
    assert.match(message, /`scope_config_id`/);
  });

  it('createSetupLink says that there is nothing to set up, or leads there', async () => {
    const create = () =>
      general.createSetupLink({ integration_id, body: { link_type: 'EMBEDDED', language: 'fr' } });
    assert.match(await expectError(create(), 'PLATFORM.INPUT_INVALID'), /no open setup step/);
    await setSetupStatus(hirewire.database.pool, integration_id, 'INCOMPLETE');
    const page = await fetch((await create()).data.link);
    assert.match(await page.text(), /Terminer la configuration de Ashby/);
  });

  it('links to the integration of another environment are not made', async () => {
    const foreign = stranger.integrationId;
    const code = 'PLATFORM.INTEGRATION_NOT_FOUND';
    await expectError(general.createReconnectionLink({ integration_id: foreign, body: {} }), code);
    await expectError(
      general.createSetupLink({ integration_id: foreign, body: { link_type: 'MAGIC_LINK' } }),
      code,
    );
  });
});
