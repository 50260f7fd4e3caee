import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeLine } from './io.ts';

function written(text: string): string {
  let all = '';
  writeLine({ write: (part) => void (all += part) }, text);
  return all;
}

test('nothing that a vendor has named reaches a terminal as a command', () => {
  const attacks = [
    '\u001B]0;title\u0007',
    '\u009B31m',
    '\u001B[2J',
    'a\rb',
    '\u202Ecod.exe',
    '\b\u007F',
  ];
  for (const attack of attacks) {
    assert.doesNotMatch(written(attack), /[^\P{Cc}\n\t]|\u202E/u);
  }
  assert.equal(written('Jos\u00E9 \u{1F600}\tx\ny'), 'Jos\u00E9 \u{1F600}\tx\ny\n');
});

test('JSON stays JSON of the same value', () => {
  const value = { name: '\u009Bx\u007F\u202E\u001B' };
  assert.deepEqual(JSON.parse(written(JSON.stringify(value))), value);
});
