import assert from 'node:assert/strict';
import { test } from 'node:test';
import { operations, readModels } from '@hirewire/contract';

import { filterFields } from './filter-fields.ts';

const everywhere = [
  'cursor',
  'page_size',
  'updated_after',
  'include_deleted',
  'ignore_unsupported_filters',
  'ids',
  'remote_ids',
];

test('every filter of every list names the fields that it needs, and no other filter does', () => {
  const listed = operations
    .filter((operation) => operation.kind === 'list')
    .filter(({ notImplemented }) => notImplemented === null)
    .flatMap(({ path, query }) => {
      const model = path.replace('/ats/', '').replaceAll('-', '_');
      const own = Object.keys(query.shape).filter((name) => !everywhere.includes(name));
      return own.map((name) => `${model}.${name}`);
    });
  const known = Object.entries(filterFields).flatMap(([model, filters]) =>
    Object.keys(filters).map((name) => `${model}.${name}`),
  );
  assert.ok(listed.length > 10);
  assert.deepEqual(new Set(known), new Set(listed));
});

test('the fields of filters are those that coverage declarations speak about', () => {
  const named = Object.values(filterFields).flatMap((filters) => Object.values(filters).flat());
  assert.ok(named.length > 10);
  for (const { model, field } of named) {
    const readModel = readModels.find(({ id }) => id === model);
    assert.ok(readModel?.fields.includes(field), `${model}.${field}`);
  }
});
