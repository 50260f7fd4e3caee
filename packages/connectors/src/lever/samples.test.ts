import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Json } from '@hirewire/connector-kit';
import { openLever, readRecords } from './fixtures/open-lever.ts';
import { references } from './fixtures/records.ts';

/** Answers of a sandbox. They are not ours to publish, so that these tests run only beside them. */
const folder = new URL('../../../../../shared/vendors/lever/amp-labs-samples/', import.meta.url);
const skip = existsSync(folder) ? false : 'Lever’s samples are not beside the checkout.';

type Fields = Readonly<Record<string, Json>>;

function sample(name: string): Fields[] {
  const file = readFileSync(new URL(`${name}.json`, folder), 'utf8');
  return (JSON.parse(file) as { data: Fields[] }).data;
}

const iso = (time: Json | undefined): string => new Date(Number(time)).toISOString();

test('the sample of opportunities is an application and a candidate, whole', { skip }, async () => {
  const [raw = {}] = sample('opportunities');
  const session = await openLever({
    ...references,
    'GET /opportunities': [raw],
    [`GET /opportunities/${raw['id'] as string}/applications`]: [],
  });
  const [application] = await readRecords(session, 'applications');
  assert.partialDeepStrictEqual(application, {
    remote_id: raw['id'],
    outcome: 'PENDING',
    current_stage_remote_id: raw['stage'],
    candidate_remote_id: raw['contact'],
    remote_created_at: iso(raw['createdAt']),
    remote_updated_at: iso(raw['updatedAt']),
    remote_url: (raw['urls'] as Fields)['show'],
    remote_data: { '/opportunities': raw },
  });
  const [candidate] = await readRecords(session, 'candidates');
  assert.partialDeepStrictEqual(candidate, {
    remote_id: raw['contact'],
    first_name: 'karan',
    confidential: false,
    source: 'Added manually',
    tag_remote_ids: raw['tags'],
    email_addresses: [],
    phone_numbers: [],
    social_media: [],
    remote_data: { '/opportunities': [raw] },
  });
  assert.deepEqual(session.issues, []);
});

test('the sample of users is a user with a role, whole', { skip }, async () => {
  const [raw = {}] = sample('users');
  const session = await openLever({ 'GET /users': [raw] });
  assert.partialDeepStrictEqual(await readRecords(session, 'users'), [
    {
      remote_id: raw['id'],
      first_name: raw['name'],
      last_name: null,
      email: raw['email'],
      status: 'ACTIVE',
      system_role_remote_ids: ['super admin'],
      remote_data: { '/users': raw },
    },
  ]);
  assert.deepEqual(session.issues, []);
});
