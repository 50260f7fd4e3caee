import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { redact, redactText } from './redact.ts';

const secret = 'p@ss/w"ord\n1';

test('replaces a secret in all the forms in which it travels', () => {
  const forms = [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('base64url'),
  ];
  for (const form of forms) assert.equal(redactText(`a ${form} b`, [secret]), 'a [redacted] b');
});

test('replaces the longest secret first', () => {
  assert.equal(redactText('abcdef', ['abc', 'abcdef']), '[redacted]');
});

test('replaces what stands under a telling name, whatever it is', () => {
  const value = { Authorization: 'Basic x', headers: { 'x-api-key': 'k', cookie: 'c' }, count: 1 };
  assert.deepEqual(redact(value, []), {
    Authorization: '[redacted]',
    headers: { 'x-api-key': '[redacted]', cookie: '[redacted]' },
    count: 1,
  });
});

test('keeps nothing of a secret in errors and their causes', () => {
  const cause = Object.assign(new Error(`cause ${secret}`), { url: `https://x/?k=${secret}` });
  const error = new Error(`failed ${secret}`, { cause });
  const shown = inspect(redact({ error }, [secret]), { depth: 20 });
  assert.match(shown, /failed \[redacted\]/);
  assert.ok(!shown.includes('p@ss'));
});

test('leaves the value itself alone and ends at objects that hold themselves', () => {
  const value: Record<string, unknown> = { text: secret };
  value['self'] = value;
  redact(value, [secret]);
  assert.equal(value['text'], secret);
});

test('copies no more than anybody keeps, and says nothing of the rest', () => {
  assert.equal(redact('x'.repeat(2_000_000), []), '[2000000 characters]');
  const lists = Array.from({ length: 100 }, () => Array.from({ length: 10_000 }, () => ({})));
  const copy = redact({ lists }, []) as { lists: unknown[][] };
  const copied = copy.lists.reduce((sum, list) => sum + list.length, 0);
  assert.ok(copied > 10_000 && copied <= 50_000, `${copied} values`);
});

test('no secret survives anywhere in any JSON value', () => {
  const secrets = fc.string({ minLength: 6 }).filter((text) => !'[redacted]'.includes(text));
  fc.assert(
    fc.property(secrets, fc.jsonValue(), fc.string(), (hidden, value, around) => {
      const planted = { [around + hidden]: [value, { deep: around + hidden + around }] };
      const texts = listTexts(redact(planted, [hidden]));
      for (const text of texts) assert.ok(!text.includes(hidden), text);
    }),
  );
});

function listTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => [key, ...listTexts(part)]);
}
