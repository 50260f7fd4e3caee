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
