import type { ModelName, ReadModel } from '@hirewire/contract';
import { readModelOf, recordKeyOf } from '@hirewire/contract';
import type { ReadOutcome } from './session.ts';

type Row = Readonly<Record<string, unknown>>;
type Target = [model: string, remoteId: string];

/** What a record points to. */
function targetsOf(model: ReadModel, record: Row): Target[] {
  const fields = { ...model.references, ...model.memberships };
  const direct = Object.entries(fields).flatMap(([field, target]) =>
    toTargets(target, record[recordKeyOf(model, field)]),
  );
  const linked = Object.entries(model.links).flatMap(([field, { entry }]) =>
    (record[field] as readonly Row[]).flatMap((one) =>
      Object.entries(entry).flatMap(([name, kind]) => toTargets(kind, one[name])),
    ),
  );
  return [...direct, ...linked];
}

function toTargets(kind: string | readonly [string], value: unknown): Target[] {
  const target = typeof kind === 'string' ? kind : kind[0];
  const ids = Array.isArray(value) ? value : [value];
  return ids.flatMap((id): Target[] => (typeof id === 'string' ? [[target, id]] : []));
}

/**
 * References to records that a full read has not found, of those to the models that `counts` takes.
 * Models that are not read do not count.
 */
export function findDanglingReferences(
  outcomes: ReadonlyMap<ModelName, ReadOutcome>,
  counts: (target: string) => boolean,
): { dangling: string[]; checked: number } {
  const found = new Map<string, ReadOutcome>(outcomes);
  const dangling: string[] = [];
  let checked = 0;
  for (const [name, { records }] of outcomes) {
    for (const [remoteId, record] of records) {
      for (const [target, targetId] of targetsOf(readModelOf(name), { ...record })) {
        const targets = found.get(target)?.records;
        if (targets === undefined || !counts(target)) continue;
        checked += 1;
        if (!targets.has(targetId)) dangling.push(`${name} ${remoteId} → ${target} ${targetId}`);
      }
    }
  }
  return { dangling, checked };
}
