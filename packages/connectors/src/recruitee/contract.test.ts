import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { CreateApplicationInput, Json, ModelName } from '@hirewire/connector-kit';
import { z } from 'zod';
import { candidateDraft } from '../testing/candidate-draft.ts';
import { openRecruitee, readAll } from './fixtures/open-recruitee.ts';
import type { Routes } from './fixtures/open-recruitee.ts';
import type { Call } from '../testing/vendor-session.ts';
import { candidate, candidateRow, listCandidates, smallAccount } from './fixtures/records.ts';
import { recruitee } from './index.ts';

/**
 * Facts of the vendor's reference and of clients of live accounts. They are not ours to publish, so
 * that these tests run only where they lie beside the checkout.
 */
const file = new URL(
  '../../../../../shared/vendors/recruitee/recruitee-contract-2026.derived.json',
  import.meta.url,
);
const skip = existsSync(file) ? false : 'Facts of Recruitee are not beside the checkout.';

const Operation = z.looseObject({
  m: z.string(),
  p: z.string(),
  resp: z.unknown().optional(),
  body: z.unknown().optional(),
  body_live: z.unknown().optional(),
  query: z.record(z.string(), z.unknown()).optional(),
});
type Operation = z.infer<typeof Operation>;

function readOperations(): Operation[] {
  const document = JSON.parse(readFileSync(file, 'utf8')) as unknown;
  return z.object({ operations: z.array(Operation) }).parse(document).operations;
}

/** `/interview/results?candidate_id&offer_id` names its filters in the path. */
const pathOf = ({ p }: Operation): string => p.split('?')[0] ?? '';

function matches(operation: Operation, route: string): boolean {
  const pattern = pathOf(operation).replaceAll(/\{\w+\}/g, '[^/]+');
  return new RegExp(`^${operation.m} ${pattern}$`).test(route);
}

/** In earlier documents alone, or of the careers site. */
const elsewhere = new Set([
  'GET /search/new/quick',
  'GET /talent_pools',
  'GET /api/offers/boat-builder',
  'POST /api/offers/boat-builder/candidates',
]);

/** Documented by clients and left out of the operation's list. */
const otherParameters = new Set(['ids', 'limit', 'offset', 'candidate_id']);

function assertDocumented(operations: readonly Operation[], call: Call): void {
  if (elsewhere.has(call.route)) return;
  const operation = operations.find((one) => matches(one, call.route));
  assert.ok(operation, `${call.route} is not documented.`);
  for (const name of Object.keys(call.query)) {
    const isKnown = otherParameters.has(name) || Object.hasOwn(operation.query ?? {}, name);
    assert.ok(isKnown, `${call.route} has no parameter ${name}.`);
  }
  const body = operation.body ?? operation.body_live;
  if (typeof call.body !== 'object' || typeof body !== 'object') return;
  assertKnownKeys(call.body, body, call.route);
}

/** An empty list or object of the document may hold anything. */
function assertKnownKeys(sent: unknown, documented: unknown, ref: string): void {
  const isObject = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject(sent) || !isObject(documented)) return;
  for (const [name, value] of Object.entries(sent)) {
    assert.ok(Object.hasOwn(documented, name), `${ref} has no ${name}.`);
    assertKnownKeys(value, documented[name], `${ref} ${name}`);
  }
}

const models = Object.keys(recruitee.read) as ModelName[];

test('every request that reads is documented', { skip }, async () => {
  const operations = readOperations();
  const session = await openRecruitee(
    smallAccount({
      'GET /admins': { admins: [] },
      'GET /disqualify_reasons': { disqualify_reasons: [] },
      'GET /interview/events': { interview_events: [], meta: { counters: {} } },
      'GET /interview/results': { interview_results: [] },
      'GET /candidates/50/notes': { notes: [] },
    }),
  );
  for (const model of models) await readAll(session, model);
  assert.ok(session.calls.length > models.length);
  for (const call of session.calls) assertDocumented(operations, call);
});

const input: CreateApplicationInput = {
  job: { remoteId: '10' },
  stageRemoteId: '102',
  candidate: candidateDraft({ company: 'Example Works', availability_date: '2031-02-01' }),
  attachments: [
    {
      type: 'CV',
      file: { name: 'cv.pdf', contentType: 'application/pdf', size: 0, chunks: () => [] },
    },
  ],
  answers: [],
  source: { name: 'Job board', remoteId: null, isAutomatic: false },
  sourcedByUserRemoteId: null,
  gdprConsent: null,
  remoteFields: { candidate: { cover_letter_text: 'Dear yard' } },
};

