import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Operation, operations, webhooks } from '@hirewire/contract';
import { examplePayload, exampleResponse } from './example-response.ts';

const all: readonly Operation[] = operations;

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
  const byId = (id: string) => all.find((one) => one.id === id) ?? assert.fail(id);
  const first = (id: string) =>
    (exampleResponse(byId(id)) as { data: { results: Record<string, unknown>[] } }).data.results[0];
  const application = first('get-applications');
  assert.equal(application?.['candidate_id'], first('get-candidates')?.['id']);
  assert.equal(application?.['job_id'], first('get-jobs')?.['id']);
  assert.equal(application?.['current_stage_id'], first('get-application-stages')?.['id']);
  assert.deepEqual(
    [application?.['candidate_id'], application?.['job_id']],
    [
      (application?.['candidate'] as { id: string }).id,
      (application?.['job'] as { id: string }).id,
    ],
  );
});

test('the example of a list shows a record', () => {
  for (const operation of all.filter(({ kind }) => kind === 'list')) {
    const { data } = exampleResponse(operation) as { data: { results: object[] } };
    assert.equal(data.results.length, 1, operation.id);
    assert.ok(Object.keys(data.results[0] ?? {}).length > 3, operation.id);
  }
});
