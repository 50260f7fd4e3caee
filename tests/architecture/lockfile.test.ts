import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { listLockfileFaults } from './lockfile.ts';
import type { Lockfile } from './lockfile.ts';

const text = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8');

test('package-lock.json installs on every platform, from any registry', () => {
  const lockfile = JSON.parse(text) as Lockfile;
  assert.ok(Object.keys(lockfile.packages).length > 100);
  assert.deepEqual(listLockfileFaults(lockfile), []);
});

test('a platform that is missing and a registry that is named are seen', () => {
  const faults = listLockfileFaults({
    packages: {
      'node_modules/tool': { optionalDependencies: { '@tool/linux': '1', '@tool/mac': '1' } },
      'node_modules/tool/node_modules/@tool/linux': {},
      'node_modules/other': { resolved: 'https://registry.example.com/other.tgz' },
      'node_modules/ours': { resolved: 'packages/ours' },
    },
  });
  assert.deepEqual(faults, [
    'node_modules/tool wants @tool/mac, which has no entry',
    'node_modules/other names a registry',
  ]);
});
