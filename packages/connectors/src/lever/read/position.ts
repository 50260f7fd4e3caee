import { PagePosition } from '@hirewire/connector-kit';
import type { ConnectorContext, Json } from '@hirewire/connector-kit';
import { z } from 'zod';
import type { LeverPage } from '../call-lever.ts';
import { LeverReference } from '../remote-types.ts';

export const Since = z.object({ changedFrom: z.number(), fingerprint: z.string() });
export type Since = z.infer<typeof Since>;
export const Position = Since.extend({
  list: z.enum(['changed', 'deleted']),
  at: PagePosition.nullable(),
  /** Ids of the rows of this page that are done. */
  done: z.array(z.string()),
});
export type Position = z.infer<typeof Position>;

/** A change may be listed later than its date says; how much later is not documented. */
const overlapMs = 10 * 60_000;
/** Our clock may be wrong by more. */
const overlapOfOurClockMs = 60 * 60_000;

export function toSince({ changedFrom, fingerprint }: Position): Since {
  return { changedFrom, fingerprint };
}

/** The next delta begins where this read began. */
export function startOf(
  { clock }: ConnectorContext,
  fingerprint: string,
  answeredAt: Date | null,
): Position {
  const changedFrom =
    answeredAt === null
      ? clock.now().getTime() - overlapOfOurClockMs
      : answeredAt.getTime() - overlapMs;
  return { changedFrom, fingerprint, list: 'changed', at: null, done: [] };
}

/** Rows of a page that are read together; `next` is undefined where further ones follow. */
export interface Part {
  rows: Json[];
  next?: PagePosition | null;
}

export function partsOf({ results, next }: LeverPage, { done }: Position, size = Infinity): Part[] {
  const rows = results.filter((row) => !done.includes(idOf(row)));
  const parts: Part[] = [];
  for (let start = 0; start + size < rows.length; start += size) {
    parts.push({ rows: rows.slice(start, start + size) });
  }
  const read = parts.reduce((sum, part) => sum + part.rows.length, 0);
  return [...parts, { rows: rows.slice(read), next }];
}

export function positionAfter({ rows, next }: Part, position: Position): Position {
  if (next === undefined) return { ...position, done: [...position.done, ...rows.map(idOf)] };
  return { ...position, list: next === null ? 'deleted' : 'changed', at: next, done: [] };
}

function idOf(row: Json): string {
  return LeverReference.safeParse(row).data?.id ?? JSON.stringify(row);
}
