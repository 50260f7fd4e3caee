import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readSourceTree, toProject } from './project.ts';
import { listSuppressions } from './rules/reasoned-suppressions.ts';
import { rules } from './rules/index.ts';

interface Exceptions {
  exceptionsAllowed: number;
  suppressionsAllowed: number;
  exceptions: { rule: string; path: string; reason: string; date: string }[];
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const project = toProject(readSourceTree(root));
const { exceptions, exceptionsAllowed, suppressionsAllowed } = JSON.parse(
  readFileSync(new URL('./exceptions.json', import.meta.url), 'utf8'),
) as Exceptions;
const used = new Set<string>();

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

for (const rule of rules) {
  test(`nothing breaks the rule ${rule.name}`, () => {
    const broken = rule.check(project).filter(({ path }) => {
      const isExcepted = exceptions.some((row) => row.rule === rule.name && row.path === path);
      if (isExcepted) used.add(`${rule.name} ${path}`);
      return !isExcepted;
    });
    const lines = broken.map(({ path, line, message }) => `${path}:${line} ${message}`);
    assert.deepEqual(lines, []);
  });
}

test('every exception has a reason and a date, is still needed, and is counted', () => {
  for (const { rule, path, reason, date } of exceptions) {
    assert.ok(reason.length > 20, `${rule} ${path} needs a reason`);
    assert.match(date, /^\d{4}-\d{2}-\d{2}$/);
    assert.ok(used.has(`${rule} ${path}`), `${rule} ${path} is no longer needed: delete its row`);
  }
  assert.equal(exceptions.length, exceptionsAllowed);
});

test('comments that switch a rule off are counted', () => {
  const places = listSuppressions(project).map(({ path, line }) => `${path}:${line}`);
  assert.equal(places.length, suppressionsAllowed, places.join('\n'));
});
