import assert from 'node:assert/strict';
import { test } from 'node:test';

import { getJobs, getRoles, getTags, getUsers } from '../operations/index.ts';
import { syncFinished } from '../webhooks/index.ts';
import { Candidate, QuestionFormat, ScorecardResponse, ScreeningQuestionAnswer } from './index.ts';

const changedAt = '2024-05-06T07:08:09.000Z';

const tag = {
  id: '8Xi6iZrwusZqJmDGXs49GBmJ',
  remote_id: '32',
  name: 'Seniör',
  changed_at: changedAt,
  remote_deleted_at: null,
};

const page = (...results: object[]) => ({ status: 'success', data: { next: null, results } });

test('a page of records is accepted, with fields that nobody knows yet', () => {
  assert.ok(getTags.response.safeParse(page(tag, { ...tag, colour: 'red' })).success);
});

test('a page needs its cursor and its results', () => {
  assert.ok(!getTags.response.safeParse({ status: 'success', data: { results: [] } }).success);
  assert.ok(!getTags.response.safeParse({ status: 'success', data: { next: null } }).success);
});

test('no key of a record may be missing, and only some may be null', () => {
  for (const key of Object.keys(tag)) {
    const { [key]: _, ...others } = tag as Record<string, unknown>;
    assert.ok(!getTags.response.safeParse(page(others)).success, key);
  }
  assert.ok(getTags.response.safeParse(page({ ...tag, name: null })).success);
  assert.ok(!getTags.response.safeParse(page({ ...tag, changed_at: null })).success);
});

test('an instant needs a time and a zone', () => {
  for (const changed_at of ['2024-05-06', '2024-05-06T07:08:09', '2024-02-31T00:00:00Z']) {
    assert.ok(!getTags.response.safeParse(page({ ...tag, changed_at })).success, changed_at);
  }
});

test('closed word lists refuse other words, open ones take any', () => {
  const { name: _, ...others } = tag;
  const role = { ...others, remote_label: 'Owner', scope: 'JOB', unified_type: null };
  assert.ok(getRoles.response.safeParse(page(role)).success);
  assert.ok(!getRoles.response.safeParse(page({ ...role, scope: 'TEAM' })).success);
  const status = getJobs.response.shape.data.shape.results.element.shape.status;
  assert.ok(status.safeParse('SOMETHING_NEW').success);
});

test('a record with an e-mail address that is none is refused', () => {
  const { name: _, ...others } = tag;
  const user = { ...others, first_name: 'Ida', last_name: null, status: null, system_roles: [] };
  for (const email of ['ida@quill.example', 'Ida.Q+1@Quill.Example', null, undefined]) {
    assert.ok(getUsers.response.safeParse(page({ ...user, email })).success, String(email));
  }
  assert.ok(!getUsers.response.safeParse(page({ ...user, email: 'ida at quill' })).success);
});

test('candidates may leave out lists that they may also have as null', () => {
  const shape = Candidate.shape;
  for (const list of [shape.email_addresses, shape.phone_numbers, shape.social_media]) {
    assert.ok(list.safeParse(undefined).success && list.safeParse(null).success);
  }
  assert.ok(!shape.tags.safeParse(null).success);
});

test('a scorecard answers in the shape of its type, and a day has no time', () => {
  const question = { remote_id: null, label: 'Since when?', description: null, required: null };
  const fits = (type: string, answer: unknown, further: object = {}) =>
    ScorecardResponse.safeParse({ ...question, type, answer, ...further }).success;
  assert.ok(fits('DATE', '2026-01-31') && fits('DATE', null));
  assert.ok(!fits('DATE', '2026-01-31T00:00:00Z') && !fits('DATE', '2026-02-30'));
  const strong = { remote_id: null, label: 'Strong yes' };
  assert.ok(fits('SINGLE_SELECT', strong, { options: [strong] }));
  assert.ok(!fits('SINGLE_SELECT', strong));
  assert.ok(!fits('SINGLE_SELECT', 'Strong yes', { options: [strong] }));
  assert.ok(!fits('TEXT', undefined) && !fits('UNKNOWN', null));
});

test('the type of a question decides what belongs to it', () => {
  assert.ok(QuestionFormat.safeParse({ type: 'INFORMATION' }).success);
  assert.ok(!QuestionFormat.safeParse({ type: 'SINGLE_SELECT' }).success);
  assert.ok(!QuestionFormat.safeParse({ type: 'ESSAY' }).success);
  const question = { remote_id: null, title: 'When?', type: 'DATE' };
  const answered = (date: string) =>
    ScreeningQuestionAnswer.safeParse({ answer: { date }, question });
  assert.ok(answered('2024-05-06T00:00:00Z').success);
  assert.ok(!answered('2024-05-06').success);
});

test('a webhook carries its own type', () => {
  const content = {
    sync_id: 'a',
    sync_state: 'SUCCEEDED',
    sync_started_at: changedAt,
    sync_ended_at: changedAt,
    sync_duration_seconds: 3,
    integration_id: 'ashby:a',
    integration_tool: 'ashby',
    integration_category: 'ATS',
    end_user: { organization_name: 'Acme', creator_email: null, origin_id: null },
    log_url: 'https://hirewire.example/runs/a',
  };
  const { payload } = syncFinished;
  assert.ok(payload.safeParse({ id: 'e', type: 'sync-finished', data: content }).success);
  assert.ok(!payload.safeParse({ id: 'e', type: 'data-changed', data: content }).success);
});
