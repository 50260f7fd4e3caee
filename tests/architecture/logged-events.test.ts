import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readSourceTree, toProject } from './project.ts';
import { listEvents } from './rules/logged-events.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

test('the monitoring guide lists exactly the events that are logged', () => {
  const guide = readFileSync(`${root}docs/guides/monitoring.md`, 'utf8');
  const [, table = ''] = /^\| event \|.*\n\| ---.*\n((?:\|.*\n)+)/m.exec(guide) ?? [];
  const listed = table
    .split('\n')
    .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)])
    .map(([, event = '']) => event);
  assert.ok(listed.length > 30, `only ${listed.length} events are listed`);
  assert.deepEqual(listed.toSorted(), listEvents(toProject(readSourceTree(root))));
});
