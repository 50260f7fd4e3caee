import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Json, ModelName, RecordByModel } from '@hirewire/connector-kit';
import { readModelOf, recordKeyOf } from '@hirewire/contract';
import { fieldModels } from '@hirewire/store';
import fc from 'fast-check';
import { rowCases } from '../testing/row-cases.ts';
import type { RowContext } from './own-json.ts';
import { createIdOf, toRow } from './to-row.ts';

const integrationId = 'pretend:111111111111111111111111';
const plain: RowContext = {
  integrationId,
  isRemoteDataEnabled: false,
  volatileFields: new Set(['signedUrl']),
  fields: {},
  exclusions: {},
  idOf: createIdOf(integrationId),
};
const selection = {
  passed: [{ id: 'f1', key: 'list', type: 'DEFAULT', label: null }],
  mapped: [{ customKey: 'mapped', key: 'list', type: 'DEFAULT' }],
} as const;
const contexts: Readonly<Record<string, RowContext>> = {
  plain,
  'with the tool’s objects': { ...plain, isRemoteDataEnabled: true },
  'with raw fields': {
    ...plain,
    fields: Object.fromEntries(fieldModels.map((model) => [model, selection])),
  },
};

/** Lists whose meaning only the tool's customer knows, the signed links in them changing always. */
const unknownLists = () => ({
  custom_fields: { choices: ['b', 'a', 'c'], deep: { list: [{ z: 1, a: [2, 1] }, 'x', null] } },
  remote_data: {
    '/list': { list: [{ id: 'b', signedUrl: 'no' }, { id: 'a', signedUrl: 'no' }, { id: 'c' }] },
  },
});

const member = (name: string) => ({ user_remote_id: name, role_remote_ids: ['r2', 'r1', 'r3'] });
const option = (label: string) => ({ remote_id: label, label });
const question = { remote_id: 'q', label: 'Skills', description: null, required: null };

/** Records in which every list has several entries. */
const records: { readonly [Model in ModelName]?: RecordByModel[Model] } = {
  candidates: {
    ...rowCases.candidates?.['full'],
    ...unknownLists(),
    remote_id: 'c1',
    email_addresses: ['main', 'b', 'a', 'c'].map((name) => ({
      email_address: `${name}@example.com`,
      type: name === 'b' ? null : 'WORK',
    })),
    phone_numbers: ['9', '2', '1'].map((number) => ({ phone_number: number, type: null })),
    social_media: ['b', 'a', 'c'].map((name) => ({ link: `https://${name}.example.com` })),
    tag_remote_ids: ['t2', 't1', 't3'],
  },
  jobs: {
    remote_id: 'j1',
    ...unknownLists(),
    stages: [],
    screening_questions: [],
    job_postings: ['p2', 'p1', 'p3'].map((id) => ({ remote_id: id, title: `Posting ${id}` })),
    hiring_team: ['u2', 'u1', 'u3'].map(member),
  },
  applications: {
    remote_id: 'a1',
    ...unknownLists(),
    screening_question_answers: [
      {
        question: { remote_id: 'q', title: 'Which?', type: 'MULTI_SELECT' },
        answer: { choices: ['b', 'a', 'c'] },
      },
    ],
  },
  scorecards: {
    remote_id: 'k1',
    responses: [
      {
        ...question,
        type: 'MULTI_SELECT',
        options: ['b', 'a', 'c'].map(option),
        answer: ['b', 'a', 'c'].map(option),
      },
    ],
  },
  interviews: { remote_id: 'i1', user_remote_ids: ['u2', 'u1', 'u3'] },
  users: { remote_id: 'u1', system_role_remote_ids: ['r2', 'r1'] },
};

type Shuffle = <Entry>(list: readonly Entry[]) => Entry[];

