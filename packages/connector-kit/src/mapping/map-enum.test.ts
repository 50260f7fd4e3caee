import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ReportIssue } from '../declaration/connector-context.ts';
import { mapEnum } from './map-enum.ts';

const table = { Open: 'OPEN', '1': 'CLOSED', true: 'DRAFT', Other: null } as const;

function look(value: unknown) {
  const issues: Parameters<ReportIssue>[0][] = [];
  const ref = { model: 'jobs', field: 'status' } as const;
  const found = mapEnum(table, value, { ...ref, reportIssue: (issue) => issues.push(issue) });
  return { found, issues };
}

test('translates words, numbers and booleans', () => {
  assert.equal(look('Open').found, 'OPEN');
  assert.equal(look(1).found, 'CLOSED');
  assert.equal(look(true).found, 'DRAFT');
});

test('says nothing about nothing, and about words that are known to mean nothing', () => {
  for (const value of [null, undefined, '', 'Other']) {
    assert.deepEqual(look(value), { found: null, issues: [] });
  }
});

test('reports a word that the table does not have', () => {
  const issue = { model: 'jobs', field: 'status', sample: 'open' };
  assert.deepEqual(look('open'), { found: null, issues: [issue] });
});

test('never takes a word from the prototype, and never throws', () => {
  for (const word of ['constructor', '__proto__', 'toString']) assert.equal(look(word).found, null);
  fc.assert(
    fc.property(fc.anything(), (value) => {
      const { found, issues } = look(value);
      assert.ok(issues.length <= 1);
      if (issues.length === 1) assert.equal(found, null);
    }),
  );
});
