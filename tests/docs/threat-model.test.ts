import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { root } from './guide-blocks.ts';

const guide = readFileSync(join(root, 'docs/guides/threat-model.md'), 'utf8');
const rows = guide.split('\n').filter((line) => /^\| (?!attack|---)/.test(line));

it('each row of the threat model names a test that exists', () => {
  const unproven = rows.filter((row) => {
    const [, file = '', title = ''] = /\| `([^`]+\.test\.ts)`: (.+) \|$/.exec(row) ?? [];
    const source = existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : '';
    return title === '' || !source.includes(`('${title}'`);
  });
  assert.ok(rows.length > 20, 'the tables were read');
  assert.deepEqual(unproven, []);
});
