import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { VendorJson } from '../kit/testing/vendor-json.ts';
import { startTeamtailorSimulator } from './start-teamtailor-simulator.ts';
import type { TeamtailorSimulator } from './start-teamtailor-simulator.ts';
import { ask, documentOf } from './testing/teamtailor-client.ts';
import {
  OpenApi,
  documentsSkip,
  readJson,
  sampleRecords,
  sampleRequests,
  webhookSample,
} from './testing/vendor-documents.ts';
import { resources } from './reads.ts';
import { signatureV1 } from './webhooks.ts';

/** The version of the samples. */
const headers = { 'x-api-version': '20210218' };

/** Attributes of samples that the simulator does not show. */
const unshown = [
  // Only written, though two samples echo them.
  /^set-consent-expiration$/,
  /^send-user-notifications$/,
  // Which mails a user wants: nobody reads them.
  /^notification-/,
];

/** Answers that are newer than the community's document: seen in a recorded list of 2024. */
const newer = /"additionalProperty":"(consent-future-jobs-at|restricted-at|match|included)"/;

/** Requests for what the simulator has no place for. */
const unwritten =
  /^\/(companies|custom-field-(options|selects)|custom-fields|departments|jobs|locations|partner|requisitions|requisition-step-verdicts|roles|teams|team-memberships|todos|users)\b/;