test('every request that writes is documented, with what it sends', { skip }, async () => {
  const operations = readOperations();
  const made = { candidate: { id: 50, placements: [{ id: 1000, offer_id: 10 }] } };
  const routes: Routes = {
    'GET /search/new/quick': { candidates: { hits: [] } },
    'POST /candidates': made,
    'POST /attachments': { attachment: { id: 4 } },
    'PATCH /candidates/50/set_as_cv/4': made,
    'POST /custom_fields/candidates/50/fields': { field: { id: 3 } },
    'POST /candidates/50/notes': { note: { id: 9 } },
    'PATCH /placements/1000/change_stage': { placement: { id: 1000 } },
    'PATCH /placements/1000/disqualify': { placement: { id: 1000 } },
    'POST /candidates/50/tags': made,
    'DELETE /candidates/50/tags': made,
  };
  const { context, calls } = await openRecruitee(smallAccount(routes));
  const write = recruitee.write!;
  const application = { remoteId: '1000', jobRemoteId: '10', candidateRemoteId: '50' };
  const about = { candidate: { remoteId: '50' }, remoteFields: {} };
  await write.createApplication!(context, input);
  const rejection = { application, rejectionReasonRemoteId: '7', note: null, remoteFields: {} };
  await write.rejectApplication!(context, rejection);
  await write.addCandidateTag!(context, { ...about, tagName: 'new' });
  await write.removeCandidateTag!(context, { ...about, tagName: 'go' });
  const changes = calls.filter(({ route }) => !route.startsWith('GET '));
  assert.deepEqual(
    new Set(changes.map(({ route }) => route)),
    new Set(Object.keys(routes).filter((route) => !route.startsWith('GET '))),
  );
  for (const call of calls) assertDocumented(operations, call);
});

test('every answer of the document is read without an issue', { skip }, async () => {
  const operations = readOperations();
  const answers = operations.flatMap((operation): [string, Json][] => {
    if (operation.m !== 'GET' || operation.resp === undefined) return [];
    const path = pathOf(operation).replace('{candidate_id}', '50');
    const id = path.startsWith('/offers') ? '10' : path.startsWith('/pipeline') ? '5' : '50';
    return [[`GET ${path.replace('{id}', id)}`, operation.resp as Json]];
  });
  const routes = Object.fromEntries(answers);
  const row = candidateRow({ notes_count: null });
  const session = await openRecruitee({
    ...routes,
    // Values of the document that stand for words.
    'GET /offers/10': {
      offer: {
        id: 10,
        title: 'Engineer',
        status: 'draft',
        kind: 'job',
        pipeline_template: { id: 5, stages: [{ id: 100, name: 'Applied', category: 'apply' }] },
      },
    },
    'GET /talent_pools': { talent_pools: [] },
    'GET /candidates': listCandidates([row]),
    'GET /candidates/50/notes': ({ query }) => ({
      body: query['offset'] === '0' ? (routes['GET /candidates/50/notes'] ?? null) : { notes: [] },
    }),
    'GET /interview/results': ({ query }) => ({
      body:
        query['candidate_id'] === '50'
          ? (routes['GET /interview/results'] ?? null)
          : { interview_results: [] },
    }),
  });
  const counts = new Map<ModelName, number>();
  for (const model of models) counts.set(model, (await readAll(session, model)).length);
  // The document's tag is "string or {name}", which its list of tags does not have.
  assert.deepEqual(
    session.issues.map(({ field }) => field),
    ['tags[]'],
  );
  for (const [model, count] of counts) assert.ok(count > 0, `No ${model}.`);
});

test(
  'every field of a candidate that clients have collected is known or of no use',
  { skip },
  () => {
    const collected = new URL('fields-collected-2025.json', file);
    const Document = z.looseObject({
      candidate_detail_extra: z.looseObject({ fields: z.array(z.string()) }),
    });
    const { fields } = Document.parse(
      JSON.parse(readFileSync(collected, 'utf8')),
    ).candidate_detail_extra;
    const names = fields.map((field) => /^\w+/.exec(field)?.[0] ?? '');
    const used = new Set(Object.keys(candidate()));
    // Neither of these has a field on the wire.
    const unused = ['description', 'photo_url', 'cover_letter', 'is_hired', 'root'];
    const more = ['cover_letter_file_url', ...unused];
    assert.deepEqual(
      names.filter((name) => !used.has(name) && !more.includes(name)),
      [],
    );
  },
);
