import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { SeededRandom } from './random.ts';

describe('SeededRandom', () => {
  it('gives the same numbers for the same seed, and others for another', () => {
    const draw = (seed: number): number[] => {
      const random = new SeededRandom(seed);
      return Array.from({ length: 20 }, () => random.next());
    };
    assert.deepEqual(draw(7), draw(7));
    assert.notDeepEqual(draw(7), draw(8));
  });

  it('gives different version 4 UUIDs', () => {
    const random = new SeededRandom(1);
    const ids = Array.from({ length: 50_000 }, () => random.uuid());
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids) {
      assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
  });

  it('stays within the bounds of an integer, and reaches both', () => {
    const random = new SeededRandom(3);
    const drawn = new Set(Array.from({ length: 200 }, () => random.integer(2, 5)));
    assert.deepEqual(
      [...drawn].toSorted((a, b) => a - b),
      [2, 3, 4, 5],
    );
  });

  it('samples exactly as many different options as asked for, in order', () => {
    const property = fc.property(
      fc.uniqueArray(fc.integer()),
      fc.nat(12),
      fc.nat(),
      (options, count, seed) => {
        const sample = new SeededRandom(seed).sample(options, count);
        assert.equal(sample.length, Math.min(count, options.length));
        const positions = sample.map((option) => options.indexOf(option));
        assert.deepEqual(
          positions,
          [...new Set(positions)].toSorted((a, b) => a - b),
        );
      },
    );
    fc.assert(property);
  });

  it('refuses to pick from nothing', () => {
    assert.throws(() => new SeededRandom(1).pick([]), /empty list/);
  });
});
