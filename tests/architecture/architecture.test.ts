import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { listExceptionFaults, withoutExceptions } from './exceptions.ts';
import type { Exceptions } from './exceptions.ts';
import { readSourceTree, toProject } from './project.ts';
import { listSuppressions } from './rules/reasoned-suppressions.ts';
import { rules } from './rules/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const project = toProject(readSourceTree(root));
const exceptions = JSON.parse(
  readFileSync(new URL('./exceptions.json', import.meta.url), 'utf8'),
) as Exceptions;
const broken = rules.flatMap((rule) =>
  rule.check(project).map((violation) => ({ rule: rule.name, ...violation })),
);

test('the rules look at the source of every package', () => {
  assert.ok(project.modules.length > 100, `only ${project.modules.length} files were read`);
  assert.ok(project.modules.flatMap(({ imports }) => imports).length > 200);
  for (const folder of readdirSync(new URL('../../packages', import.meta.url))) {
    const source = `packages/${folder}/src/`;
    assert.ok(
      project.modules.some(({ path }) => path.startsWith(source)),
      `nothing of ${source}`,
    );
    assert.ok(project.manifests.has(folder), `no package.json of ${folder}`);
  }
});

for (const { name } of rules) {
  test(`nothing breaks the rule ${name}`, () => {
    const lines = withoutExceptions(broken, exceptions)
      .filter(({ rule }) => rule === name)
      .map(({ path, line, message }) => `${path}:${line} ${message}`);
    assert.deepEqual(lines, []);
  });
}

test('every exception has a reason and a date, is still needed, and is counted', () => {
  assert.deepEqual(listExceptionFaults(exceptions, broken, listSuppressions(project).length), []);
});

test('an exception that is careless, out of date or not counted is seen', () => {
  const row = { rule: 'a', path: 'b.ts', reason: 'A long enough reason.', date: '2026-01-31' };
  const violation = { rule: 'a', path: 'b.ts', line: 1, message: '' };
  const faultsOf = (changes: Partial<Exceptions>, found = [violation]): string[] =>
    listExceptionFaults(
      { exceptionsAllowed: 1, suppressionsAllowed: 2, exceptions: [row], ...changes },
      found,
      2,
    );
  assert.deepEqual(faultsOf({}), []);
  assert.equal(faultsOf({ exceptionsAllowed: 2 }).length, 1);
  assert.equal(faultsOf({ suppressionsAllowed: 1 }).length, 1);
  assert.equal(faultsOf({ suppressionsAllowed: 3 }).length, 1);
  assert.equal(faultsOf({ exceptions: [{ ...row, reason: '' }] }).length, 1);
  assert.equal(faultsOf({ exceptions: [{ ...row, date: 'soon' }] }).length, 1);
  assert.equal(faultsOf({}, []).length, 1);
  assert.deepEqual(
    withoutExceptions([violation, { ...violation, path: 'c.ts' }], {
      exceptionsAllowed: 1,
      suppressionsAllowed: 0,
      exceptions: [row],
    }).map(({ path }) => path),
    ['c.ts'],
  );
});
