import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { connectors } from '@hirewire/connectors';
import { type Tool, getTools, readModels, writeActions } from '@hirewire/contract';

import { type TestAnswer, callApi, errorOf } from './testing/call-api.ts';
import { type TestApi, startTestApi } from './testing/start-test-api.ts';
import { drawToolAsset } from './tool-assets.ts';
import { toToolCoverage } from './tool-coverage.ts';

let api: TestApi;
let key: string;

before(async () => {
  api = await startTestApi();
  ({ key } = await api.createKey('ours'));
});
after(() => api.close());

function ask(category: string, asked = { api, key }): Promise<TestAnswer> {
  const headers = { authorization: `Bearer ${asked.key}` };
  return callApi(asked.api, { path: `/v1/tools/${category}`, headers });
}

function toolsOf(answer: TestAnswer): Tool[] {
  assert.equal(answer.status, 200, answer.text);
  return getTools.response.parse(answer.json).data.tools;
}

test('the tools of the category are listed, each with a word for everything of the contract', async () => {
  const tools = toolsOf(await ask('ats'));
  assert.deepEqual(
    tools.map(({ id }) => id),
    ['full', 'sparse'],
  );
  for (const { coverage } of tools) {
    assert.deepEqual(
      coverage.read_models.map((model) => [model.id, model.fields.map(({ id }) => id)]),
      readModels.map((model) => [model.id, model.fields]),
    );
    assert.deepEqual(
      coverage.write_actions.map(({ id }) => id),
      writeActions.map(({ id }) => id),
    );
  }
  const statusOf = (tool: Tool | undefined, model: string) =>
    tool?.coverage.read_models.find(({ id }) => id === model)?.coverage_status;
  assert.equal(statusOf(tools[0], 'ats_offers'), 'SUPPORTED');
  assert.equal(statusOf(tools[1], 'ats_offers'), 'UNSUPPORTED');
});

test('there are no tools of other categories, and no other categories', async () => {
  for (const category of ['hris', 'assessment', 'lms']) {
    assert.deepEqual(toolsOf(await ask(category)), []);
  }
  for (const category of ['ATS', 'crm', '%00', 'ats%20']) {
    const answer = await ask(category);
    const error = errorOf(answer, 'general');
    assert.equal(error.code, 'PLATFORM.INPUT_INVALID', category);
    assert.match(error.message, /`category` must be one of hris, ats/);
  }
});

for (const connector of connectors) {
  test(`the coverage of ${connector.tool.id} says what its connector declares`, () => {
    const declared = connector.coverage;
    const word = (entry: unknown) =>
      typeof entry === 'object' && entry !== null ? (entry as { status: string }).status : entry;
    const told = toToolCoverage(declared);
    for (const [id, model] of Object.entries(declared.readModels)) {
      const found = told.read_models.find((one) => one.id === id)!;
      assert.equal(found.coverage_status, word(model.model), id);
      const isRead = found.coverage_status === 'SUPPORTED';
      for (const [name, entry] of Object.entries(model.fields)) {
        const field = found.fields.find((one) => one.id === name)!;
        assert.equal(field.coverage_status, isRead ? word(entry) : found.coverage_status, name);
      }
      const named = Object.keys(model.fields);
      const others = found.fields.filter((field) => !named.includes(field.id));
      assert.ok(
        others.every((field) => field.coverage_status !== 'SUPPORTED'),
        id,
      );
    }
    for (const [id, entry] of Object.entries(declared.writeActions)) {
      const found = told.write_actions.find((one) => one.id === id)!;
      assert.equal(found.coverage_status, word(entry), id);
    }
    assert.deepEqual(
      told.features.map((feature) => [feature.id, feature.label]),
      [['automatic_source_writing', 'Automatic source writing']],
    );
  });
}

test('every picture that an answer links to is an SVG of ours that needs no key', async () => {
  const [tool] = toolsOf(await ask('ats'));
  for (const link of Object.values(tool!.assets)) {
    assert.ok(link.startsWith(`${api.url}/`), link);
    const picture = await callApi(api, { path: new URL(link).pathname });
    assert.equal(picture.status, 200);
    assert.match(String(picture.headers['content-type']), /^image\/svg\+xml/);
    assert.equal(picture.headers['content-security-policy'], "default-src 'none'");
    assert.match(picture.text, /^<svg [^]*<title>full<\/title>[^]*<\/svg>$/);
  }
  const unknown = await callApi(api, { path: '/assets/tools/nobody/logo.svg' });
  assert.equal(unknown.status, 404);
});

test('a label cannot break out of its picture', () => {
  const tool = { label: '<script>&"x"', internalLabel: null, category: 'ATS' } as const;
  const picture = drawToolAsset({ ...tool, id: 'odd', connectionGuideUrl: null }, 'logo');
  assert.doesNotMatch(picture, /<script/);
  assert.match(picture, /&lt;script&gt;&amp;"x"/);
});

test('links begin with the public address where there is one', async () => {
  const published = await startTestApi({ publicUrl: 'https://ats.example.com/hr' });
  try {
    const { key: publishedKey } = await published.createKey('ours');
    const [tool] = toolsOf(await ask('ats', { api: published, key: publishedKey }));
    assert.equal(tool?.assets.logo_url, 'https://ats.example.com/hr/assets/tools/full/logo.svg');
  } finally {
    await published.close();
  }
});

test('links are addresses also for a client that says nothing usable of how it got here', async () => {
  const { port } = new URL(api.url);
  for (const lines of ['HTTP/1.0', 'HTTP/1.0\r\nHost: ', 'HTTP/1.1\r\nHost: a b']) {
    const answer = await sendRaw(
      Number(port),
      `GET /v1/tools/ats ${lines}\r\nConnection: close\r\nAuthorization: Bearer ${key}\r\n\r\n`,
    );
    const links = [...answer.matchAll(/"logo_url":"([^"]*)"/g)].map((match) => match[1]);
    const link = `http://localhost:${port}/assets/tools/full/logo.svg`;
    assert.equal(links[0], link, `${lines}\n${answer.slice(0, 400)}`);
  }
});

function sendRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('end', () => resolve(Buffer.concat(chunks).toString()));
  });
}
