import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { CreateApplicationInput, Json, ModelName } from '@hirewire/connector-kit';
import { z } from 'zod';
import { candidateDraft } from '../testing/candidate-draft.ts';
import type { Call } from '../testing/vendor-session.ts';
import { openOnlyfy, readRecords } from './fixtures/open-onlyfy.ts';
import { account, application, candidate } from './fixtures/records.ts';
import { onlyfy } from './index.ts';

/**
 * Facts of the vendor's documentation. They are not ours to publish, so that these tests run only where
 * they lie beside the checkout.
 */
const document = new URL(
  '../../../../../shared/vendors/onlyfy/prescreen-v1-contract.derived.json',
  import.meta.url,
);
const skip = existsSync(document) ? false : 'Facts of onlyfy are not beside the checkout.';

const Contract = z.object({
  types: z.record(z.string(), z.custom<Json>()),
  operations: z.array(
    z.object({
      method: z.string(),
      path: z.string(),
      body: z.string().optional(),
      filters: z.array(z.string()).optional(),
    }),
  ),
});
type Contract = z.infer<typeof Contract>;

const readContract = (): Contract =>
  Contract.parse(JSON.parse(readFileSync(document, 'utf8')) as unknown);

/** Of the documentation, paging is in its links alone; clients send its size. */
const otherParameters = new Set(['page_size']);

function assertDocumented(contract: Contract, { route, query, body }: Call): void {
  const operation = contract.operations.find(({ method, path }) => {
    const pattern = path.replace('/v1', '').replaceAll(/\{\w+\}/g, '[^/]+');
    return new RegExp(`^${method} ${pattern}$`).test(route);
  });
  assert.ok(operation, `${route} is not documented.`);
  for (const name of Object.keys(query)) {
    const isKnown = otherParameters.has(name) || operation.filters?.includes(name);
    assert.ok(isKnown, `${route} has no parameter ${name}.`);
  }
  if (route.startsWith('GET')) return;
  assertOfType(contract, body as Json, { type: operation.body ?? null, at: route });
}

const isObject = (value: Json | undefined): value is { [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Types are the name of one, a word of the documentation, an object, or a list of one. */
function assertOfType(
  contract: Contract,
  value: Json,
  { type, at }: { type: Json; at: string },
): void {
  if (typeof type === 'string' && contract.types[type] !== undefined) {
    assertOfType(contract, value, { type: contract.types[type], at });
  } else if (Array.isArray(type)) {
    assert.ok(Array.isArray(value), `${at} is no list.`);
    for (const one of value) assertOfType(contract, one, { type: type[0] ?? null, at: `${at}[]` });
  } else if (isObject(type)) {
    assert.ok(isObject(value), `${at} is no object.`);
    for (const [name, part] of Object.entries(value)) {
      assert.ok(Object.hasOwn(type, name), `${at} has no ${name}.`);
      assertOfType(contract, part, { type: type[name] ?? null, at: `${at}.${name}` });
    }
  } else assertOfWord(value, String(type), at);
}

function assertOfWord(value: Json, word: string, at: string): void {
  if (word === 'boolean') assert.equal(typeof value, 'boolean', at);
  else if (word === 'integer') assert.ok(Number.isSafeInteger(value), at);
  else if (word === 'reference') assert.ok(['number', 'string'].includes(typeof value), at);
  else {
    assert.ok(typeof value === 'string', at);
    if (word.includes('|')) assert.ok(word.split('|').includes(value), `${at}: ${word}`);
  }
}

test('every request that reads is documented', { skip }, async () => {
  const contract = readContract();
  const session = await openOnlyfy(account);
  const models = Object.keys(onlyfy.read) as ModelName[];
  for (const model of models) await readRecords(session, model);
  const ids = { jobs: '10', candidates: '50', applications: '100', tags: '91' } as const;
  for (const [model, id] of Object.entries(ids) as [keyof typeof ids, string][]) {
    await onlyfy.readById?.[model]?.(session.context, [id]);
  }
  await onlyfy.checkCredentials(session.context);
  for (const call of session.calls) assertDocumented(contract, call);
});

test('every request that writes is documented, with all that it sends', { skip }, async () => {
  const contract = readContract();
  const file = {
    name: 'cv.pdf',
    contentType: 'application/pdf',
    size: 2,
    chunks: () => [Buffer.from('CV')],
  };
  const done = () => ({ status: 204, body: null });
  const session = await openOnlyfy({
    ...account,
    'POST /candidate': candidate,
    'PATCH /candidate/50': candidate,
    'POST /application': { ...application, id: 100 },
    'PATCH /application/100': application,
    'PUT /application/100/status/62': done,
    'PUT /application/100/status/64': done,
  });
  const { context, calls } = session;
  const write = onlyfy.write!;
  const input = (email_address: string): CreateApplicationInput => ({
    job: { remoteId: '10' },
    stageRemoteId: '62',
    candidate: candidateDraft({
      email_address,
      additional_email_addresses: [{ type: 'OTHER', email_address: 'more@example.com' }],
      additional_phone_numbers: [{ type: 'OTHER', phone_number: '1' }],
      phone_number: '2',
      title: 'Welder',
      location: { country: 'DE', city: 'Kiel', state: null, street_1: 'Pier 4', zip_code: '1' },
      social_links: [{ url: 'https://ada.example' }],
    }),
    attachments: [
      { type: 'CV', file },
      { type: 'OTHER', file },
    ],
    answers: [
      { questionRemoteId: '71', title: null, format: { type: 'TEXT' }, value: 'The sea' },
      {
        questionRemoteId: '72',
        title: null,
        format: {
          type: 'SINGLE_SELECT',
          options: [{ id: '721', remote_id: '721', name: 'Saw' }],
        },
        value: '721',
      },
    ],
    source: { name: 'Job board', remoteId: null, isAutomatic: false },
    sourcedByUserRemoteId: null,
    gdprConsent: null,
    remoteFields: {},
  });
  const target = { remoteId: '100', jobRemoteId: '10', candidateRemoteId: '50' };
  const about = { candidate: { remoteId: '50' }, remoteFields: {} };
  await write.createApplication!(context, input('new@example.com'));
  const again = await openOnlyfy({
    ...account,
    'GET /candidate': [{ ...candidate, job_applications: [] }],
    'POST /application': application,
    'PATCH /candidate/50': candidate,
    'PUT /application/100/status/62': done,
  });
  await write.createApplication!(again.context, input('ada@example.com'));
  await write.rejectApplication!(context, {
    application: target,
    rejectionReasonRemoteId: '64',
    note: 'No boats',
    remoteFields: {},
  });
  await write.addApplicationAttachment!(context, {
    application: target,
    attachment: { type: 'OTHER', file },
    remoteFields: {},
  });
  await write.addCandidateTag!(context, { ...about, tagName: 'Sailor' });
  await write.removeCandidateTag!(context, { ...about, tagName: 'Welder' });
  const changes = [...calls, ...again.calls].filter(({ route }) => !route.startsWith('GET'));
  assert.deepEqual([...new Set(changes.map(({ route }) => route))].toSorted(), [
    'PATCH /application/100',
    'PATCH /candidate/50',
    'POST /application',
    'POST /candidate',
    'PUT /application/100/status/62',
    'PUT /application/100/status/64',
  ]);
  for (const call of changes) assertDocumented(contract, call);
});
