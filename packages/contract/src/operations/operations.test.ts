import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

import { webhooks } from '../webhooks/webhooks.ts';
import * as index from './index.ts';
import { operations } from './operations.ts';

const exported = new Map<string, unknown>(Object.entries(index));

test('there are 27 ATS, 13 general, 2 connect and 4 assessment operations', () => {
  const counts = Object.groupBy(operations, (operation) => operation.group);
  assert.equal(counts.ats?.length, 27);
  assert.equal(counts.general?.length, 13);
  assert.equal(counts.connect?.length, 2);
  assert.equal(counts.assessment?.length, 4);
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

test('what is not there yet has a reason, a sentence, and so have the webhooks', () => {
  const reasons = [...operations, ...webhooks].flatMap(({ notImplemented }) =>
    notImplemented === null ? [] : [notImplemented],
  );
  assert.ok(reasons.length > 0);
  for (const reason of reasons) assert.match(reason, /^[A-Z].{20,}\.$/);
});

test('the migration guide lists exactly what is not there yet, and why', () => {
  const guide = new URL(
    '../../../../docs/guides/migrate-from-the-official-sdk.md',
    import.meta.url,
  );
  const rows = [...readFileSync(guide, 'utf8').matchAll(/^\| `([A-Z]+ \/\S+)` \| (.*) \|$/gm)];
  assert.deepEqual(
    rows.map(([, operation, reason]) => `${operation}: ${reason}`).toSorted(),
    operations
      .flatMap(({ method, path, notImplemented }) =>
        notImplemented === null ? [] : [`${method} ${path}: ${notImplemented}`],
      )
      .toSorted(),
  );
});

test('every operation is explained', () => {
  for (const { id, summary, description } of operations) {
    assert.ok(summary.length > 5 && !summary.endsWith('.'), id);
    assert.ok(description.length > 20 && description.endsWith('.'), id);
  }
});
