import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { z } from 'zod';

import { describeInputProblems } from '../input-problems.ts';
import {
  addApplicationAttachment,
  addApplicationResultLink,
  createApplication,
  createConnectionLink,
  importTrackedApplication,
  setPackages,
  triggerSync,
  updateOrderResult,
} from '../operations/index.ts';

const candidate = { first_name: 'Mara', last_name: 'Quill', email_address: 'mara@quill.example' };
const cv = { name: 'cv.pdf', type: 'CV', content_type: 'application/pdf', data: 'JVBERi0=' };

function problemsOf(model: z.ZodType, body: unknown): string {
  const { error } = model.safeParse(body);
  assert.ok(error, 'the body was accepted');
  return describeInputProblems(error, 'body');
}

test('an application gets its defaults, its times in UTC, and its days as they were written', () => {
  const parsed = createApplication.body.parse({
    candidate: { ...candidate, availability_date: '2024-05-01T23:30:00-08:00' },
    gdpr_consent: { expires_at: '2027-01-31T23:30:00-08:00' },
  });
  assert.deepEqual(parsed, {
    candidate: { ...candidate, availability_date: '2024-05-01', social_links: [] },
    attachments: [],
    gdpr_consent: { expires_at: '2027-02-01T07:30:00.000Z' },
  });
});

test('keys that the contract does not know are dropped, as with the ids of the README examples', () => {
  const parsed = addApplicationResultLink.body.parse({
    application_id: 'abc',
    label: 'Test score',
    url: 'https://results.example/1',
  });
  assert.deepEqual(parsed, { label: 'Test score', url: 'https://results.example/1' });
});

test('extra input for a tool reaches its connector, listed or not', () => {
  const remote_fields = { ashby: { note: 'x' }, recruitee: { candidate: { phones: ['1'] } } };
  const parsed = createApplication.body.parse({ candidate, remote_fields });
  assert.deepEqual(parsed.remote_fields, remote_fields);
});

test('a file has either its bytes and type, or an address', () => {
  const { body } = addApplicationAttachment;
  const byAddress = { name: 'cv.pdf', type: 'CV', data_url: 'https://files.example/cv.pdf' };
  assert.ok(body.safeParse({ attachment: cv }).success);
  assert.ok(body.safeParse({ attachment: byAddress }).success);
  assert.equal(
    problemsOf(body, { attachment: { ...cv, data_url: 'https://files.example/cv.pdf' } }),
    'body field `attachment` needs exactly one of `data` and `data_url`',
  );
  assert.equal(
    problemsOf(body, { attachment: { name: 'cv.pdf', type: 'CV' } }),
    'body field `attachment` needs exactly one of `data` and `data_url`',
  );
  assert.equal(
    problemsOf(body, { attachment: { name: 'cv.pdf', type: 'CV', data: 'JVBERi0=' } }),
    'body field `attachment.content_type` is required with `data`',
  );
});

test('a file may be of any registered MIME type, also with a suffix', () => {
  const { body } = addApplicationAttachment;
  for (const type of ['image/svg+xml', 'application/vnd.oasis.opendocument.text', 'text/x-c++']) {
    assert.ok(body.safeParse({ attachment: { ...cv, content_type: type } }).success, type);
  }
  for (const type of ['pdf', 'application/', 'a/b\r\nX: 1', 'a/b; charset=x', '*/*', '+/x']) {
    assert.ok(!body.safeParse({ attachment: { ...cv, content_type: type } }).success, type);
  }
});

test('answers of all forms are accepted', () => {
  const answers = ['text', true, 7, ['a', 'b'], '2024-01-02', { ...cv, type: undefined }];
  for (const answer of answers) {
    const body = { candidate, screening_question_answers: [{ question_id: 'q', answer }] };
    assert.ok(createApplication.body.safeParse(body).success, JSON.stringify(answer));
  }
  for (const answer of [null, {}, [1]]) {
    const body = { candidate, screening_question_answers: [{ question_id: 'q', answer }] };
    assert.ok(!createApplication.body.safeParse(body).success, JSON.stringify(answer));
  }
});

