import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { z } from 'zod';

import { AtsError, GeneralError } from '../envelopes.ts';
import { type JsonSchema, toJsonSchema } from '../json-schema.ts';
import type { Operation } from '../operations/define-operation.ts';
import { operations } from '../operations/operations.ts';
import { webhooks } from '../webhooks/webhooks.ts';
import { compareSchemas, type SchemaDifference } from './compare-schemas.ts';
import { type DeliberateDifference, deliberateDifferences } from './deliberate-differences.ts';
import * as published from './published-contract.ts';

interface FoundDifference extends SchemaDifference {
  readonly where: string;
}

let comparedSchemas = 0;

function compareModel(
  where: string,
  model: z.ZodType | null,
  expected: JsonSchema | null,
  io: 'input' | 'output',
): FoundDifference[] {
  if (!model || !expected) {
    assert.equal(Boolean(model), Boolean(expected), `${where}: only one side has a schema`);
    return [];
  }
  comparedSchemas += 1;
  return compareSchemas(expected, toJsonSchema(model, io), io).map((found) => ({
    where,
    ...found,
  }));
}

function compareOperation(operation: Operation, row: published.PublishedOperation) {
  const { request, response, error } = published.readOperation(row.file);
  const name = operation.id;
  const errorModel = operation.errorType === 'ats' ? AtsError : GeneralError;
  return [
    ...compareFacts(operation, row, request.bodyRequired),
    ...compareModel(`${name}/path`, operation.pathParameters, request.path, 'input'),
    ...compareModel(`${name}/query`, operation.query, request.query, 'input'),
    ...compareModel(`${name}/body`, operation.body, request.body, 'input'),
    ...compareModel(`${name}/response`, operation.response, response.body, 'output'),
    ...compareModel(`${name}/error`, errorModel, error.body, 'output'),
  ];
}

function compareFacts(
  operation: Operation,
  row: published.PublishedOperation,
  bodyRequired: boolean,
): FoundDifference[] {
  const expected = {
    operationId: row.operationId,
    group: row.group,
    sdkMethod: row.sdkMethod.typescript,
    method: row.method,
    path: row.path,
    integrationHeader: row.integrationHeader,
    paginated: row.paginated,
    errorType: row.errorType === 'KomboAtsError' ? 'ats' : 'general',
    permission: row.permission,
    deprecated: row.deprecated,
    bodyRequired,
    sdkSince: row['x-since'] ?? null,
  };
  const where = `${operation.id}/operation`;
  return Object.entries(expected)
    .map(([aspect, wanted]) => ({
      where,
      path: '',
      aspect,
      expected: wanted as unknown,
      actual: operation[aspect as keyof typeof expected] as unknown,
    }))
    .filter((fact) => fact.expected !== fact.actual);
}

function compareEverything(): FoundDifference[] {
  const index = published.readIndex();
  const ours = new Map(operations.map((operation) => [operation.operationId as string, operation]));
  const ourWebhooks = new Map(webhooks.map((webhook) => [webhook.type as string, webhook]));
  return [
    ...index.operations.flatMap((row) => {
      const operation = ours.get(row.operationId);
      assert.ok(operation, `operation ${row.operationId} is missing`);
      return compareOperation(operation, row);
    }),
    ...index.webhooks.flatMap((row) => {
      const webhook = ourWebhooks.get(row.type);
      assert.ok(webhook, `webhook ${row.type} is missing`);
      const { body } = published.readWebhook(row.file);
      return compareModel(`${webhook.id}/webhook`, webhook.payload, body, 'output');
    }),
  ];
}

function isExplained(found: FoundDifference): boolean {
  return deliberateDifferences.some((entry) => explains(entry, found));
}

function explains(entry: DeliberateDifference, found: FoundDifference): boolean {
  return (
    entry.where.test(found.where) && entry.path === found.path && entry.aspect === found.aspect
  );
}

const skip = published.skipReason;

test('every schema equals the published contract, apart from the listed ones', { skip }, (t) => {
  const differences = compareEverything();
  assert.deepEqual(
    differences.filter((found) => !isExplained(found)),
    [],
  );
  const fewest = operations.length * 2 + webhooks.length;
  assert.ok(comparedSchemas >= fewest, `compared only ${comparedSchemas} schemas`);
  for (const { where, path, aspect, reason } of deliberateDifferences) {
    t.diagnostic(`deliberate: ${where.source} ${path} ${aspect}: ${reason}`);
  }
});

test('every listed difference still exists', { skip }, () => {
  const differences = compareEverything();
  const stale = deliberateDifferences.filter(
    (entry) => !differences.some((found) => explains(entry, found)),
  );
  assert.deepEqual(stale, []);
});

test('neither side has an operation or webhook that the other lacks', { skip }, () => {
  const index = published.readIndex();
  assert.deepEqual(
    operations.map((operation) => operation.operationId).toSorted(),
    index.operations.map((row) => row.operationId).toSorted(),
  );
  assert.deepEqual(
    webhooks.map((webhook) => webhook.type).toSorted(),
    index.webhooks.map((row) => row.type).toSorted(),
  );
});

test(
  'data-changed can name every ATS model of the published list, and dates the same',
  { skip },
  () => {
    const [words, since] = ['words', 'wordsSince'].map((wanted) =>
      compareEverything().find(
        ({ where, aspect }) => where === 'data-changed/webhook' && aspect === wanted,
      ),
    );
    assert.ok(words && since);
    assert.deepEqual(
      words.actual,
      (words.expected as string[]).filter((name) => name.startsWith('"ats_')),
    );
    assert.deepEqual(
      since.actual,
      Object.fromEntries(
        Object.entries(since.expected as object).filter(([name]) => name.startsWith('ats_')),
      ),
    );
  },
);
