import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ModelName } from '@hirewire/contract';
import { recordSchemas } from './record-schemas.ts';

function problems(model: ModelName, record: object): string[] {
  const { error } = recordSchemas[model].safeParse(record);
  return (error?.issues ?? []).map(({ path, code }) => `${path.join('.')} ${code}`);
}

const job = { stages: [], screening_questions: [], job_postings: [], hiring_team: [] };

test('a record may leave out or empty what the wire may', () => {
  assert.deepEqual(problems('tags', { remote_id: '1' }), []);
  assert.deepEqual(problems('tags', { remote_id: '1', name: null, remote_data: null }), []);
  assert.deepEqual(problems('jobs', { remote_id: '1', ...job, location: { city: null } }), []);
});

test('a record must have an id, and its lists', () => {
  assert.deepEqual(problems('tags', {}), ['remote_id invalid_type']);
  assert.deepEqual(problems('tags', { remote_id: '' }), ['remote_id too_small']);
  assert.deepEqual(problems('users', { remote_id: '1' }), ['system_role_remote_ids invalid_type']);
  const { stages: _, ...rest } = job;
  assert.deepEqual(problems('jobs', { remote_id: '1', ...rest }), ['stages invalid_type']);
});

test('a record has nothing more, and no id of ours', () => {
  for (const [name, value] of Object.entries({ id: 'x', job_id: 'x', changed_at: null, job: {} })) {
    assert.deepEqual(problems('applications', { remote_id: '1', [name]: value }), [
      ' unrecognized_keys',
    ]);
  }
  const posting = { remote_id: 'p', remote_data: {} };
  assert.deepEqual(problems('jobs', { remote_id: '1', ...job, job_postings: [posting] }), [
    'job_postings.0 unrecognized_keys',
  ]);
});

test('dates are written as `toIsoDate` writes them, and addresses are addresses', () => {
  const offer = { remote_id: '1', employment_start_date: '2026-01-31' };
  assert.deepEqual(problems('offers', offer), ['employment_start_date custom']);
  const user = { remote_id: '1', email: 'ada at example', system_role_remote_ids: [] };
  assert.deepEqual(problems('users', user), ['email custom']);
  assert.deepEqual(problems('users', { ...user, email: 'ada@example.com' }), []);
});

test('what the wire leaves open is JSON', () => {
  const stage = { remote_id: '1', custom_fields: { key: () => 1 } };
  assert.equal(problems('application_stages', stage).length, 1);
  assert.deepEqual(problems('application_stages', { ...stage, custom_fields: { key: [1] } }), []);
});
