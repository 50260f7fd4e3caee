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
  triggerSync,
} from '../operations/index.ts';

const candidate = { first_name: 'Mara', last_name: 'Quill', email_address: 'mara@quill.example' };
const cv = { name: 'cv.pdf', type: 'CV', content_type: 'application/pdf', data: 'JVBERi0=' };

function problemsOf(model: z.ZodType, body: unknown): string {
  const { error } = model.safeParse(body);
  assert.ok(error, 'the body was accepted');
  return describeInputProblems(error, 'body');
}

test('an application gets its defaults, and its dates in UTC', () => {
  const parsed = createApplication.body.parse({
    candidate: { ...candidate, availability_date: '2024-05-01' },
  });
  assert.deepEqual(parsed, {
    candidate: { ...candidate, availability_date: '2024-05-01T00:00:00.000Z', social_links: [] },
    attachments: [],
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
    link_type: 'EMBEDDED',
  });
  assert.match(
    problemsOf(body, { ...customer, remote_environment: 'eu' }),
    /`remote_environment` needs `integration_tool`/,
  );
});

test('a sync is full unless asked otherwise', () => {
  assert.deepEqual(triggerSync.body.parse({}), { type: 'FULL' });
  assert.equal(
    problemsOf(triggerSync.body, { type: 'ALL' }),
    'body field `type` must be one of FULL, DELTA',
  );
});
