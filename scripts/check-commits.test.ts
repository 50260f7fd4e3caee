import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { checkSubjects } from './check-commits.ts';

const temporary: string[] = [];
after(() => temporary.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

test('a subject may have 72 characters and no more, whatever they are', () => {
  const { folder, first } = makeRepository('ü'.repeat(72), `${'ü'.repeat(72)}!`);
  const { checked, tooLong } = checkSubjects(folder, first);
  assert.equal(checked, 2);
  assert.equal(tooLong.length, 1);
  assert.match(tooLong[0] ?? '', /^[0-9a-f]+ ü{72}!$/);
});

test('the subjects of earlier commits and of merges may be longer', () => {
  const { folder, git } = makeRepository('short');
  git('checkout', '-q', '-b', 'side');
  commit(git, 'a'.repeat(80));
  const last = git('rev-parse', 'HEAD');
  git('checkout', '-q', '-');
  commit(git, 'other');
  git('merge', '-q', '-m', 'm'.repeat(80), 'side');
  assert.deepEqual(checkSubjects(folder, last), { checked: 1, tooLong: [] });
});

test('a shallow clone that does not reach back so far is checked as far as it goes', () => {
  const { folder, first } = makeRepository('b'.repeat(80), 'c'.repeat(80));
  const shallow = makeFolder();
  execFileSync('git', ['clone', '-q', '--depth=1', pathToFileURL(folder).href, shallow]);
  const { checked, tooLong } = checkSubjects(shallow, first);
  assert.equal(checked, 1);
  assert.match(tooLong.join('\n'), /^[0-9a-f]+ c{80}$/);
});

test('where there is no history there is nothing to check', () => {
  const { folder } = makeRepository('d'.repeat(80));
  const nothing = { checked: 0, tooLong: [] };
  assert.deepEqual(checkSubjects(makeFolder(), 'HEAD'), nothing);
  assert.deepEqual(checkSubjects(folder, '0123456'), nothing);
});

type Git = (...args: string[]) => string;

/** With a first commit, and one for each subject. */
function makeRepository(...subjects: string[]): { folder: string; first: string; git: Git } {
  const folder = makeFolder();
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com'];
  const git: Git = (...args) =>
    execFileSync('git', [...identity, ...args], { cwd: folder, encoding: 'utf8' }).trim();
  git('init', '-q');
  commit(git, 'first');
  const first = git('rev-parse', 'HEAD');
  for (const subject of subjects) commit(git, subject);
  return { folder, first, git };
}

function commit(git: Git, subject: string): void {
  git('commit', '-q', '--allow-empty', '-m', subject);
}

function makeFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hirewire-commits-'));
  temporary.push(folder);
  return folder;
}
