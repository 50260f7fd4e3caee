import assert from 'node:assert/strict';
import { it } from 'node:test';
import { jsonApiDocument, jsonApiPage } from './json-api.ts';
import type { JsonApiResource } from './json-api.ts';
import type { Call } from './route.ts';

const sizes = { default: 2, max: 3 };
const find = ({ type, id }: { type: string; id: string }): JsonApiResource | null =>
  id === 'gone' ? null : { type, id, attributes: { name: `${type} ${id}` } };

function jobs(count: number, owner: string): JsonApiResource[] {
  return Array.from({ length: count }, (_, index) => ({
    id: String(index + 1),
    type: 'jobs',
    attributes: {},
    relationships: {
      owner: { data: { type: 'users', id: owner } },
      tags: { data: [{ type: 'tags', id: 'a' }] },
      place: { data: null },
    },
  }));
}

function callOf(text: string): Call {
  const query = new URLSearchParams(text);
  return { query, path: '/v1/jobs', origin: 'http://vendor.example.com' } as unknown as Call;
}

interface Document {
  data: { id: string }[];
  included?: { type: string; id: string }[];
  meta: unknown;
  links: Record<string, string>;
}

const read = (text: string, count = 5, owner = 'u'): Document =>
  JSON.parse(String(jsonApiPage(callOf(text), jobs(count, owner), sizes, find).body)) as Document;

it('shows pages with their counts and links to their neighbours', () => {
  const { data, meta, links } = read('page[number]=2&sort=id');
  assert.deepEqual(
    data.map(({ id }) => id),
    ['3', '4'],
  );
  assert.deepEqual(meta, { 'record-count': 5, 'page-count': 3 });
  const numbers = Object.entries(links).map(([name, address]) => {
    const { searchParams } = new URL(address);
    assert.equal(searchParams.get('sort'), 'id');
    return [name, searchParams.get('page[number]')];
  });
  assert.deepEqual(Object.fromEntries(numbers), { first: '1', last: '3', prev: '1', next: '3' });
  assert.deepEqual(Object.keys(read('page[number]=3').links), ['first', 'last', 'prev']);
});

it('includes what was asked for, each once, and nothing else', () => {
  const { included } = read('include=owner,tags,place');
  assert.deepEqual(
    included?.map(({ type, id }) => `${type} ${id}`),
    ['users u', 'tags a'],
  );
  assert.equal(read('').included, undefined);
  assert.deepEqual(read('include=owner', 1, 'gone').included, []);
});

it('answers one resource with the media type of the standard', () => {
  const [job] = jobs(1, 'u');
  assert.ok(job !== undefined);
  const answer = jsonApiDocument(callOf('include=owner'), job, find, 201);
  assert.deepEqual(
    [answer.status, answer.headers['content-type']],
    [201, 'application/vnd.api+json'],
  );
  const { data, included } = JSON.parse(String(answer.body)) as {
    data: unknown;
    included: unknown[];
  };
  assert.deepEqual([data, included.length], [job, 1]);
});
