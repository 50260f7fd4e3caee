import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { z } from 'zod';
import { list, openTeamtailor, readAll, readPages } from './fixtures/open-teamtailor.ts';
import { teamtailorWebhooks } from './webhooks.ts';

/**
 * Teamtailor's own samples, and a description of three of its lists by others (May 2026). They are not
 * ours to publish, so that these tests run only where they lie beside the checkout.
 */
const folder = new URL('../../../../../shared/vendors/teamtailor/', import.meta.url);
const skip = existsSync(folder) ? false : 'The samples of Teamtailor are not beside the checkout.';

const Resource = z.looseObject({
  id: z.union([z.string(), z.number()]).transform(String),
  attributes: z.record(z.string(), z.unknown()),
});
const Sample = z.object({ examples: z.array(z.object({ kind: z.string(), json: z.unknown() })) });

/** The resources of the responses in these files of the documentation of 2021. */
function resourcesOf(...files: string[]): z.output<typeof Resource>[] {
  return files.flatMap((file) => {
    const url = new URL(`docs-2021-examples/${file}.json`, folder);
    const { examples } = Sample.parse(JSON.parse(readFileSync(url, 'utf8')));
    return examples
      .filter(({ kind }) => kind.startsWith('response'))
      .flatMap(({ json }) => {
        const { data = json, notes } = z.looseObject({ data: z.unknown().optional() }).parse(json);
        return [notes ?? data].flat();
      })
      .map((one) => Resource.parse(z.object({ data: Resource }).safeParse(one).data?.data ?? one));
  });
}

const samples = [
  ['jobs', '/jobs', ['jobs_list', 'jobs_index', 'jobs_read'], { name: 'title' }],
  [
    'candidates',
    '/candidates',
    ['candidates_list', 'candidates_index', 'candidates_read'],
    { first_name: 'first-name', last_name: 'last-name', source: 'referring-site' },
  ],
  ['applications', '/job-applications', ['job_applications_list', 'job_applications_read'], {}],
  ['application_stages', '/stages', ['stages_list', 'stages_show'], { name: 'name' }],
  ['users', '/users', ['users_list', 'users_read'], { email: 'email' }],
  ['rejection_reasons', '/reject-reasons', ['reject_reasons_list'], { name: 'reason' }],
  ['notes', '/notes', ['notes_list', 'notes_read'], { content_html: 'note' }],
] as const;

for (const [model, path, files, fields] of samples) {
  test(`every sample of ${model} is read whole, without an issue`, { skip }, async () => {
    const found = resourcesOf(...files);
    assert.ok(found.length > 0);
    const session = await openTeamtailor({ [`GET ${path}`]: list(found) });
    const read = await readAll(session, model);
    const records = read.map((one): Readonly<Record<string, unknown>> => ({ ...one }));
    assert.equal(records.length, found.length);
    assert.deepEqual(session.issues, []);
    for (const [index, { id, attributes }] of found.entries()) {
      const record = records[index] ?? {};
      assert.equal(record['remote_id'], id);
      for (const [field, attribute] of Object.entries(fields)) {
        assert.equal(record[field], attributes[attribute], `${field} of ${id}`);
      }
      const dates = { remote_created_at: 'created-at', remote_updated_at: 'updated-at' };
      for (const [field, attribute] of Object.entries(dates)) {
        const told = attributes[attribute];
        if (typeof told !== 'string' || !(field in record)) continue;
        assert.equal(record[field], new Date(told).toISOString(), `${field} of ${id}`);
      }
    }
  });
}

const Description = z.object({
  paths: z.record(
    z.string(),
    z.object({ get: z.object({ parameters: z.array(z.object({ name: z.string() })) }) }),
  ),
});

test('lists are asked with parameters that are described alone', { skip }, async () => {
  const file = new URL('community-openapi-2026/TeamtailorService.openapi.yaml', folder);
  const { paths } = Description.parse(parse(readFileSync(file, 'utf8')));
  const session = await openTeamtailor({
    'GET /candidates': list([]),
    'GET /job-applications': list([]),
    'GET /stages': list([]),
  });
  for (const model of ['candidates', 'applications', 'application_stages'] as const) {
    const [full] = await readPages(session, model);
    await readPages(session, model, { since: full?.since ?? null });
  }
  assert.equal(session.calls.length, 6);
  for (const { route, query, headers } of session.calls) {
    const described = paths[`/v1${route.replace('GET ', '')}`]?.get.parameters ?? [];
    const names = new Set(described.map(({ name }) => name.toLowerCase()));
    const unknown = Object.keys(query).filter((name) => !names.has(name.toLowerCase()));
    assert.deepEqual(unknown, [], route);
    for (const name of ['authorization', 'x-api-version', 'accept']) {
      assert.ok(names.has(name) && headers[name] !== undefined, `${name} of ${route}`);
    }
  }
});

test(
  'the sample of a webhook is read; its signature is of a key that nobody told',
  { skip },
  () => {
    const file = new URL('partner-docs-2026-examples/company_webhooks_payloads.json', folder);
    const { examples } = Sample.parse(JSON.parse(readFileSync(file, 'utf8')));
    const { payload, signature } = z
      .object({ payload: z.unknown(), signature: z.string() })
      .parse(examples[0]?.json);
    const body = Buffer.from(JSON.stringify({ payload }));
    const headers = { 'tt-signature': signature };
    assert.equal(teamtailorWebhooks.receive({ query: {}, headers, body }, 'a-secret'), null);
  },
);
