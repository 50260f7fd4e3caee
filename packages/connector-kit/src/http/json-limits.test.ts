import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { JsonLimitError, createJsonGauge, isWithin } from './json-limits.ts';

const limits = { values: 10, depth: 3 };

function measured(value: unknown): { values: number; depth: number } {
  if (typeof value !== 'object' || value === null) return { values: 0, depth: 0 };
  const parts = Object.values(value).map(measured);
  const separators = Math.max(0, parts.length - 1);
  return {
    values: 1 + separators + parts.reduce((sum, part) => sum + part.values, 0),
    depth: 1 + Math.max(0, ...parts.map((part) => part.depth)),
  };
}

test('counts what any JSON holds, however its text is cut', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), fc.integer({ min: 1, max: 7 }), (text, size) => {
      const { values, depth } = measured(JSON.parse(text));
      const bytes = Buffer.from(text);
      const passes = (one: typeof limits): boolean => {
        const gauge = createJsonGauge(one);
        try {
          for (let at = 0; at < bytes.length; at += size) gauge.add(bytes.subarray(at, at + size));
          return true;
        } catch (error) {
          assert.ok(error instanceof JsonLimitError);
          return false;
        }
      };
      assert.ok(passes({ values, depth }));
      if (values > 0) assert.ok(!passes({ values: values - 1, depth }));
      if (depth > 0) assert.ok(!passes({ values, depth: depth - 1 }));
    }),
  );
});

test('signs within texts and what is no JSON count for nothing', () => {
  const harmless = [
    '"[[[[{{{{"',
    '["[[[[,,,,,,,,,,,,,,\\"[[[["]',
    'a,b,c,[[[[[[[[[[[[',
    '',
    '  12',
  ];
  for (const text of harmless) assert.ok(isWithin(text, limits), text);
});

test('a byte-order mark and spaces before the first value hide nothing', () => {
  for (const before of ['\uFEFF', ' \t\r\n']) {
    assert.ok(!isWithin(`${before}[[[[]]]]`, limits));
    assert.ok(!isWithin(`${before}[{},{},{},{},{},{},{}]`, limits));
  }
});
