import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readModels } from './read-models.ts';
import { scopeProblem, disabledBy } from './scopes.ts';
import { writeActions } from './write-actions.ts';

test('every model, action and field can be disabled, except for what makes a record itself', () => {
  const fixed = readModels.flatMap(({ id, fields }) => [
    ...(scopeProblem(id) === null ? [] : [id]),
    ...fields.map((field) => `${id}.${field}`).filter((name) => scopeProblem(name) !== null),
  ]);
  assert.deepEqual(
    fixed.filter((name) => !name.endsWith('.remote_id')),
    ['ats_application_stages.index', 'ats_roles.scope', 'ats_notes.candidate_id'],
  );
  assert.equal(fixed.length, readModels.length + 3);
  assert.equal(scopeProblem('passthrough'), null);
  for (const { id } of writeActions) assert.equal(scopeProblem(id), null);
});

test('what follows from a disabled model has names of its own', () => {
  const all = disabledBy(readModels.map(({ id }) => id));
  assert.ok(all.size > readModels.length);
  for (const name of all) assert.equal(scopeProblem(name), null, name);
  assert.deepEqual([...disabledBy(['ats_tags'])], ['ats_tags', 'ats_candidates.tags']);
  assert.deepEqual([...disabledBy(['ats_candidates.title'])], ['ats_candidates.title']);
});

test('records that always name another one are off with its model', () => {
  assert.ok(disabledBy(['ats_candidates']).has('ats_notes'));
  assert.ok(!disabledBy(['ats_applications']).has('ats_notes'));
});
