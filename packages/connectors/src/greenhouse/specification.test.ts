import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import type { ModelName } from '@hirewire/connector-kit';
import { z } from 'zod';
import { maxIds } from './call-greenhouse.ts';
import type { Call } from '../testing/vendor-session.ts';
import { openGreenhouse, readPages } from './fixtures/open-greenhouse.ts';
import { application, candidate, job, post, references } from './fixtures/records.ts';
import { greenhouse } from './index.ts';
import { greenhouseWebhooks } from './webhooks.ts';

/**
 * Endpoints of Harvest v3, extracted from Greenhouse's own description, and samples of its webhooks.
 * They are not ours to publish, so that these tests run only where they lie beside the checkout.
 */
const folder = new URL('../../../../../shared/vendors/greenhouse/', import.meta.url);
const skip = existsSync(folder) ? false : 'Greenhouse’s description is not beside the checkout.';

const named = z.array(z.object({ name: z.string() }));
const Registry = z.object({
  endpoints: z.array(
    z.object({ path: z.string(), parameters: named, responseFields: named.nullish() }),
  ),
});
/** Newer than the description: https://github.com/metorial/metorial, models of autumn 2026. */
const newerFields = new Set(['job_interview_stage_id', 'rejection_reason_id']);

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
}

/** Rows of lists that others are joined by, so that every list is asked. */
const rows = {
  ...references,
  '/applications': [
    application({ rejection_reason_id: undefined as never, status: 'rejected' }),
    application({ id: 101, job_interview_stage_id: null }),
  ],
  '/candidates': [candidate()],
  '/jobs': [job()],
  '/job_posts': [post()],
  '/interviews': [{ id: 1, job_interview_id: 70, updated_at: '2026-03-19T00:00:00Z' }],
  '/offers': [{ id: 1, application_id: 100, version: 2, updated_at: '2026-03-19T00:00:00Z' }],
  '/notes': [{ id: 1, application_id: 100, updated_at: '2026-03-19T00:00:00Z' }],
  '/scorecards': [
    { id: 1, application_id: 100, interview_kit_id: 40, updated_at: '2026-03-19T00:00:00Z' },
  ],
  '/scorecard_questions': [{ id: 1, interview_kit_id: 40, question: 'Q' }],
  '/scorecard_question_answers': [{ id: 1, scorecard_id: 1, scorecard_question_id: 1 }],
  '/scorecard_candidate_attributes': [
    { id: 1, scorecard_id: 1, job_candidate_attribute_id: 80, candidate_attribute_rating: 'yes' },
  ],
};

/** All lists in all ways in which they are read. */
async function readEverything(): Promise<Call[]> {
  const session = await openGreenhouse(rows, {}, { job_board_api_key: 'fixture-board-key' });
  const models = Object.keys(greenhouse.read) as ModelName[];
  for (const model of models) {
    const pages = await readPages(session, model);
    const since = pages.at(-1)?.since ?? null;
    if (since !== null) await readPages(session, model, { since });
    await greenhouse.readById?.[model]?.(session.context, ['1', '10', '100']);
    await Array.fromAsync(
      greenhouse.listIds?.[model as 'jobs']?.(session.context, { resumeFrom: null }) ?? [],
    );
  }
  await greenhouse.checkCredentials(session.context);
  return session.calls.filter(({ route }) => route.startsWith('GET '));
}

test('every list and filter that is asked for is described', { skip }, async () => {
  const { endpoints } = Registry.parse(readJson('harvest-v3-get-endpoints.json'));
  const byPath = new Map(endpoints.map((endpoint) => [endpoint.path, endpoint]));
  const calls = await readEverything();
  const asked = new Set(calls.map(({ route }) => route));
  assert.ok(asked.size >= 33, `Only ${asked.size} lists were asked for.`);
  for (const { route, query } of calls) {
    const endpoint = byPath.get(route.replace('GET ', '/v3'));
    assert.ok(endpoint, `${route} is not described.`);
    const parameters = new Set(endpoint.parameters.map(({ name }) => name));
    for (const [name, value] of Object.entries(query)) {
      assert.ok(parameters.has(name), `${route} has no parameter ${name}.`);
      if (name.endsWith('ids')) assert.ok(value.split(',').length <= maxIds, `${route}: ${name}`);
    }
    const isPage = query['cursor'] !== undefined;
    assert.ok(!isPage || Object.keys(query).length === 1, `${route}: a cursor is alone.`);
    const fields = new Set(endpoint.responseFields?.map(({ name }) => name));
    const unknown = (query['fields'] ?? '').split(',').filter((name) => !fields.has(name));
    assert.deepEqual(unknown.filter(Boolean), [], `Fields of ${route}.`);
  }
});

test('fields of records are described', { skip }, async () => {
  const { endpoints } = Registry.parse(readJson('harvest-v3-get-endpoints.json'));
  const fixtures = { applications: application(), candidates: candidate(), jobs: job() };
  for (const [name, row] of Object.entries({ ...fixtures, job_posts: post() })) {
    const fields = endpoints.find(({ path }) => path === `/v3/${name}`)?.responseFields ?? [];
    const known = new Set([...fields.map((field) => field.name), ...newerFields]);
    const unknown = Object.keys(row).filter((field) => !known.has(field));
    assert.deepEqual(unknown, [], `Fields of ${name} in the fixtures.`);
  }
});

const Samples = z.object({
  samples: z.array(
    z.object({
      section: z.string(),
      json: z.looseObject({ action: z.string().optional() }).optional(),
    }),
  ),
});

test('every sample of a webhook names what to read again', { skip }, () => {
  const samples = readdirSync(new URL('webhook-doc-samples/', folder))
    .flatMap((name) => Samples.parse(readJson(`webhook-doc-samples/${name}`)).samples)
    .filter(({ json }) => json?.action !== undefined);
  assert.ok(samples.length > 20, `Only ${samples.length} samples.`);
  for (const { section, json } of samples) {
    const body = Buffer.from(JSON.stringify(json));
    const digest = createHmac('sha256', 'a-secret').update(body).digest('hex');
    const headers = { signature: `sha256 ${digest}` };
    const changes = greenhouseWebhooks.receive({ query: {}, headers, body }, 'a-secret');
    assert.ok(changes !== null && changes.length > 0, `${section} changes nothing.`);
    const unnamed = changes.filter(({ remoteId }) => remoteId === null);
    const isKnown = /Department|Office|merged/.test(section);
    assert.ok(isKnown || unnamed.length === 0, `${section} names ${JSON.stringify(changes)}.`);
  }
});
