import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

interface Manifest {
  name: string;
  version: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const manifests = globSync('packages/*/package.json', { cwd: root }).map(
  (file) => JSON.parse(readFileSync(`${root}${file}`, 'utf8')) as Manifest,
);

test('all packages have one version, and ask each other for it', () => {
  assert.ok(manifests.length > 8, `${manifests.length} packages`);
  const [first] = manifests;
  const named = manifests.flatMap(({ name, version, dependencies, devDependencies }) => [
    `${name} ${version}`,
    ...Object.entries({ ...dependencies, ...devDependencies })
      .filter(([other]) => other.startsWith('@hirewire/'))
      .map(([other, asked]) => `${other} ${asked}`),
  ]);
  const versions = new Set(named.map((text) => text.split(' ')[1]));
  assert.deepEqual([...versions], [first?.version], named.join('\n'));
});

test('CHANGELOG.md begins with what is not released yet, and names the version', () => {
  const text = readFileSync(`${root}CHANGELOG.md`, 'utf8');
  assert.match(text, /^## (.*)$/m);
  assert.equal(/^## (.*)$/m.exec(text)?.[1], '[Unreleased]');
  assert.ok(text.includes(manifests[0]?.version ?? '?'));
});
