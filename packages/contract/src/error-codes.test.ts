import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { AtsError, GeneralError } from './envelopes.ts';
import { allErrorCodes, errorCodes, generalErrorCodes } from './error-codes.ts';

const page = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8');

test('docs/errors.md explains every code, and no other, as the table does', () => {
  const documented = page
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const expected = allErrorCodes.map((code) => {
    const { status, title, meaning, whatToDo, retryable } = errorCodes[code];
    const cells = [`\`${code}\``, String(status), title, meaning, whatToDo];
    return ['', ...cells, retryable ? 'yes' : 'no', ''];
  });
  assert.deepEqual(documented, expected);
});

test('the page names no code that does not exist', () => {
  const named = page.match(/\b(?:PLATFORM|INTEGRATION|REMOTE|ATS)\.[A-Z_]+/g) ?? [];
  const known = new Set<string>(allErrorCodes);
  assert.deepEqual(
    named.filter((code) => !known.has(code)),
    [],
  );
});

test('there are 24 codes, 8 of which general endpoints may use', () => {
  assert.equal(allErrorCodes.length, 24);
  assert.equal(generalErrorCodes.length, 8);
  assert.ok(generalErrorCodes.every((code) => code.startsWith('PLATFORM.')));
});

test('the layer of a code is its prefix, and no text holds a table bar', () => {
  for (const code of allErrorCodes) {
    const row = errorCodes[code];
    assert.equal(code.split('.')[0], row.layer);
    assert.ok(!/\|/.test(row.meaning + row.whatToDo + row.title), code);
    assert.ok(row.status >= 400 && row.status < 600, code);
  }
});

const someError = {
  status: 'error',
  error: { code: 'ATS.JOB_CLOSED', title: null, message: 'The job is closed.', log_url: null },
};

test('an error answer needs all four keys', () => {
  assert.ok(AtsError.safeParse(someError).success);
  for (const key of Object.keys(someError.error)) {
    const { [key]: _, ...others } = someError.error as Record<string, unknown>;
    assert.ok(!AtsError.safeParse({ status: 'error', error: others }).success, key);
  }
});

test('a general endpoint may not answer with a code of another layer, but with null', () => {
  assert.ok(!GeneralError.safeParse(someError).success);
  const withoutCode = { ...someError, error: { ...someError.error, code: null } };
  assert.ok(GeneralError.safeParse(withoutCode).success);
});
