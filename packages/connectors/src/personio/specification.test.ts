import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { z } from 'zod';
import { candidateDraft } from '../testing/candidate-draft.ts';
import { bodyOf, file as fileOf, input, openApplying } from './fixtures/open-applying.ts';
import { refusal } from './fixtures/open-personio.ts';
import { contractTypes, fileCategories, genders, schedules, systemStages } from './vocabulary.ts';
import { createApplication } from './write/create-application.ts';

/**
 * Personio's own description of version 1 and of the feed. It is not ours to publish, so that these
 * tests run only where it lies beside the checkout.
 */
const description = new URL(
  '../../../../../shared/vendors/personio/personio-recruiting-api.yaml',
  import.meta.url,
);
const skip = existsSync(description)
  ? false
  : 'Personio’s OpenAPI document is not beside the checkout.';

const Fields = z.record(z.string(), z.unknown());
const Words = z.array(z.string()).min(2);

/** What the description has under these keys. */
function find(...keys: string[]): unknown {
  let found: unknown = parse(readFileSync(description, 'utf8'));
  for (const key of ['components', 'schemas', ...keys]) found = Fields.parse(found)[key];
  return found;
}

test('every application that is sent is one that Personio describes', { skip }, async () => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const isValid = ajv.compile(Fields.parse(find('submit_application')));
  const everything = input({
    stageRemoteId: '82',
    candidate: candidateDraft({
      phone_number: '+49 30 0123456',
      gender: 'MALE',
      location: { country: 'DE', city: 'Leipzig', state: null, street_1: null, zip_code: null },
      availability_date: '2026-05-01',
      salary_expectations: { period: 'MONTH', amount: 5000 },
      title: 'Carpenter',
    }),
    attachments: [{ type: 'COVER_LETTER', file: fileOf('letter.pdf') }],
    source: { name: null, remoteId: '12', isAutomatic: false },
  });
  for (const one of [input(), everything, { ...everything, stageRemoteId: '76' }]) {
    const uuid = '66121e48-2a2d-4158-a21d-f36c3453df1a';
    const session = await openApplying({
      routes: { 'POST /v1/recruiting/applications/documents': () => ({ body: { uuid } }) },
    });
    await createApplication(session.context, one);
    isValid(bodyOf(session.calls));
    assert.deepEqual(isValid.errors ?? [], []);
  }
});

test('every word of the description is known', { skip }, () => {
  const parts = ['submit_application', 'properties'];
  const phase = z.string().parse(find(...parts, 'phase', 'properties', 'id', 'description'));
  const stages = phase.match(/(?<=- )\w+/g) ?? [];
  assert.deepEqual(stages.toSorted(), Object.keys(systemStages).toSorted());

  const file = [...parts, 'files', 'items', 'properties'];
  const categories = new Set(Words.parse(find(...file, 'category', 'enum')));
  assert.ok(Object.values(fileCategories).every((category) => categories.has(category)));

  const attribute = [...parts, 'attributes', 'items', 'properties'];
  const ids = z.string().parse(find(...attribute, 'id', 'description'));
  const used = ['phone', 'gender', 'location', 'available_from', 'salary_expectations'];
  for (const word of [...used, ...Object.values(genders)]) assert.ok(ids.includes(word), word);

  const posting = ['JobPosting', 'properties'];
  const types = Words.parse(find(...posting, 'employmentType', 'enum'));
  const times = Words.parse(find(...posting, 'schedule', 'enum'));
  const unknown = [
    ...types.filter((word) => !(word in contractTypes)),
    ...times.filter((word) => !(word in schedules)),
  ];
  assert.deepEqual(unknown, []);
});

test('every code of an error has its kind', { skip }, async () => {
  const text = z.string().parse(find('error_response', 'description'));
  const codes = [...text.matchAll(/^\|\s*([\w.-]+\.[\w.-]+)\s*\|/gm)].map(([, code = '']) => code);
  assert.ok(codes.length >= 18, `Only ${codes.length} codes.`);
  const kinds = new Map<string, string>();
  for (const code of codes) {
    const session = await openApplying({ answer: () => refusal(code) });
    const failure: unknown = await createApplication(session.context, input()).catch(
      (error: unknown) => error,
    );
    const { kind } = z.object({ kind: z.string() }).parse(failure);
    if (kind !== 'input') kinds.set(code, kind);
  }
  assert.deepEqual(Object.fromEntries(kinds), {
    'errors.applicant-already-exists': 'already-exists',
    'errors.job-position.not-published': 'job-closed',
    'feature.recruiting.disabled': 'permission',
    'feature.public-api.disabled': 'permission',
  });
});
