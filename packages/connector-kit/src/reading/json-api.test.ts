import assert from 'node:assert/strict';
import { test } from 'node:test';
import { JsonApiResource, indexIncluded, linkedId, linkedIds } from './json-api.ts';

const job = JsonApiResource.parse({
  id: '7',
  type: 'jobs',
  relationships: {
    department: { data: { id: '1', type: 'departments' } },
    stages: { data: [9, 10, 11].map((id) => ({ id, type: 'stages' })) },
    user: { data: null },
    role: { links: { related: 'https://api.example.com/jobs/7/role' } },
  },
});

test('included resources are found by the links to them, in their order', () => {
  const included = indexIncluded({
    data: [],
    included: [
      { id: '11', type: 'stages', attributes: { name: 'Hired' } },
      { id: '9', type: 'stages', attributes: { name: 'Inbox' } },
      { id: '1', type: 'departments', attributes: { name: 'Dock' } },
      { id: '1', type: 'roles', attributes: { name: 'Welder' } },
    ],
  });
  assert.equal(included.one(job, 'department')?.attributes?.['name'], 'Dock');
  const stages = included.all(job, 'stages').map(({ attributes }) => attributes?.['name']);
  assert.deepEqual(stages, ['Inbox', 'Hired']);
  assert.deepEqual(linkedIds(job, 'stages'), ['9', '10', '11']);
});

test('nothing is found where nothing is linked, or the answer does not tell', () => {
  const included = indexIncluded({ data: null, included: null });
  for (const relation of ['user', 'role', 'location']) {
    assert.equal(included.one(job, relation), null);
    assert.equal(linkedId(job, relation), null);
  }
  assert.equal(linkedId(job, 'department'), '1');
});

test('a linked resource may be among the primary data', () => {
  const document = { data: [{ id: 1, type: 'departments', attributes: { name: 'Dock' } }] };
  assert.equal(indexIncluded(document).one(job, 'department')?.attributes?.['name'], 'Dock');
});