/** The same record as another read may give it. */
function reorder(model: ModelName, record: object, shuffle: Shuffle): object {
  const { sets, memberships } = readModelOf(model);
  const copy = structuredClone(record) as { [key: string]: Json };
  for (const name of Object.keys(memberships)) {
    const key = recordKeyOf(readModelOf(model), name);
    copy[key] = shuffle(copy[key] as Json[]);
  }
  for (const [name, kind] of Object.entries(sets)) {
    reorderAt(copy, name.split('.'), (list) =>
      kind === 'all' ? shuffle(list) : [...list.slice(0, 1), ...shuffle(list.slice(1))],
    );
  }
  for (const key of ['custom_fields', 'remote_data']) {
    copy[key] = reorderDeep(copy[key] ?? null, shuffle);
  }
  return copy;
}

function reorderAt(value: Json, [key = '', ...rest]: string[], order: Shuffle): void {
  if (Array.isArray(value)) for (const entry of value) reorderAt(entry, [key, ...rest], order);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const inner = value[key];
  if (inner === undefined) return;
  if (rest.length > 0) reorderAt(inner, rest, order);
  else if (Array.isArray(inner)) value[key] = order(inner);
}

function reorderDeep(value: Json, shuffle: Shuffle): Json {
  if (Array.isArray(value)) return shuffle(value.map((entry) => reorderDeep(entry, shuffle)));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]): [string, Json] => [
    key,
    key === 'signedUrl'
      ? `https://${shuffle(['x', 'y', 'z']).join('')}`
      : reorderDeep(inner, shuffle),
  ]);
  return Object.fromEntries(shuffle(entries));
}

/** Order by numbers that fast-check has chosen. */
function shuffleBy(numbers: readonly number[]): Shuffle {
  let next = 0;
  return (list) => {
    const keyed = list.map((entry) => {
      next += 1;
      return { entry, key: numbers[next % numbers.length] ?? 0 };
    });
    return keyed.toSorted((one, other) => one.key - other.key).map(({ entry }) => entry);
  };
}

function hashesOf(context: RowContext, model: ModelName, record: object): unknown[] {
  const row = toRow(context, model, record as never);
  return [row.ownHash, row.partsHash, row.columns['answers_hash']];
}

describe('a record whose lists come in another order', () => {
  for (const [model, record] of Object.entries(records) as [ModelName, object][]) {
    for (const [name, context] of Object.entries(contexts)) {
      it(`is the same: ${model}, ${name}`, () => {
        const hashes = hashesOf(context, model, record);
        const orders = fc.array(fc.nat(), { minLength: 7, maxLength: 23 });
        fc.assert(
          fc.property(orders, (numbers) => {
            const other = reorder(model, record, shuffleBy(numbers));
            assert.deepEqual(hashesOf(context, model, other), hashes);
          }),
        );
      });
    }
  }

  it('is another one where the order tells something', () => {
    const [one, other] = ['a', 'b'].map((name) => ({
      email_address: `${name}@example.com`,
      type: null,
    }));
    const candidate = (...addresses: unknown[]) =>
      hashesOf(plain, 'candidates', {
        remote_id: 'c',
        tag_remote_ids: [],
        email_addresses: addresses,
      });
    assert.notDeepEqual(candidate(one, other), candidate(other, one));
    const job = (...stages: string[]) =>
      hashesOf(plain, 'jobs', {
        ...records.jobs,
        stages: stages.map((id) => ({ remote_id: id, index: null })),
      });
    assert.notDeepEqual(job('s1', 's2'), job('s2', 's1'));
  });

  it('is another one as soon as an entry changes', () => {
    const full = records.candidates;
    assert.ok(full !== undefined);
    const hashes = hashesOf(plain, 'candidates', full);
    const changed = { ...full, social_media: [{ link: 'https://b.example.com' }] };
    assert.notDeepEqual(hashesOf(plain, 'candidates', changed), hashes);
    const customFields = { choices: ['a', 'b'], deep: full.custom_fields?.['deep'] ?? null };
    const chosen = { ...full, custom_fields: customFields };
    assert.notDeepEqual(hashesOf(plain, 'candidates', chosen), hashes);
  });
});
