import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Field, listFields } from './list-fields.ts';
import { resolve } from './open-api.ts';

/** Fields and those inside of them, in one row. */
const flatten = (fields: readonly Field[]): Field[] =>
  fields.flatMap((field) => [field, ...flatten(field.fields)]);

test('fields of objects and lists are inside of these, and named by the way there', () => {
  const fields = listFields({
    type: 'object',
    required: ['person'],
    properties: {
      person: { type: 'object', properties: { name: { type: 'string' } } },
      tags: { type: 'array', items: { type: 'object', properties: { id: { type: 'string' } } } },
    },
  });
  assert.deepEqual(
    fields.map(({ name }) => name),
    ['person', 'tags'],
  );
  assert.deepEqual(
    flatten(fields).map(({ name, type, isRequired }) => [name, type, isRequired]),
    [
      ['person', 'object', true],
      ['person.name', 'string', false],
      ['tags', 'list of objects', false],
      ['tags[].id', 'string', false],
    ],
  );
});

test('limits, defaults, words, formats and null are told', () => {
  const [size, state, at] = listFields({
    properties: {
      size: { type: 'integer', minimum: 1, maximum: 250, default: 100 },
      state: { anyOf: [{ type: 'string', enum: ['OPEN', 'CLOSED'] }, { type: 'null' }] },
      at: { type: ['string', 'null'], format: 'date-time', deprecated: true },
    },
  });
  assert.deepEqual([size?.limits, size?.default, size?.isNullable], [['1 to 250'], 100, false]);
  assert.deepEqual(
    [state?.words, state?.isNullable, state?.type],
    [['OPEN', 'CLOSED'], true, 'string'],
  );
  assert.deepEqual([at?.type, at?.isNullable, at?.isDeprecated], ['date-time', true, true]);
});

test('a field that several forms of an object share is told once, with the words of all', () => {
  const form = (word: string, own: string) => ({
    type: 'object',
    properties: { kind: { const: word }, [own]: { type: 'number' } },
  });
  const fields = listFields({
    properties: { format: { oneOf: [form('TEXT', 'length'), form('DATE', 'year')] } },
  });
  assert.deepEqual(
    flatten(fields).map(({ name, words }) => [name, words]),
    [
      ['format', []],
      ['format.kind', ['TEXT', 'DATE']],
      ['format.length', []],
      ['format.year', []],
    ],
  );
});

test('models of the contract that refer to each other come to an end', () => {
  const names = flatten(listFields(resolve({ $ref: '#/components/schemas/Application' }))).map(
    ({ name }) => name,
  );
  assert.ok(names.includes('candidate.tags[].name'), names.join(' '));
  assert.equal(new Set(names).size, names.length);
});
