import assert from 'node:assert/strict';
import { readModels, writeActions } from '@hirewire/contract';
import type { Coverage } from '../declaration/connector.ts';
import { coverageStatus } from '../declaration/define-connector.ts';
import type { ConformanceTest } from './bench.ts';
import { isFilled } from './is-filled.ts';

export const coverageTests: readonly ConformanceTest[] = [
  {
    name: 'fills every field that its coverage supports',
    async run({ subject, baseline }) {
      const { outcomes } = await baseline();
      const empty = listFields(subject.connector.coverage)
        .filter(({ isSupported }) => isSupported)
        .filter(({ model, field }) => !isFilled(model, field, outcomes));
      assert.deepEqual(empty.map(fieldName), [], 'SUPPORTED fields that no record fills.');
    },
  },
  {
    name: 'fills no field that its coverage denies',
    async run({ subject, baseline }) {
      const { outcomes } = await baseline();
      const filled = listFields(subject.connector.coverage)
        .filter(({ isSupported }) => !isSupported)
        .filter(({ model, field }) => isFilled(model, field, outcomes));
      assert.deepEqual(filled.map(fieldName), [], 'Fields that are filled but not SUPPORTED.');
    },
  },
  {
    name: 'names in its coverage only what the contract knows',
    needsNoRemote: true,
    async run({ subject }) {
      const { coverage } = subject.connector;
      const known = new Set([
        ...readModels.flatMap(({ id, fields }) => [id, ...fields.map((field) => `${id}.${field}`)]),
        ...writeActions.map(({ id }) => id),
      ]);
      const named = [
        ...Object.entries(coverage.readModels).flatMap(([id, { fields }]) => [
          id,
          ...Object.keys(fields).map((field) => `${id}.${field}`),
        ]),
        ...Object.keys(coverage.writeActions),
      ];
      assert.deepEqual(
        named.filter((id) => !known.has(id)),
        [],
        'Not in the contract.',
      );
    },
  },
];

interface CoveredField {
  model: string;
  field: string;
  isSupported: boolean;
}

/** All fields of the contract; what coverage does not name is not supported. */
function listFields(coverage: Coverage): CoveredField[] {
  return readModels.flatMap(({ id: model, fields }) => {
    const declared = coverage.readModels[model];
    const isRead = declared !== undefined && coverageStatus(declared.model) === 'SUPPORTED';
    return fields.map((field) => {
      const isSupported = coverageStatus(declared?.fields[field] ?? 'SUPPORTED') === 'SUPPORTED';
      return { model, field, isSupported: isRead && field in declared.fields && isSupported };
    });
  });
}

function fieldName({ model, field }: CoveredField): string {
  return `${model}.${field}`;
}
