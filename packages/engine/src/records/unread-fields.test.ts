import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ModelName, RecordByModel } from '@hirewire/connector-kit';
import { modelNames, readModelOf, recordKeyOf } from '@hirewire/contract';
import { fieldModels } from '@hirewire/store';
import { told, undated } from '../testing/look-at-records.ts';
import { rowCases } from '../testing/row-cases.ts';
import type { TestEngine } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';
import { exclusionsOf } from './exclude-fields.ts';
import type { RowContext } from './own-json.ts';
import { createIdOf, toRow } from './to-row.ts';

type AnyRecord = RecordByModel[ModelName];

const selection = {
  passed: [{ id: 'f2', key: 'a', type: 'CUSTOM', label: null }],
  mapped: [{ customKey: 'mapped', key: 'nested', type: 'DEFAULT' }],
} as const;

const context: RowContext = {
  integrationId: 'pretend:1',
  isRemoteDataEnabled: true,
  volatileFields: new Set(['signedUrl']),
  fields: Object.fromEntries(fieldModels.map((model) => [model, selection])),
  exclusions: {},
  idOf: createIdOf('pretend:1'),
};

/** A record with something in every field. */
function fullCase(model: ModelName): AnyRecord {
  const record = rowCases[model]?.['full'];
  assert.ok(record, `There is no full ${model}.`);
  return { ...(record as AnyRecord), remote_data: raw };
}

const raw = { 'thing.list': { z: 1, nested: { b: 2, a: [{ d: 1, c: null }] } }, 'thing.info': [1] };

const keysOf = (record: object): string[] =>
  Object.keys(record).filter((key) => key !== 'remote_id' && key !== 'remote_data');

/** The record as a connector gives it that could not read these fields. */
function without(record: AnyRecord, unread: readonly string[]): AnyRecord {
  const blanks = unread.map((key) => [
    key,
    Array.isArray((record as unknown as Record<string, unknown>)[key]) ? [] : null,
  ]);
  return { ...record, ...Object.fromEntries(blanks), unread } as AnyRecord;
}

/** A row as the database holds it. */
const asStored = ({ own, columns }: ReturnType<typeof toRow>): Record<string, unknown> =>
  JSON.parse(JSON.stringify({ own, ...columns })) as Record<string, unknown>;

describe('a record of which a field could not be read', () => {
  for (const model of modelNames) {
    const record = fullCase(model);
    for (const key of keysOf(record)) {
      it(`has the row that is stored: ${model}.${key}`, () => {
        const whole = toRow(context, model, record as never);
        const partial = toRow(context, model, without(record, [key]) as never);
        const { withStored: _, ...row } = partial.withStored?.(asStored(whole)) ?? partial;
        const preserved = readModelOf(model).preserved[key];
        const columns = { ...whole.columns };
        // What the store keeps by itself is left out.
        if (preserved !== undefined) for (const name of [key, preserved]) delete columns[name];
        const expected = JSON.parse(JSON.stringify({ ...whole, columns })) as {
          formerHashes?: object;
        };
        const actual = JSON.parse(JSON.stringify(row)) as { formerHashes?: object };
        delete expected.formerHashes;
        delete actual.formerHashes;
        assert.deepEqual(actual, expected);
      });
    }
  }

  it('does not keep what is disabled', () => {
    const exclusions = exclusionsOf(new Set(['ats_candidates.first_name']));
    const whole = fullCase('candidates') as RecordByModel['candidates'];
    const stored = asStored(toRow(context, 'candidates', whole));
    const given = { ...whole, first_name: null, unread: ['first_name'] };
    const row = toRow({ ...context, exclusions }, 'candidates', given).withStored?.(stored);
    assert.ok(row);
    assert.equal((JSON.parse(`{${row.own}}`) as { first_name: unknown }).first_name, null);
  });
});

describe('records of which fields could not be read', () => {
  let test: TestEngine;
  before(async () => {
    test = await startTestEngine({ isRemoteDataEnabled: true });
    for (const model of modelNames) test.ats.remote.put(model, fullCase(model) as never);
    assert.equal((await test.sync()).state, 'SUCCEEDED');
  });
  after(() => test.close());

  it('keep what is stored, and have not changed', async () => {
    const known = await test.everything();
    const position = 0;
    const before = await told(test, position);
    for (const model of modelNames) {
      const record = fullCase(model);
      const unread = [...keysOf(record), 'remote_data.thing.info'];
      const listed = { 'thing.list': raw['thing.list'], 'thing.info': null };
      test.ats.remote.put(model, { ...without(record, unread), remote_data: listed } as never);
    }
    const run = await test.sync();
    assert.equal(run.state, 'SUCCEEDED');
    assert.deepEqual(await test.everything(), known);
    assert.deepEqual(await told(test, position), before);
  });

  it('have changed where another field has', async () => {
    const [known] = await test.list('candidates');
    const record = fullCase('candidates') as RecordByModel['candidates'];
    const given = { ...record, first_name: 'Someone', last_name: null, unread: ['last_name'] };
    test.ats.remote.put('candidates', given);
    await test.sync('DELTA');
    const [candidate] = await test.list('candidates');
    assert.deepEqual(undated(candidate), undated({ ...known, first_name: 'Someone' }));
    assert.notEqual(candidate?.changed_at, known?.changed_at);
  });

  it('have what the connector says where nothing was ever stored, until it is read', async () => {
    const nameless = { remote_id: 'new', name: null, unread: ['name'] };
    test.ats.remote.put('tags', nameless);
    await test.sync('DELTA');
    const nameOf = async (): Promise<unknown> =>
      (await test.list('tags')).find(({ remote_id }) => remote_id === 'new')?.['name'];
    assert.equal(await nameOf(), null);
    test.ats.remote.put('tags', { remote_id: 'new', name: 'Fluent' });
    await test.sync('DELTA');
    assert.equal(await nameOf(), 'Fluent');
    test.ats.remote.put('tags', nameless);
    await test.sync('DELTA');
    assert.equal(await nameOf(), 'Fluent');
  });

  it('knows the fields of every model by the names of its records', () => {
    for (const model of modelNames) {
      const { wire } = readModelOf(model);
      const names = Object.keys(wire.shape).map((field) => recordKeyOf(readModelOf(model), field));
      const positions = Object.keys(readModelOf(model).positions);
      for (const key of keysOf(fullCase(model))) {
        assert.ok([...names, ...positions].includes(key), `${model}.${key}`);
      }
    }
  });
});
