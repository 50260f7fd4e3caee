import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { parseRemote } from './parse-remote.ts';

const emailSchema = z.looseObject({ value: z.string(), type: z.string().nullish() });
const schema = z.looseObject({
  id: z.string().min(1),
  name: z.string().nullish(),
  nickname: z.string().optional(),
  state: z.enum(['on', 'off']).nullable(),
  location: z.looseObject({ city: z.string().nullish(), code: z.string() }).nullish(),
  emails: z.array(emailSchema).nullish(),
  scores: z.record(z.string(), z.number()).nullish(),
});

function parse(value: unknown) {
  const issues: { field: string; sample: unknown }[] = [];
  const parsed = parseRemote(schema, value, {
    model: 'candidates',
    reportIssue: ({ model, field, sample }) => {
      assert.equal(model, 'candidates');
      issues.push({ field, sample });
    },
  });
  return { parsed, issues };
}

const sound = {
  id: '7',
  name: 'Ada',
  state: 'on',
  extra: [1],
  emails: [{ value: 'a@example.com' }],
};

test('passes a sound object on as it is, with fields that nobody asked for', () => {
  assert.deepEqual(parse(sound), { parsed: sound, issues: [] });
});

test('loses only the field that is wrong', () => {
  const { parsed, issues } = parse({ ...sound, name: 5 });
  assert.deepEqual(parsed, { ...sound, name: null });
  assert.deepEqual(issues, [{ field: 'name', sample: 5 }]);
});

test('leaves a field out where the schema has no null for it', () => {
  assert.deepEqual(parse({ ...sound, nickname: 5 }).parsed, sound);
  assert.deepEqual(parse({ ...sound, nickname: null }), { parsed: sound, issues: [] });
});

test('loses the deepest thing that may be lost', () => {
  const inner = parse({ ...sound, location: { city: 1, code: 'x' } });
  assert.deepEqual(inner.parsed?.location, { city: null, code: 'x' });
  assert.deepEqual(inner.issues, [{ field: 'location.city', sample: 1 }]);
  const outer = parse({ ...sound, location: { city: 'Rome', code: 1 } });
  assert.equal(outer.parsed?.location, null);
  assert.deepEqual(outer.issues, [{ field: 'location.code', sample: 1 }]);
});

test('drops list elements that cannot be repaired and repairs the others', () => {
  const emails = [{ value: 1 }, { value: 'b', type: 2 }, 'x', null, { value: 'c' }, {}];
  const { parsed, issues } = parse({ ...sound, emails });
  assert.deepEqual(parsed?.emails, [{ value: 'b', type: null }, { value: 'c' }]);
  assert.deepEqual(issues.map(({ field }) => field).sort(), [
    'emails[]',
    'emails[].type',
    'emails[].value',
    'emails[].value',
  ]);
});

test('loses single entries of a map', () => {
  const { parsed, issues } = parse({ ...sound, scores: { a: 1, b: 'x' } });
  assert.deepEqual(parsed?.scores, { a: 1 });
  assert.deepEqual(issues, [{ field: 'scores.b', sample: 'x' }]);
});

test('drops keys that a strict schema does not have', () => {
  const strict = z.strictObject({ id: z.string() });
  const fields: string[] = [];
  const parsed = parseRemote(
    strict,
    { id: '1', more: 2 },
    {
      model: 'tags',
      reportIssue: ({ field }) => fields.push(field),
    },
  );
  assert.deepEqual(parsed, { id: '1' });
  assert.deepEqual(fields, ['more']);
});

test('gives up an object without a usable id, and says so once', () => {
  const { id: _id, ...withoutId } = sound;
  assert.deepEqual(parse(withoutId), {
    parsed: null,
    issues: [{ field: 'id', sample: undefined }],
  });
  assert.deepEqual(parse({ ...sound, id: 7 }), {
    parsed: null,
    issues: [{ field: 'id', sample: 7 }],
  });
});

test('gives up what is no object', () => {
  for (const value of [null, undefined, 'text', 7, []]) {
    const { parsed, issues } = parse(value);
    assert.equal(parsed, null);
    assert.deepEqual(issues.map(({ field }) => field)[0], 'id');
  }
});

test('leaves the value that it was given alone', () => {
  const value = { ...sound, name: 5, emails: [{ value: 1 }] };
  const before = structuredClone(value);
  parse(value);
  assert.deepEqual(value, before);
});

test('repairs a list of many bad elements in little time', () => {
  const emails = Array.from({ length: 20_000 }, () => ({ value: 1 }));
  // Of the processor, as other work on the machine may take most of the time that passes.
  const before = process.cpuUsage();
  assert.deepEqual(parse({ ...sound, emails }).parsed?.emails, []);
  const { user, system } = process.cpuUsage(before);
  assert.ok(user + system < 2_000_000, `${user + system} µs`);
});

test('whatever the vendor sends beside an id, the record is kept and fits the schema', () => {
  const wrong = fc.oneof(fc.jsonValue(), fc.constant(null));
  const objects = fc.record(
    {
      name: wrong,
      nickname: wrong,
      state: wrong,
      location: fc.oneof(wrong, fc.record({ city: wrong, code: wrong }, { requiredKeys: [] })),
      emails: fc.oneof(wrong, fc.array(fc.oneof(wrong, fc.record({ value: wrong, type: wrong })))),
      scores: fc.oneof(wrong, fc.dictionary(fc.string(), wrong)),
    },
    { requiredKeys: ['state'] },
  );
  fc.assert(
    fc.property(objects, (fields) => {
      const { parsed, issues } = parse({ id: '7', ...fields });
      assert.equal(parsed?.id, '7');
      assert.ok(schema.safeParse(parsed).success);
      const isSound = schema.safeParse({ id: '7', ...fields }).success;
      assert.ok(!isSound || issues.length === 0);
    }),
  );
});

test('an object with more values than any record is unusable, without parsing it', () => {
  const emails = Array.from({ length: 350_000 }, () => ({}));
  const { parsed, issues } = parse({ ...sound, emails });
  assert.equal(parsed, null);
  assert.deepEqual(issues, [{ field: 'id', sample: 'more than 50000 values' }]);
});
