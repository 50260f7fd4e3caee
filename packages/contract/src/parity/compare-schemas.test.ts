import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { JsonSchema } from '../json-schema.ts';
import { compareSchemas } from './compare-schemas.ts';

const person: JsonSchema = {
  type: 'object',
  properties: {
    name: { type: 'string', 'x-constraints': { minLength: 1 } },
    nickname: { type: ['string', 'null'] },
    state: { type: ['string', 'null'], enum: ['NEW', 'OLD', null] },
    pages: { type: 'integer', default: 100, 'x-constraints': { maximum: 250 } },
    tags: { type: 'array', items: { type: 'string' } },
    answer: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    period: { type: 'string', 'x-open-enum': ['YEAR', 'MONTH'] },
    event: { type: 'string', enum: ['OLD', 'NEW'], 'x-since-values': { NEW: '1.4.0' } },
    files: { type: 'array', items: { type: 'string' }, 'x-constraints': { maxItems: 5 } },
    bornAt: { type: 'string', format: 'date-time' },
  },
  required: ['name', 'state'],
};

/** The same schema with one property replaced, or left out. */
function withProperty(name: string, schema: JsonSchema | null): JsonSchema {
  const others = Object.entries(person.properties ?? {}).filter(([key]) => key !== name);
  return {
    ...person,
    properties: { ...Object.fromEntries(others), ...(schema ? { [name]: schema } : {}) },
  };
}

test('a schema equals itself, however nulls, words and unions are written', () => {
  const rewritten = [
    withProperty('nickname', { anyOf: [{ type: 'string' }, { type: 'null' }] }),
    withProperty('state', { anyOf: [{ type: 'null' }, { type: 'string', enum: ['OLD', 'NEW'] }] }),
    withProperty('name', { type: 'string', minLength: 1, description: 'Called.' }),
    withProperty('period', { type: 'string', 'x-known-values': ['YEAR', 'MONTH'] }),
    withProperty('nickname', { type: ['string', 'null'], 'x-since': '1.4.0' }),
    withProperty('files', { type: 'array', items: { type: 'string' }, maxItems: 5 }),
    withProperty('answer', {
      oneOf: [{ type: 'array', items: { type: 'string' } }, { type: 'string' }],
    }),
  ];
  for (const schema of [person, ...rewritten]) {
    assert.deepEqual(compareSchemas(person, schema, 'input'), []);
  }
});

const plantedDifferences: [what: string, path: string, aspect: string, schema: JsonSchema][] = [
  ['a missing name', 'nickname', 'presence', withProperty('nickname', null)],
  ['an additional name', 'age', 'presence', withProperty('age', { type: 'number' })],
  [
    'another type',
    'pages',
    'type',
    withProperty('pages', { type: 'number', default: 100, maximum: 250 }),
  ],
  ['a lost null', 'nickname', 'isNullable', withProperty('nickname', { type: 'string' })],
  [
    'a missing word',
    'state',
    'words',
    withProperty('state', { type: ['string', 'null'], enum: ['NEW', null] }),
  ],
  ['a closed list', 'period', 'openEnum', withProperty('period', { type: 'string' })],
  [
    'a word that is not dated',
    'event',
    'wordsSince',
    withProperty('event', { type: 'string', enum: ['NEW', 'OLD'] }),
  ],
  [
    'a longer list',
    'files',
    'limits',
    withProperty('files', { type: 'array', items: { type: 'string' } }),
  ],
  ['another default', 'pages', 'default', withProperty('pages', { type: 'integer', maximum: 250 })],
  ['another limit', 'pages', 'limits', withProperty('pages', { type: 'integer', default: 100 })],
  ['another format', 'bornAt', 'limits', withProperty('bornAt', { type: 'string' })],
  [
    'another item',
    'tags[]',
    'type',
    withProperty('tags', { type: 'array', items: { type: 'number' } }),
  ],
  [
    'another value',
    'labels{}',
    'presence',
    withProperty('labels', { type: 'object', additionalProperties: {} }),
  ],
  ['a lost alternative', 'answer', 'alternative', withProperty('answer', { type: 'string' })],
  ['an optional key', '', 'required', { ...person, required: ['name'] }],
];

for (const [what, path, aspect, schema] of plantedDifferences) {
  test(`${what} is found from both sides`, () => {
    for (const found of [
      compareSchemas(person, schema, 'input'),
      compareSchemas(schema, person, 'input'),
    ]) {
      assert.deepEqual(
        found.map((difference) => [difference.path, difference.aspect]),
        [[path, aspect]],
      );
    }
  });
}
