import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createReconnectionLink, createSetupLink } from '@hirewire/contract';
import { silentLog, createOutgoingGuard, systemClock } from '@hirewire/connector-kit';
import { type IntegrationLink, createEngine } from '@hirewire/engine';
import { deleteIntegration } from '@hirewire/store';
import { setSetupStatus } from '@hirewire/store/testing';

import { connectPath } from './connect-link.ts';
import { scopeConfigOf } from './scope-config.ts';
import { type TestAnswer, callApi, errorOf } from './testing/call-api.ts';
import { type TestApi, startTestApi } from './testing/start-test-api.ts';

describe('links for end users', () => {
  let api: TestApi;
  let key: string;
  let integrationId: string;

  before(async () => {
    api = await startTestApi({ publicUrl: 'https://ats.example.com/hr' });
    ({ key } = await api.createKey('ours'));
    integrationId = await createIntegration();
  });
  after(() => api.close());

  const createIntegration = (): Promise<string> =>
    api.createIntegration({ environment: 'ours', tool: 'full', isSynced: false });

  async function post(path: string, body?: unknown): Promise<TestAnswer> {
    return callApi(api, {
      method: 'POST',
      path: `/v1/integrations/${integrationId}${path}`,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async function relink(body?: unknown): Promise<URL> {
    const answer = await post('/relink', body);
    assert.equal(answer.status, 200, answer.text);
    return new URL(createReconnectionLink.response.parse(answer.json).data.link);
  }

  function openToken(link: URL): ReturnType<TestApi['engine']['openLinkToken']> {
    return api.engine.openLinkToken(link.searchParams.get('token') ?? '');
  }

  function tokenAt(ms: number, link: Partial<IntegrationLink> = {}): string {
    const engine = createEngine({
      database: api.database,
      connectors: [],
      secretKeys: [Buffer.alloc(32, 5)],
      clock: { ...systemClock, now: () => new Date(ms) },
      log: silentLog,
      allowRemoteBaseUrl: false,
      guard: createOutgoingGuard({ allowedNetworks: [] }),
    });
    const whole: IntegrationLink = {
      purpose: 'reconnect',
      integrationId,
      type: 'EMBEDDED',
      language: 'en',
      scopeConfigId: null,
      ...link,
    };
    return engine.sealLinkToken(whole);
  }

  /** The page as a browser gets it, after checking what holds for every such page. */
  async function openPage(token: string): Promise<TestAnswer> {
    const path = `${connectPath}?token=${encodeURIComponent(token)}&sdkv=1.3.0`;
    const page = await callApi(api, { path });
    assert.equal(page.headers['content-type'], 'text/html; charset=utf-8');
    assert.equal(page.headers['cache-control'], 'no-store');
    assert.equal(page.headers['referrer-policy'], 'no-referrer');
    assert.equal(page.headers['x-content-type-options'], 'nosniff');
    assert.match(String(page.headers['content-security-policy']), /^default-src 'none'; /);
    assert.doesNotMatch(page.text, /<script|<form|\son\w+=|javascript:/i);
    return page;
  }
  const frames = (page: TestAnswer): string | undefined =>
    /frame-ancestors ([^;]+)/.exec(String(page.headers['content-security-policy']))?.[1];

  it('lead to the public address, and name nothing', async () => {
    const link = await relink();
    assert.equal(`${link.origin}${link.pathname}`, 'https://ats.example.com/hr/connect');
    assert.deepEqual([...link.searchParams.keys()], ['token']);
    assert.ok(!link.href.includes(integrationId.split(':')[1] ?? ''));
  });

  it('stand for what was asked for, with the defaults of the wire', async () => {
    const common = { purpose: 'reconnect', integrationId } as const;
    const byDefault = { type: 'EMBEDDED', language: 'en', scopeConfigId: null } as const;
    for (const body of [undefined, {}, { language: null, scope_config_id: null }]) {
      const opened = openToken(await relink(body));
      assert.deepEqual(opened, { state: 'valid', link: { ...common, ...byDefault } });
    }
    const { environment_id } = (
      (
        await callApi(api, {
          path: '/v1/check-api-key',
          headers: { authorization: `Bearer ${key}` },
        })
      ).json as { data: { environment_id: string } }
    ).data;
    const { id: scopeConfigId } = scopeConfigOf(environment_id);
    const link = await relink({
      language: 'fr',
      link_type: 'MAGIC_LINK',
      scope_config_id: scopeConfigId,
    });
    const asked = { type: 'MAGIC_LINK', language: 'fr', scopeConfigId } as const;
    assert.deepEqual(openToken(link), { state: 'valid', link: { ...common, ...asked } });
  });

  it('are refused for a scope config, language or type that does not exist', async () => {
    for (const [body, named] of [
      [{ scope_config_id: 'zzzzzzzzzzzzzzzzzzzzzzzz' }, /`scope_config_id`/],
      [{ language: 'tlh' }, /`language`/],
      [{ link_type: 'CARRIER_PIGEON' }, /`link_type`/],
    ] as const) {
      const answer = await post('/relink', body);
      assert.equal(answer.status, 400);
      const { code, message } = errorOf(answer, 'general');
      assert.equal(code, 'PLATFORM.INPUT_INVALID');
      assert.match(message, named);
    }
  });

  it('for the setup are made while a step is open, and only then', async () => {
    const body = { link_type: 'MAGIC_LINK', language: 'es' };
    for (const [status, isOpen] of [
      ['COMPLETED', false],
      ['FINAL_SYNC_PENDING', false],
      ['INCOMPLETE', true],
    ] as const) {
      await setSetupStatus(api.database.pool, integrationId, status);
      const answer = await post('/setup-link', body);
      if (isOpen) {
        const { link } = createSetupLink.response.parse(answer.json).data;
        const expected = {
          purpose: 'setup',
          integrationId,
          type: 'MAGIC_LINK',
          language: 'es',
          scopeConfigId: null,
        };
        assert.deepEqual(openToken(new URL(link)), { state: 'valid', link: expected });
      } else {
        const { code, message } = errorOf(answer, 'general');
        assert.equal(code, 'PLATFORM.INPUT_INVALID', status);
        assert.match(message, /no open setup step/);
      }
    }
    assert.match(errorOf(await post('/setup-link', {}), 'general').message, /`link_type`/);
    assert.match(errorOf(await post('/setup-link'), 'general').message, /`link_type`/);
    await setSetupStatus(api.database.pool, integrationId, 'COMPLETED');
  });

  it('open a page in their language that says what can be done', async () => {
    const titles = {
      en: /Reconnect full/,
      de: /full neu verbinden/,
      fr: /Reconnecter full/,
      it: /Ricollegare full/,
      es: /Volver a conectar full/,
    };
    for (const [language, title] of Object.entries(titles)) {
      const link = await relink({ language });
      const page = await openPage(link.searchParams.get('token') ?? '');
      assert.equal(page.status, 200);
      assert.match(page.text, title);
      assert.ok(page.text.includes(`<html lang="${language}">`));
    }
    const setup = await openPage(tokenAt(Date.now(), { purpose: 'setup' }));
    assert.match(setup.text, /Finish the setup of full/);
  });

  it('may be shown in a frame when they are embedded, and never otherwise', async () => {
    assert.equal(frames(await openPage(tokenAt(Date.now()))), '*');
    assert.equal(frames(await openPage(tokenAt(Date.now(), { type: 'MAGIC_LINK' }))), "'none'");
    assert.equal(frames(await openPage('made up')), "'none'");
  });

  it('say when they have expired, were changed, or their integration is gone', async () => {
    const old = await openPage(tokenAt(Date.now() - 3_600_001, { language: 'de' }));
    assert.equal(old.status, 410);
    assert.match(old.text, /Dieser Link ist abgelaufen/);
    const deleted = await createIntegration();
    const orphan = tokenAt(Date.now(), { integrationId: deleted });
    assert.equal((await openPage(orphan)).status, 200);
    await deleteIntegration(api.database, deleted);
    for (const token of [
      '',
      'made up',
      `${tokenAt(Date.now())}x`,
      orphan,
      '<script>',
      'ü'.repeat(50),
    ]) {
      const page = await openPage(token);
      assert.equal(page.status, 404, token);
      assert.match(page.text, /This link is not valid/);
    }
    for (const path of [connectPath, `${connectPath}?token=a&token=b`]) {
      assert.equal((await callApi(api, { path })).status, 404);
    }
  });

  it('leave no token in the log', async () => {
    const token = tokenAt(Date.now());
    await openPage(token);
    const logged = api.logLines.filter((line) => line.includes(connectPath));
    assert.ok(logged.length > 0);
    assert.ok(!api.logLines.some((line) => line.includes(token)));
  });

  it('show a style that the policy of the page allows', async () => {
    const page = await openPage(tokenAt(Date.now()));
    const style = /<style>([^]*)<\/style>/.exec(page.text)?.[1] ?? '';
    const digest = await crypto.subtle.digest('SHA-256', Buffer.from(style));
    const expected = `'sha256-${Buffer.from(digest).toString('base64')}'`;
    assert.ok(String(page.headers['content-security-policy']).includes(expected));
  });
});
