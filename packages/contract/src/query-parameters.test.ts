import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';
import type { z } from 'zod';

import { describeInputProblems } from './input-problems.ts';
import { getIntegrationFields } from './operations/index.ts';
import { listOperations } from './operations/list-operations.ts';
import type { ListOperationId } from './read-models.ts';

function listQueryOf(id: ListOperationId): z.ZodObject {
  const operation = listOperations.find((one) => one.id === id);
  return operation?.query ?? assert.fail(`there is no list ${id}`);
}

const jobsQuery = listQueryOf('get-jobs');
const applicationsQuery = listQueryOf('get-applications');

type RawQuery = Record<string, string | string[] | undefined>;

const defaults = { page_size: 100, include_deleted: false, ignore_unsupported_filters: false };

function problemsOf(query: RawQuery): string {
  const { error } = jobsQuery.safeParse(query);
  assert.ok(error, `${JSON.stringify(query)} was accepted`);
  return describeInputProblems(error, 'query');
}

test('a query without parameters has the defaults', () => {
  assert.deepEqual(jobsQuery.parse({}), defaults);
});

test('the defaults that the SDKs always send are accepted', () => {
  const sent = { page_size: '100', include_deleted: 'false', ignore_unsupported_filters: 'false' };
  assert.deepEqual(jobsQuery.parse(sent), defaults);
});

test('every parameter is parsed to its type', () => {
  const parsed = applicationsQuery.parse({
    cursor: 'abc',
    page_size: '250',
    updated_after: '2024-01-02T03:04:05.123456',
    include_deleted: 'true',
    ids: 'one,two',
    outcomes: 'PENDING,HIRED',
    outcome: 'HIRED',
    remote_created_after: '2024-01-02',
  });
  assert.deepEqual(parsed, {
    ...defaults,
    cursor: 'abc',
    page_size: 250,
    updated_after: '2024-01-02T03:04:05.123Z',
    include_deleted: true,
    ids: ['one', 'two'],
    outcomes: ['PENDING', 'HIRED'],
    outcome: 'HIRED',
    remote_created_after: '2024-01-02T00:00:00.000Z',
  });
});

test('a list keeps its entries, whatever they hold but commas', () => {
  const entry = fc.string({ minLength: 1 }).map((text) => text.replaceAll(',', ';'));
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1 }), (entries) => {
      const parsed = jobsQuery.parse({ remote_ids: entries.join(',') });
      assert.deepEqual(parsed['remote_ids'], entries);
    }),
  );
});

test('a page size is accepted exactly when it is a whole number from 1 to 250', () => {
  fc.assert(
    fc.property(fc.oneof(fc.integer({ min: -300, max: 300 }).map(String), fc.string()), (text) => {
      const isGood = /^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= 250;
      assert.equal(jobsQuery.safeParse({ page_size: text }).success, isGood);
    }),
  );
});

test('only true and false are flags', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.constantFrom('true', 'false', 'TRUE', '1', ''), fc.string()),
      (text) => {
        const isGood = text === 'true' || text === 'false';
        assert.equal(jobsQuery.safeParse({ include_deleted: text }).success, isGood);
      },
    ),
  );
});

test('integration fields come in pages of up to 2000', () => {
  assert.equal(getIntegrationFields.query.parse({ page_size: '2000' }).page_size, 2000);
  assert.ok(!getIntegrationFields.query.safeParse({ page_size: '2001' }).success);
});

const mistakes: [query: RawQuery, message: string][] = [
  [{ page_size: '0' }, 'query parameter `page_size` must be a whole number from 1 to 250'],
  [{ page_size: '251' }, 'query parameter `page_size` must be a whole number from 1 to 250'],
  [{ page_size: 'abc' }, 'query parameter `page_size` must be a whole number from 1 to 250'],
  [{ page_size: '1e2' }, 'query parameter `page_size` must be a whole number from 1 to 250'],
  [{ page_size: '' }, 'query parameter `page_size` must be a whole number from 1 to 250'],
  [{ ids: ['a', 'b'] }, 'query parameter `ids` must be given only once'],
  [{ cursor: ['a', 'b'] }, 'query parameter `cursor` must be given only once'],
  [
    { ids: '' },
    'query parameter `ids[0]` must not be empty: leave the parameter out, or fill every entry',
  ],
  [
    { ids: 'a,,b' },
    'query parameter `ids[1]` must not be empty: leave the parameter out, or fill every entry',
  ],
  [
    { statuses: 'OPEN,open' },
    'query parameter `statuses[1]` must be one of OPEN, CLOSED, DRAFT, ARCHIVED',
  ],
  [{ status: 'GONE' }, 'query parameter `status` must be one of OPEN, CLOSED, DRAFT, ARCHIVED'],
  [{ include_deleted: 'yes' }, 'query parameter `include_deleted` must be one of true, false'],
  [{ pagesize: '1' }, 'query parameter `pagesize` is not known here'],
  [
    { updated_after: '2024-02-31' },
    'query parameter `updated_after` must be a date or date-time, such as 2024-01-31 or 2024-01-31T09:30:00Z (write + as %2B)',
  ],
];

for (const [query, message] of mistakes) {
  test(`${JSON.stringify(query)} is refused with a reason`, () => {
    assert.equal(problemsOf(query), message);
  });
}

test('a message names five problems and counts the others', () => {
  const query = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((key) => [key, '1']));
  assert.match(problemsOf(query), /^query parameter `a` .*`e` is not known here; and 2 more$/);
});
