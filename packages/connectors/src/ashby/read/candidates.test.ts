import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFixture } from '../fixtures/ashby-fixture-server.ts';
import { readFromFixtures } from '../fixtures/read-from-fixtures.ts';

interface Fixture {
  results: Record<string, unknown>[];
}

test('a candidate with everything keeps everything', async () => {
  const { records, issues } = await readFromFixtures('candidates');
  const raw = (readFixture('candidate.list') as unknown as Fixture).results[0]!;
  const [ana] = records;
  assert.deepEqual(ana, {
    remote_id: raw['id'],
    first_name: 'Ana María',
    last_name: 'Kowalska',
    company: 'Example Works',
    title: 'Backend engineer',
    source: 'Job fair',
    email_addresses: [
      { email_address: 'ana@example.com', type: 'PERSONAL' },
      { email_address: 'ana.work@example.com', type: 'WORK' },
    ],
    phone_numbers: [
      { phone_number: '+48 600 000 000', type: 'PERSONAL' },
      { phone_number: '+48 22 000 00 00', type: 'WORK' },
    ],
    social_media: [
      {
        link: 'https://www.linkedin.com/in/ana-kowalska-example',
        type: 'LINKEDIN',
        username: null,
      },
      { link: 'https://ana.example.com', type: 'WEBSITE', username: null },
    ],
    location: {
      city: 'Kraków',
      state: 'Lesser Poland',
      country: 'PL',
      raw: 'Kraków, Lesser Poland, Poland',
    },
    custom_fields: customFieldsOf(raw),
    remote_url: raw['profileUrl'],
    remote_created_at: '2026-03-02T09:00:00.000Z',
    remote_updated_at: '2026-03-05T09:00:00.000Z',
    tag_remote_ids: [(raw['tags'] as { id: string }[])[0]!.id],
    remote_data: { 'candidate.list': raw },
  });
  assert.deepEqual(issues, [
    { model: 'candidates', field: 'emailAddresses[].value', sample: 'not an address' },
  ]);
});

test('a candidate of whom little is known has nulls and empty lists', async () => {
  const { records } = await readFromFixtures('candidates');
  const ravi = records[1]!;
  assert.equal(ravi.first_name, 'Ravi');
  assert.equal(ravi.last_name, null);
  assert.deepEqual(ravi.email_addresses, []);
  assert.equal(ravi.location, null);
  assert.deepEqual(ravi.tag_remote_ids, []);
});

test('an unknown kind of contact becomes null and is reported', async () => {
  const fixture = readFixture('candidate.list') as unknown as Fixture;
  const strange = { value: '+49 30 000', type: 'Pager', isPrimary: true };
  fixture.results[1]!['phoneNumbers'] = [strange];
  const { records, issues } = await readFromFixtures('candidates', () => ({ ...fixture }));
  assert.deepEqual(records[1]!.phone_numbers, [{ phone_number: '+49 30 000', type: null }]);
  assert.deepEqual(issues.at(-1), {
    model: 'candidates',
    field: 'phoneNumbers[].type',
    sample: 'Pager',
  });
});

test('two addresses in one field are two addresses', async () => {
  const fixture = readFixture('candidate.list') as unknown as Fixture;
  fixture.results[1]!['emailAddresses'] = [
    { value: 'Ravi <ravi@example.com>; ravi@example.org', type: 'Work' },
  ];
  const { records } = await readFromFixtures('candidates', () => ({ ...fixture }));
  assert.deepEqual(records[1]!.email_addresses, [
    { email_address: 'ravi@example.com', type: 'WORK' },
    { email_address: 'ravi@example.org', type: 'WORK' },
  ]);
});

test('without a main address, the first one does not change with the order of the list', async () => {
  const fixture = readFixture('candidate.list') as unknown as Fixture;
  const addresses = ['b@example.com', 'a@example.com'].map((value) => ({ value, type: 'Work' }));
  const firsts = [];
  for (const list of [addresses, addresses.toReversed()]) {
    fixture.results[1]!['emailAddresses'] = list;
    const { records } = await readFromFixtures('candidates', () => ({ ...fixture }));
    firsts.push(records[1]!.email_addresses![0]!.email_address);
  }
  assert.deepEqual(firsts, ['a@example.com', 'a@example.com']);
});

test('a field of the wrong type is lost alone', async () => {
  const fixture = readFixture('candidate.list') as unknown as Fixture;
  fixture.results[1]!['company'] = { name: 'Example' };
  const { records, issues } = await readFromFixtures('candidates', () => ({ ...fixture }));
  assert.equal(records.length, 2);
  assert.equal(records[1]!.company, null);
  assert.ok(issues.some((issue) => issue.field === 'company'));
});

function customFieldsOf(raw: Record<string, unknown>): Record<string, unknown> {
  const [notice, travel] = raw['customFields'] as { id: string }[];
  return { [notice!.id]: 'P3M', [travel!.id]: true };
}
