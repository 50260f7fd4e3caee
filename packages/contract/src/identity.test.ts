import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';

import fc from 'fast-check';

import { integrationId, randomId, recordId } from './identity.ts';

const shape = /^[1-9A-HJ-NP-Za-km-z]{24}$/;

test('a record id has 24 base58 characters and is always the same', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (integration, model, remote) => {
      const id = recordId(integration, model, remote);
      assert.match(id, shape);
      assert.equal(recordId(integration, model, remote), id);
    }),
  );
});

// Stored rows carry these ids: whoever changes the recipe must see this fail.
test('a record id never changes between versions', () => {
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  const digest = createHash('sha256').update('9:ashby:abc8:ats_jobs4711').digest();
  const expected = [...digest.subarray(0, 24)].map((byte) => alphabet[byte % 58]).join('');
  assert.equal(recordId('ashby:abc', 'ats_jobs', '4711'), expected);
});

test('a hundred thousand records have a hundred thousand ids', () => {
  const ids = new Set<string>();
  for (let index = 0; index < 50_000; index += 1) {
    ids.add(recordId('ashby:abc', 'ats_jobs', String(index)));
    ids.add(recordId('ashby:abc', 'ats_candidates', String(index)));
  }
  assert.equal(ids.size, 100_000);
});

test('moving a character from one part to the next changes the id', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.string(), fc.string(), (first, second, third) => {
      const shifted = recordId(first.slice(0, -1), first.slice(-1) + second, third);
      assert.notEqual(recordId(first, second, third), shifted);
    }),
  );
});

test('random ids have the same shape, differ, and favour no character', () => {
  const ids = Array.from({ length: 20_000 }, () => randomId());
  assert.equal(new Set(ids).size, ids.length);
  const counts = new Map<string, number>();
  for (const id of ids) {
    assert.match(id, shape);
    for (const character of id) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  const expected = (ids.length * 24) / 58;
  assert.equal(counts.size, 58);
  // About seven standard deviations; a modulo bias would be off by a quarter.
  for (const [character, count] of counts) {
    assert.ok(Math.abs(count - expected) < expected * 0.08, `${character}: ${count}`);
  }
});

test('an integration id starts with its tool', () => {
  const [tool, id] = integrationId('greenhouse').split(':');
  assert.equal(tool, 'greenhouse');
  assert.match(id!, shape);
});
