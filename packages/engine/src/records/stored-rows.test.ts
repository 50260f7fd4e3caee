import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { ModelName } from '@hirewire/connector-kit';
import { readModels } from '@hirewire/contract';
import { fieldModels } from '@hirewire/store';
import { rowCases } from '../testing/row-cases.ts';
import { exclusionsOf } from './exclude-fields.ts';
import type { RowContext } from './own-json.ts';
import { createIdOf, toRow } from './to-row.ts';

const integrationId = 'pretend:111111111111111111111111';

const plain: RowContext = {
  integrationId,
  isRemoteDataEnabled: false,
  volatileFields: new Set(),
  fields: {},
  exclusions: {},
  idOf: createIdOf(integrationId),
};

const selection = {
  passed: [
    { id: 'f1', key: 'name', type: 'DEFAULT', label: 'Name' },
    { id: 'f2', key: 'a', type: 'CUSTOM', label: null },
    { id: 'f3', key: 'nested', type: 'DEFAULT', label: null },
    { id: 'f4', key: 'missing', type: 'DEFAULT', label: null },
  ],
  mapped: [{ customKey: 'mapped', key: 'nested', type: 'DEFAULT' }],
} as const;

const contexts: Readonly<Record<string, RowContext>> = {
  plain,
  withEverything: {
    ...plain,
    isRemoteDataEnabled: true,
    volatileFields: new Set(['signedUrl']),
    fields: Object.fromEntries(fieldModels.map((model) => [model, selection])),
  },
  // What is excluded takes the raw object with it.
  withNothing: {
    ...plain,
    isRemoteDataEnabled: true,
    exclusions: exclusionsOf(
      new Set(
        readModels.flatMap(({ id, switchableFields }) =>
          switchableFields.map((field) => `${id}.${field}`),
        ),
      ),
    ),
  },
};

const known = JSON.parse(
  readFileSync(new URL('./stored-rows.json', import.meta.url), 'utf8'),
) as Record<string, unknown>;

/** A column that is not there is null. */
const isMissing = (value: unknown): boolean => value === undefined || value === null;

/** Rows by `<model> <case> <context>`. */
function allRows(): Record<string, unknown> {
  const rows: Record<string, unknown> = {};
  for (const [model, cases] of Object.entries(rowCases)) {
    for (const [name, record] of Object.entries(cases)) {
      for (const [contextName, context] of Object.entries(contexts)) {
        const { formerHashes, ...now } = toRow(context, model as ModelName, record as never);
        const { answersHash, ...former } = formerHashes?.() ?? { answersHash: undefined };
        const row = { ...now, ...former };
        if (answersHash !== undefined) row.columns = { ...row.columns, answers_hash: answersHash };
        const columns = Object.entries(row.columns).filter(([, value]) => !isMissing(value));
        rows[`${model} ${name} ${contextName}`] = JSON.parse(
          JSON.stringify({ ...row, columns: Object.fromEntries(columns) }),
        );
      }
    }
  }
  return rows;
}

// Databases hold rows with these texts and hashes. A row that comes out otherwise is written again
// for every record of every customer, and each of their clients hears of a change that is none.
describe('the row of a record', () => {
  const rows = allRows();
  for (const [name, row] of Object.entries(known)) {
    it(`is the one that databases hold already: ${name}`, () => assert.deepEqual(rows[name], row));
  }

  it('holds no answer of a scorecard that official SDKs would refuse', () => {
    const { own } = rows['scorecards odd plain'] as { own: string };
    const { responses } = JSON.parse(`{${own}}`) as { responses: { type: string }[] };
    assert.deepEqual(
      responses.map(({ type }) => type),
      ['TEXT'],
    );
  });

  it('is known for each model', () => {
    assert.deepEqual(Object.keys(rows).toSorted(), Object.keys(known).toSorted());
  });
});
