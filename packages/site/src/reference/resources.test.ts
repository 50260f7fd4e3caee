import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientOperations } from '@hirewire/contract';
import { listResources } from './resources.ts';

const groups = ['ats', 'general', 'connect', 'assessment', 'hirewire'] as const;
const resources = groups.flatMap(listResources);

test('every operation belongs to one resource', () => {
  const listed = resources.flatMap((resource) => resource.operations.map(({ id }) => id));
  assert.deepEqual(listed.toSorted(), clientOperations.map(({ id }) => id).toSorted());
});

test('resources begin with jobs, applications and candidates, each with its list', () => {
  const first = listResources('ats').slice(0, 3);
  assert.deepEqual(
    first.map(({ label, operations: [list] }) => [label, list?.id]),
    [
      ['Jobs', 'get-jobs'],
      ['Applications', 'get-applications'],
      ['Candidates', 'get-candidates'],
    ],
  );
});

test('what is made comes before what is changed', () => {
  const { operations: ofApplications = [] } =
    resources.find(({ label }) => label === 'Applications') ?? {};
  const ids = ofApplications.map(({ id }) => id);
  assert.ok(ids.indexOf('create-application') < ids.indexOf('add-application-note'));
});
