import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { path } from './path.ts';

test('encodes every value and leaves the literal parts alone', () => {
  assert.equal(path`/jobs/${'a/b c?d#e'}/notes/${7}`, '/jobs/a%2Fb%20c%3Fd%23e/notes/7');
  assert.equal(path`/jobs`, '/jobs');
});

test('an id that would change the path, or is half a character, makes one that cannot be sent', () => {
  for (const value of ['', '.', '..', '\ud800', 'Zo \ud83d']) {
    assert.equal(path`/jobs/${value}/notes`.isWellFormed(), false, value);
  }
});

test('any accepted value comes back whole from one segment of the resolved address', () => {
  const values = fc
    .string({ unit: 'binary', minLength: 1 })
    .filter((value) => !/^\.\.?$/.test(value));
  fc.assert(
    fc.property(values, (value) => {
      const { pathname } = new URL(`https://host.example${path`/jobs/${value}/notes`}`);
      const segments = pathname.split('/');
      assert.deepEqual(segments.length, 4);
      assert.equal(decodeURIComponent(segments[2]!), value);
    }),
  );
});
