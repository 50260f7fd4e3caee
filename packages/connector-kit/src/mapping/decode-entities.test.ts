import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeEntities } from './decode-entities.ts';

test('entities become their characters, once, and what is none stays', () => {
  assert.equal(decodeEntities('R&amp;D &lt;3 &quot;x&quot;&nbsp;&#39;&#x27;'), 'R&D <3 "x" \'\'');
  assert.equal(decodeEntities('&amp;lt;'), '&lt;');
  for (const text of ['AT&T', 'a & b;', '&unknown;', '&#0;', '&#9999999;']) {
    assert.equal(decodeEntities(text), text);
  }
});
