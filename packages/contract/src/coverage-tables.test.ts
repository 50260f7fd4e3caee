import assert from 'node:assert/strict';
import { test } from 'node:test';

import { operations } from './operations/operations.ts';
import { fieldsOfFilter, readModelIds, readModels } from './read-models.ts';
import { writeActionId, writeActions } from './write-actions.ts';

const fieldsOf = (id: string) => readModels.find((model) => model.id === id)?.fields ?? [];

test('every read model is in the table once, with fields', () => {
  assert.deepEqual(
    readModels.map((model) => model.id),
    readModelIds,
  );
  for (const { id, fields } of readModels) {
    assert.ok(fields.length > 0, id);
    assert.equal(new Set(fields).size, fields.length, id);
  }
});

test('fields are opened where an object has known keys', () => {
  assert.ok(fieldsOf('ats_candidates').includes('location.city'));
  assert.ok(!fieldsOf('ats_candidates').includes('location'));
  assert.ok(fieldsOf('ats_candidates').includes('email_addresses'));
  assert.ok(fieldsOf('ats_application_stages').includes('index'));
});

test('what we fill ourselves or cover elsewhere is no field', () => {
  for (const { fields } of readModels) {
    for (const name of ['id', 'changed_at', 'remote_deleted_at', 'remote_data']) {
      assert.ok(!fields.includes(name), name);
    }
  }
  assert.ok(!fieldsOf('ats_applications').some((name) => name.startsWith('candidate.')));
});

test('filters look at fields that coverage speaks about, and at columns', () => {
  const looked = readModels.flatMap((model) =>
    Object.values(model.filters).flatMap((filter) => fieldsOfFilter(model, filter)),
  );
  assert.ok(looked.length > 20);
  for (const [owner, field] of looked) {
    assert.ok(owner.fields.includes(field), `${owner.id}.${field}`);
    assert.ok(owner.columns[field], `${owner.name} has no column ${field}`);
  }
});

test('every field of the wire has one place in its descriptor', () => {
  const filledByStore = new Set([
    'changed_at',
    'remote_deleted_at',
    'remote_data',
    'integration_fields',
  ]);
  for (const model of readModels) {
    const placed = [
      ...Object.values(model.own).flat(),
      ...Object.keys(model.preserved),
      ...Object.keys(model.memberships),
      ...Object.keys(model.links),
      ...model.parts,
    ];
    const others = model.composed.filter((field) => !placed.includes(field));
    const all = [...placed, ...others];
    assert.equal(new Set(all).size, all.length, model.name);
    const onWire = Object.keys(model.wire.shape).filter((field) => !filledByStore.has(field));
    assert.deepEqual(all.toSorted(), onWire.toSorted(), model.name);
  }
});

test('of what belongs to a candidate, every field is personal or known not to be', () => {
  const impersonal = [
    'outcome',
    'rejection_reason_name',
    'rejected_at',
    'status',
    'is_private',
    'canceled',
    'starting_at',
    'ending_at',
    'employment_start_date',
    'video_conferencing_url',
    'id',
    'remote_id',
    'remote_url',
    'remote_created_at',
    'remote_updated_at',
  ];
  const belonging = readModels.filter(({ references }) =>
    Object.values(references).some((target) => ['candidates', 'applications'].includes(target)),
  );
  assert.ok(belonging.length >= 5);
  for (const { name, own, preserved, references, personal } of belonging) {
    const known = new Set([...impersonal, ...Object.keys(references), ...personal]);
    const fields = [...Object.values(own).flat(), ...Object.keys(preserved)];
    const unknown = fields.filter((field) => !known.has(field));
    assert.deepEqual(unknown, [], name);
    assert.ok(personal.every((field) => fields.includes(field)));
  }
});

test('every live action is in the table, with its unified inputs', () => {
  const actions = operations.filter((operation) => operation.kind === 'action');
  assert.equal(writeActions.length, 14);
  assert.deepEqual(
    writeActions.map((action) => action.operationId),
    actions.map((operation) => operation.id),
  );
  const create = writeActions.find((action) => action.id === 'ats_create_application');
  assert.ok(create?.fields.includes('candidate.first_name'));
  assert.ok(!create?.fields.some((name) => name.startsWith('remote_fields')));
  const track = writeActions.find((action) => action.id === 'ats_import_tracked_application');
  assert.deepEqual(track?.fields, ['tracked_at']);
});

test('an action is named after its operation', () => {
  assert.equal(writeActionId('move-application-to-stage'), 'ats_move_application_to_stage');
});
