import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toScreeningQuestions } from './screening-questions.ts';

const question = (name: string, required: boolean) => ({
  label: name,
  required,
  fields: [{ name, type: name === 'resume' ? 'input_file' : 'input_text' }],
});

test('details that a candidate may lack are asked for where the form demands them, and only there', () => {
  const names = ['first_name', 'email', 'phone', 'location', 'resume', 'preferred_name'];
  const ask = (required: boolean) =>
    toScreeningQuestions(
      names.map((name) => question(name, required)),
      { reportIssue: () => assert.fail('It can be answered.') },
    ).map(({ remote_id: id, format }) => [id, format?.type]);
  assert.deepEqual(ask(true), [
    ['phone', 'TEXT'],
    ['location', 'TEXT'],
    ['resume', 'FILE'],
  ]);
  assert.deepEqual(ask(false), []);
});