test('a wrong body says what is missing and what is not valid, without repeating values', () => {
  const message = problemsOf(createApplication.body, {
    candidate: { first_name: 'Mara', email_address: 'secret', location: { country: 'Germany' } },
  });
  assert.match(message, /`candidate\.last_name` is required/);
  assert.match(message, /`candidate\.email_address` is not valid/);
  assert.match(message, /`candidate\.location\.country` must be an ISO 3166 two-letter code/);
  assert.ok(!message.includes('secret') && !message.includes('Germany'));
  assert.match(problemsOf(createApplication.body, 'text'), /^body is not valid/);
});

test('a tracked application names exactly one tool', () => {
  const { body } = importTrackedApplication;
  const greenhouse = { id_type: 'application_id', application_id: '1' };
  assert.ok(body.safeParse({ greenhouse, tracked_at: null }).success);
  assert.match(problemsOf(body, { tracked_at: null }), /exactly one tool/);
  assert.match(
    problemsOf(body, { greenhouse, onlyfy: greenhouse, tracked_at: null }),
    /exactly one/,
  );
  assert.match(problemsOf(body, { greenhouse }), /`tracked_at` is required/);
});

test('a connection link takes what the SDKs send, and refuses an environment without tool', () => {
  const { body } = createConnectionLink;
  const customer = { end_user_email: 'it@acme.example', end_user_organization_name: 'Acme' };
  assert.deepEqual(body.parse(customer), {
    ...customer,
    integration_category: 'HRIS',
    language: 'en',
    enable_filtering: false,
    enable_field_mapping: false,
    enable_static_ips: false,
    link_type: 'EMBEDDED',
  });
  assert.match(
    problemsOf(body, { ...customer, remote_environment: 'eu' }),
    /`remote_environment` needs `integration_tool`/,
  );
});

test('a date of birth is the day as it is written, whatever time and zone stand beside it', () => {
  const dayOf = (geburtsdatum: string) =>
    createApplication.body.parse({
      candidate,
      remote_fields: { piloga: { candidate: { geburtsdatum } } },
    }).remote_fields?.piloga?.candidate?.geburtsdatum;
  for (const time of ['', 'T00:00:00', 'T00:00:00.000Z', 'T00:00:00+14:00', 'T23:59:59-11:00']) {
    assert.equal(dayOf(`1990-05-04${time}`), '1990-05-04', time);
  }
  assert.throws(() => dayOf('1990-02-30'), /must be a day/);
});

test('the result of an assessment gets its defaults, and takes five files', () => {
  const { body } = updateOrderResult;
  const result = { status: 'COMPLETED', result_url: 'https://results.example/1' };
  assert.deepEqual(body.parse(result), { ...result, attributes: [], attachments: [] });
  const { type: _, ...report } = cv;
  const withFiles = (count: number) => ({ ...result, attachments: Array(count).fill(report) });
  assert.ok(body.safeParse(withFiles(5)).success);
  assert.match(problemsOf(body, withFiles(6)), /`attachments`/);
  assert.match(problemsOf(body, { ...result, status: 'REJECTED' }), /COMPLETED, CANCELLED, OPEN/);
  const part = { type: 'SUB_RESULT', id: 'logic', label: 'Logic', status: 'COMPLETED' };
  const withPart = (max: number) => ({
    ...result,
    attributes: [{ ...part, score: { value: 0, max } }],
  });
  assert.ok(body.safeParse(withPart(1)).success);
  assert.match(problemsOf(body, withPart(0)), /`attributes\[0\]\.score\.max`/);
});

test('the packages of assessments may be none, and each has a kind', () => {
  assert.ok(setPackages.body.safeParse({ packages: [] }).success);
  const without = { id: 'coding', name: 'Coding test', description: 'An hour of code.' };
  assert.match(problemsOf(setPackages.body, { packages: [without] }), /`packages\[0\]\.type`/);
});

test('a sync is full unless asked otherwise', () => {
  assert.deepEqual(triggerSync.body.parse({}), { type: 'FULL' });
  assert.equal(
    problemsOf(triggerSync.body, { type: 'ALL' }),
    'body field `type` must be one of FULL, DELTA',
  );
});
