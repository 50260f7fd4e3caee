import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';

import * as index from './index.ts';
import { operations } from './operations.ts';

const exported = new Map<string, unknown>(Object.entries(index));

test('there are 24 ATS, 13 general and 2 connect operations', () => {
  const counts = Object.groupBy(operations, (operation) => operation.group);
  assert.equal(counts.ats?.length, 24);
  assert.equal(counts.general?.length, 13);
  assert.equal(counts.connect?.length, 2);
});

test('every operation has its own id, a file and an export of that name', () => {
  assert.equal(new Set(operations.map((operation) => operation.id)).size, operations.length);
  for (const operation of operations) {
    assert.ok(existsSync(new URL(`${operation.id}.ts`, import.meta.url)), operation.id);
    const [, name = ''] = operation.sdkMethod.split('.');
    assert.equal(exported.get(name), operation);
  }
});

test('the path parameters of a model are those in the path', () => {
  for (const { id, path, pathParameters } of operations) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    assert.deepEqual(Object.keys(pathParameters?.shape ?? {}), inPath, id);
  }
});

test('every operation is explained', () => {
  for (const { id, summary, description } of operations) {
    assert.ok(summary.length > 5 && !summary.endsWith('.'), id);
    assert.ok(description.length > 20 && description.endsWith('.'), id);
  }
});
