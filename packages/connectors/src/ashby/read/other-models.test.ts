import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFixture } from '../fixtures/ashby-fixture-server.ts';
import { readFromFixtures } from '../fixtures/read-from-fixtures.ts';
import { toUnifiedType } from './roles.ts';

type Raw = Record<string, unknown>;
const resultsOf = (method: string): Raw[] => readFixture(method)['results'] as Raw[];

test('every event of a schedule is an interview, and only schedules that were canceled are', async () => {
  const { records, issues } = await readFromFixtures('interviews');
  const [noor] = resultsOf('user.list');
  const [schedule] = resultsOf('interviewSchedule.list');
  assert.deepEqual(
    records.map(({ title, canceled }) => [title, canceled]),
    [
      ['System design', false],
      ['Lunch', false],
      ['System design', true],
    ],
  );
  const { remote_data: remoteData, ...interview } = records[0]!;
  assert.deepEqual(interview, {
    remote_id: (schedule!['interviewEvents'] as Raw[])[0]!['id'],
    title: 'System design',
    starting_at: '2026-03-10T14:00:00.000Z',
    ending_at: '2026-03-10T15:00:00.000Z',
    location: { raw: 'Room 2' },
    video_conferencing_url: 'https://meet.example.com/abc',
    application_remote_id: schedule!['applicationId'],
    stage_remote_id: schedule!['interviewStageId'],
    canceled: false,
    remote_created_at: '2026-03-04T09:00:00.000Z',
    remote_updated_at: '2026-03-04T09:00:00.000Z',
    user_remote_ids: [noor!['id']],
  });
  const kept = remoteData!['interviewSchedule.list'] as { interviewEvents: unknown[] };
  assert.equal(kept.interviewEvents.length, 1);
  assert.deepEqual(issues, []);
});

test('an offer is approved once its version is and until it is sent', async () => {
  const { records } = await readFromFixtures('offers');
  assert.deepEqual(
    records.map((record) => record.status),
    ['ACCEPTED', 'APPROVED'],
  );
  assert.equal(records[0]!.employment_start_date, '2026-06-01T00:00:00.000Z');
  assert.deepEqual(Object.values(records[0]!.custom_fields!), ['Yes']);
});

test('somebody starts on the day that the offer says, in whatever zone', async () => {
  const fixture = readFixture('offer.list');
  const text = JSON.stringify(fixture).replaceAll('"2026-06-01"', '"2026-06-01T23:30:00-08:00"');
  const { records } = await readFromFixtures('offers', () => JSON.parse(text) as Raw);
  assert.equal(records[0]!.employment_start_date, '2026-06-01T00:00:00.000Z');
});

test('an offer without an offer status goes by its acceptance', async () => {
  const fixture = readFixture('offer.list');
  for (const offer of fixture['results'] as Raw[]) delete offer['offerStatus'];
  const { records } = await readFromFixtures('offers', () => fixture);
  assert.deepEqual(
    records.map((record) => record.status),
    ['ACCEPTED', 'APPROVED'],
  );
});

test('deactivated users are read and have the role of their access level', async () => {
  const { records } = await readFromFixtures('users', (_method, body) => {
    assert.equal(body['includeDeactivated'], true);
    return undefined;
  });
  assert.deepEqual(
    records.map(({ status, system_role_remote_ids: roles }) => [status, roles]),
    [
      ['ACTIVE', ['Organization Admin']],
      ['INACTIVE', ['Limited Access']],
    ],
  );
  assert.equal(records[0]!.email, 'noor.haddad@example.com');
});

test('roles are the four access levels and the hiring team roles', async () => {
  const { records } = await readFromFixtures('roles');
  assert.deepEqual(
    records.map(({ remote_label: label, scope, unified_type: type }) => [label, scope, type]),
    [
      ['Organization Admin', 'SYSTEM', 'ADMIN'],
      ['Elevated Access', 'SYSTEM', null],
      ['Limited Access', 'SYSTEM', null],
      ['External Recruiter', 'SYSTEM', null],
      ['Hiring Manager', 'JOB', 'HIRING_MANAGER'],
      ['Lead Recruiter', 'JOB', 'RECRUITER'],
      ['Onboarding Buddy', 'JOB', null],
    ],
  );
});

test('a hiring team role is known by a part of its title', () => {
  assert.equal(toUnifiedType('Recruiting coordinator'), 'COORDINATOR');
  assert.equal(toUnifiedType('Senior Sourcer'), 'SOURCER');
  assert.equal(toUnifiedType('Interviewer'), null);
});

test('tags and rejection reasons include archived ones', async () => {
  const tags = await readFromFixtures('tags', (_method, body) => {
    assert.equal(body['includeArchived'], true);
    return undefined;
  });
  assert.deepEqual(
    tags.records.map((tag) => tag.name),
    ['Speaks Polish', 'Referral 2019'],
  );
  const reasons = await readFromFixtures('rejection_reasons', (_method, body) => {
    assert.equal(body['includeArchived'], true);
    return undefined;
  });
  assert.deepEqual(
    reasons.records.map((reason) => reason.name),
    ['Lacks experience', 'Position cancelled'],
  );
});

test('the stages of an archived plan are inactive', async () => {
  const { records } = await readFromFixtures('application_stages');
  assert.deepEqual(
    records.map(({ name, status }) => [name, status]),
    [
      ['New lead', 'ACTIVE'],
      ['Phone call', 'ACTIVE'],
      ['Hired', 'ACTIVE'],
      ['Archived', 'ACTIVE'],
      ['Trial day', 'INACTIVE'],
    ],
  );
});