describe('the Teamtailor simulator against documents', { skip: documentsSkip }, () => {
  let teamtailor: TeamtailorSimulator;
  before(async () => {
    teamtailor = await startTeamtailorSimulator({ candidates: 60 });
  });
  after(() => teamtailor.close());

  const firstOf = async (type: string): Promise<VendorJson> => {
    if (type === 'companies') return (await documentOf(teamtailor, '/company', { headers })).data;
    const everything = type === 'jobs' ? '?filter[status]=all' : '';
    const { data } = await documentOf(teamtailor, `/${type}${everything}`, { headers });
    return data[0];
  };

  it('shows every attribute, relation and link of the vendor’s samples, of the same type', async () => {
    const compared = new Set<string>();
    for (const { file, type, ...sample } of sampleRecords()) {
      if (!resources.has(type)) continue;
      compared.add(type);
      const { data } = { data: await firstOf(type) };
      assert.equal(data.type, type);
      for (const part of ['attributes', 'relationships', 'links'] as const) {
        for (const [name, value] of Object.entries(sample[part])) {
          if (unshown.some((one) => one.test(name))) continue;
          const shown: unknown = data[part]?.[name];
          assert.notEqual(shown, undefined, `${file}: ${part} ${name} of ${type}`);
          if (value === null || shown === null || name === 'details') continue;
          assert.equal(typeof shown, typeof value, `${file}: ${part} ${name} of ${type}`);
          assert.equal(Array.isArray(shown), Array.isArray(value), `${file}: ${part} ${name}`);
        }
      }
    }
    assert.ok(compared.size >= 17, [...compared].join(', '));
  });

  it('takes the requests of the vendor’s samples', async () => {
    let taken = 0;
    for (const { file, method, path, body } of sampleRequests()) {
      if (unwritten.test(path)) continue;
      const [, type = '', id] = path.split('/');
      const target = id === undefined ? `/${type}` : `/${type}/${(await firstOf(type)).id}`;
      const sent = (await withOwnIds(body)) as VendorJson;
      // One sample leaves `data` out of its body, and one has the type of an owner alone.
      const document = sent.data === undefined ? { data: sent } : sent;
      if (id !== undefined) document.data.id = target.split('/').at(-1);
      if (document.data.type === 'answers') document.data.attributes = { choices: [1] };
      const answer = await ask(teamtailor, target, { method, body: document, headers });
      const shown = `${file} ${method} ${path}: ${JSON.stringify(answer.body)}`;
      assert.equal(answer.status, method === 'POST' ? 201 : 200, shown);
      taken += 1;
    }
    assert.ok(taken >= 12, `${taken} requests`);
  });

  /** The same document about records that the simulator has. */
  async function withOwnIds(body: VendorJson): Promise<unknown> {
    const copy = structuredClone(body);
    const { relationships = {} } = copy.data ?? copy;
    for (const [name, { data }] of Object.entries<VendorJson>(relationships)) {
      for (const one of [data].flat()) one.id = await ownId(name, one.type ?? `${name}s`);
    }
    return copy;
  }

  async function ownId(name: string, type: string): Promise<string> {
    if (name === 'question') {
      return teamtailor.account.questions.find((one) => one.type === 'Choice')?.id ?? '';
    }
    // Somebody who has not applied for anything, as each may apply once.
    if (name === 'candidate') return teamtailor.company.addPerson({ name: 'Ada Example' }).id;
    return (await firstOf(type)).id;
  }

  it('answers as the OpenAPI document says, whatever is included', async () => {
    const openApi = new OpenApi();
    for (const path of openApi.paths) {
      const type = path.split('/')[2] ?? '';
      const included = [...(resources.get(type)?.relations ?? [])].flatMap(([name, relation]) =>
        relation.type === null ? [] : [name],
      );
      const { id } = (await documentOf(teamtailor, `/${type}`)).data[0];
      const place = path.replace('/v1', '').replace('{id}', id);
      for (const query of ['', `?include=${included.join(',')}`]) {
        const answer = await documentOf(teamtailor, `${place}${query}`);
        const complaints = openApi.complaintsAbout(path, answer);
        assert.deepEqual(
          complaints.filter((one) => !newer.test(one)).slice(0, 5),
          [],
          `${place}${query}`,
        );
      }
    }
  });

  it('takes every parameter that the OpenAPI document has', async () => {
    const openApi = new OpenApi();
    const values: [RegExp, string][] = [
      [/^page\[(size|number)\]$/, '2'],
      [/\[(from|to)\]$/, '2026-01-01T00:00:00Z'],
      [/^sort$/, '-id'],
      [/^include$/, 'job-applications'],
      [/^fields/, 'name'],
      [/^filter/, '1'],
    ];
    for (const path of openApi.paths.filter((one) => !one.includes('{'))) {
      for (const name of openApi.parametersOf(path)) {
        const value = values.find(([pattern]) => pattern.test(name))?.[1];
        // Cursors come from links; there is none back.
        if (value === undefined) continue;
        const isNamed = name === 'include' && path.endsWith('job-applications');
        const query = `${encodeURIComponent(name)}=${isNamed ? 'stage,candidate,job' : encodeURIComponent(value)}`;
        const { status } = await ask(teamtailor, `${path.replace('/v1', '')}?${query}`);
        assert.equal(status, 200, `${path}?${query}`);
      }
    }
  });

  it('signs as the vendor’s example for Direct Apply', () => {
    const vector = readJson('signature-vector-direct-apply.json') as Record<string, string>;
    assert.equal(signatureV1(vector['secret'] ?? '', vector['body'] ?? ''), vector['expected']);
  });

  it('sends what the vendor’s sample of a company webhook has', async () => {
    teamtailor.setUpWebhook('http://127.0.0.1:1/hooks');
    const { jobs } = teamtailor.company.tables;
    const { id } = [...jobs.values()][0] ?? { id: '' };
    teamtailor.company.change('jobs', id, { title: 'Welder' });
    await teamtailor.webhooks.settled();
    const [delivery] = teamtailor.webhooks.deliveries();
    const sample = webhookSample();
    assert.deepEqual(shapeOf(JSON.parse(delivery?.body ?? '{}')), shapeOf(sample));
  });
});

/** The names and the types of everything in it. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return 'list';
  if (typeof value !== 'object' || value === null) return typeof value;
  const entries = Object.entries(value).map(([name, one]) => [name, shapeOf(one)] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
