import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openApiDocument } from '@hirewire/contract';

import { callApi } from './testing/call-api.ts';
import { type TestApi, startTestApi } from './testing/start-test-api.ts';

let api: TestApi;
before(async () => {
  api = await startTestApi();
});
after(() => api.close());

test('the front page says where everything is', async () => {
  const answer = await callApi(api, { path: '/' });
  assert.equal(answer.status, 200);
  assert.match(answer.text, /\/v1[^]*\/docs[^]*\/openapi\.json/);
});

test('the OpenAPI document is served beside and below the base of the API', async () => {
  const answers = await Promise.all(
    ['/openapi.json', '/v1/openapi.json'].map((path) => callApi(api, { path })),
  );
  for (const { status, headers, json } of answers) {
    assert.equal(status, 200);
    assert.equal(headers['content-type'], 'application/json; charset=utf-8');
    const { paths } = json as { paths: object };
    assert.deepEqual(Object.keys(paths), Object.keys(openApiDocument().paths));
  }
});

test('the document names the public address where there is one, else the path alone', async () => {
  const published = await startTestApi({ publicUrl: 'https://ats.example.com/hr' });
  try {
    const serversOf = async (asked: TestApi) =>
      ((await callApi(asked, { path: '/openapi.json' })).json as { servers: { url: string }[] })
        .servers;
    assert.deepEqual(await serversOf(published), [{ url: 'https://ats.example.com/hr/v1' }]);
    assert.equal((await serversOf(api))[0]?.url, '/v1');
  } finally {
    await published.close();
  }
});

for (const base of ['', '/v1']) {
  test(`the reference page ${base}/docs comes whole from this server`, async () => {
    const redirect = await callApi(api, { path: `${base}/docs` });
    assert.equal(redirect.headers['location'], `${base}/docs/`);
    const page = await callApi(api, { path: `${base}/docs/` });
    assert.equal(page.status, 200);
    const sources = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]);
    assert.deepEqual(sources, ['js/scalar.js']);
    assert.match(page.text, /"url": ?"\.\.\/openapi\.json"/);
    assert.doesNotMatch(page.text, /https?:\/\//);
    const script = await callApi(api, { path: `${base}/docs/js/scalar.js` });
    assert.equal(script.status, 200);
    assert.match(String(script.headers['content-type']), /javascript/);
    assert.ok(script.text.length > 1_000_000);
  });

  test(`browsers are told to keep ${base}/docs from asking anybody else`, async () => {
    const page = await callApi(api, { path: `${base}/docs/` });
    const policy = String(page.headers['content-security-policy']);
    assert.match(policy, /^default-src 'self';/);
    // Every directive names ourselves, embedded content or nobody: no host, scheme or wildcard.
    const sources = policy.split('; ').flatMap((directive) => directive.split(' ').slice(1));
    const allowed = new Set(["'self'", "'unsafe-inline'", "'none'", 'data:', 'blob:']);
    for (const source of sources) assert.ok(allowed.has(source), source);
    // Without it, `default-src` decides where scripts may connect to.
    assert.doesNotMatch(policy, /connect-src/);
  });
}

test('health needs no key; readiness turns bad with the database', async () => {
  for (const path of ['/healthz', '/readyz']) {
    const answer = await callApi(api, { path });
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.json, { status: 'ok' });
  }
  const broken = await startTestApi();
  try {
    await broken.database.close();
    assert.equal((await callApi(broken, { path: '/healthz' })).status, 200);
    const answer = await callApi(broken, { path: '/readyz' });
    assert.equal(answer.status, 503);
    assert.deepEqual(answer.json, { status: 'database-unreachable' });
  } finally {
    await broken.app.close();
  }
});
