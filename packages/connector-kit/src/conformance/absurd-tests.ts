import assert from 'node:assert/strict';
import type { ModelName } from '../declaration/records.ts';
import type { RemoteRequest } from '../http/remote.ts';
import { readModelsOf, withoutIds } from './bench.ts';
import type { ConformanceTest } from './bench.ts';
import type { RemoteUnderTest } from './remote-under-test.ts';
import { openSession, withRemote } from './session.ts';
import type { ReadOutcome } from './session.ts';
import type { ConformanceSubject } from './subject.ts';

/** Records that can come by one row of a list, where its id is spoilt; a page has more. */
const maxOfOneRow = 10;

/** Texts that no careful vendor sends, and that each was seen once. */
const absurdities: Readonly<Record<string, string>> = {
  'NUL bytes': 'a\0b',
  'half of an emoji': 'Zo \ud83d',
  'texts of 3,000 characters': 'x'.repeat(3000),
  'an address of 3,000 characters': `${'x'.repeat(3000)}@example.com`,
  'HTML of ten levels': `${'<div>'.repeat(10)}text${'</div>'.repeat(10)}`,
};

export const absurdTests: readonly ConformanceTest[] = [
  {
    name: 'reads the rest of each list when one of its rows has absurd texts',
    async run({ subject }) {
      const lost: string[] = [];
      await withRemote(subject, async (remote) => {
        for (const model of readModelsOf(subject)) {
          const whole = await openSession(subject, remote).read(model);
          for (const [name, text] of Object.entries(absurdities)) {
            for (const withIds of [false, true]) {
              const loss = await findLoss(subject, remote, { model, whole, text, withIds });
              if (loss !== null)
                lost.push(`${model} with ${name}${withIds ? ', ids too' : ''}: ${loss}`);
            }
          }
        }
      });
      assert.deepEqual(lost, [], 'What one absurd row has cost.');
    },
  },
];

async function findLoss(
  subject: ConformanceSubject,
  remote: RemoteUnderTest,
  {
    model,
    whole,
    text,
    withIds,
  }: { model: ModelName; whole: ReadOutcome; text: string; withIds: boolean },
): Promise<string | null> {
  // One row of each list: an answer to the first question for it.
  const spoilt = new Set<string>();
  const spoil = (body: unknown, { path }: RemoteRequest): unknown => {
    const copy: unknown = structuredClone(body);
    const row = spoilt.has(withoutIds(path)) ? undefined : findRow(copy);
    if (row !== undefined) {
      spoilt.add(withoutIds(path));
      replaceTexts(row, { text, withIds });
    }
    return copy;
  };
  try {
    const { records } = await openSession(subject, remote, { spoil }).read(model);
    const missing = [...whole.records.keys()].filter((id) => !records.has(id));
    return missing.length > maxOfOneRow ? `${missing.length} records are missing` : null;
  } catch (error) {
    return `the read failed: ${String(error)}`;
  }
}

/** The second entry of the first list of objects. */
function findRow(value: unknown): object | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) {
    const second: unknown = value[1];
    if (typeof second === 'object' && second !== null) return second;
  }
  for (const inner of Object.values(value)) {
    const found = findRow(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

function replaceTexts(row: object, how: { text: string; withIds: boolean }): void {
  for (const [key, value] of Object.entries(row)) {
    if (typeof value === 'string') {
      if (how.withIds || !/id$/i.test(key)) Reflect.set(row, key, how.text);
    } else if (typeof value === 'object' && value !== null) {
      replaceTexts(value, how);
    }
  }
}
