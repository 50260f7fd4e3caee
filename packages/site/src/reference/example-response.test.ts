import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientOperations, type Operation, webhooks } from '@hirewire/contract';
import { examplePayload, exampleResponse } from './example-response.ts';

const all: readonly Operation[] = clientOperations;

interface ExampleRecord {
  id: string;
  candidate_id?: string;
  job_id?: string;
  current_stage_id?: string;
  candidate?: { id: string };
  job?: { id: string };
}

function recordsOf(list: string): ExampleRecord[] {
  const operation = all.find(({ id }) => id === list) ?? assert.fail(list);
  return (exampleResponse(operation) as { data: { results: ExampleRecord[] } }).data.results;
}

test('the example response of each operation is one that the contract allows', () => {
  for (const operation of all) {
    const { success, error } = operation.response.safeParse(exampleResponse(operation));
    assert.ok(success, `${operation.id}: ${error?.message}`);
  }
});

test('the example payload of each webhook is one that the contract allows', () => {
  for (const { type, payload } of webhooks) {
    const { success, error } = payload.safeParse(examplePayload(type));
    assert.ok(success, `${type}: ${error?.message}`);
  }
});

test('people in examples are invented: their addresses end in example.com', () => {
  const text = JSON.stringify([
    ...all.map(exampleResponse),
    ...webhooks.map(({ type }) => examplePayload(type)),
  ]);
  const addresses = text.match(/[\w.+-]+@[\w.-]+/g) ?? [];
  assert.ok(addresses.length > 10);
  for (const address of addresses) assert.match(address, /@example\.com$/);
});

test('an id is the same wherever it appears', () => {
  const [application] = recordsOf('get-applications');
  const ids = [application?.candidate_id, application?.job_id, application?.current_stage_id];
  const own = ['get-candidates', 'get-jobs', 'get-application-stages'].map(
    (list) => recordsOf(list)[0]?.id,
  );
  assert.deepEqual(ids, own);
  assert.deepEqual([application?.candidate?.id, application?.job?.id], own.slice(0, 2));
});

test('the example of a list shows a record', () => {
  for (const operation of all.filter(({ kind }) => kind === 'list')) {
    const records = recordsOf(operation.id);
    assert.equal(records.length, 1, operation.id);
    assert.ok(Object.keys(records[0] ?? {}).length > 3, operation.id);
  }
});
