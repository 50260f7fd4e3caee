import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alter, listAlterations } from './alterations.ts';

const body = {
  total: 2,
  stages: [
    { id: 's1', name: 'New', flags: { active: true }, steps: ['a', 'b'] },
    { id: 's2', name: 'Over', flags: { active: true }, steps: ['c'] },
  ],
};

function altered(name: string): unknown {
  const alteration = listAlterations(body).get(name);
  assert.ok(alteration, name);
  return alter(body, alteration);
}

test('each field of an answer but ids can be altered, and the order of each list', () => {
  assert.deepEqual(
    [...listAlterations(body).keys()],
    [
      'total',
      'order of stages',
      'stages.[].name',
      'stages.[].flags.active',
      'order of stages.[].steps',
      'stages.[].steps.[]',
    ],
  );
});

test('values change places, so that each is one that the vendor has', () => {
  const before = structuredClone(body);
  const [one, other] = body.stages;
  assert.deepEqual(altered('stages.[].name'), {
    ...body,
    stages: [
      { ...one, name: 'Over' },
      { ...other, name: 'New' },
    ],
  });
  assert.deepEqual(altered('stages.[].steps.[]'), {
    ...body,
    stages: [
      { ...one, steps: ['b', 'c'] },
      { ...other, steps: ['a'] },
    ],
  });
  assert.deepEqual(body, before);
});

test('of equal values the first becomes another one, and a list is turned round', () => {
  const [one, other] = body.stages;
  assert.deepEqual(altered('stages.[].flags.active'), {
    ...body,
    stages: [{ ...one, flags: { active: false } }, other],
  });
  assert.deepEqual(altered('total'), { ...body, total: 3 });
  assert.deepEqual(altered('order of stages'), { ...body, stages: [other, one] });
});
