import { z } from 'zod';
import type { PagePosition, PagedList } from '../../reading/read-pages.ts';
import type { Flaw } from './flaw.ts';

export const pageSchema = z.object({
  items: z.array(z.unknown()),
  next: z.string().nullable(),
  token: z.string().nullish(),
});
export type FakePage = z.infer<typeof pageSchema>;

/** Rows that are asked for. */
export const askedRows = 3;

/** Without any guard. */
export async function* readCarelessly<Row>(list: PagedList<Row>) {
  const start: PagePosition = { token: null, offset: 0, page: 0, total: null };
  let next: PagePosition | null = list.from ?? start;
  while (next !== null) {
    const { rows, nextToken } = await list.fetch(next);
    next = nextToken ? { ...start, token: nextToken } : null;
    yield { rows: rows ?? [], next };
  }
}

export function isLast(
  { items, next }: FakePage,
  after: string | null,
  flaw: Flaw | null,
): boolean {
  if (next === null) return true;
  if (flaw === 'takes a short page for the last one') return items.length < askedRows;
  // The page before it is the last one then.
  if (flaw === 'drops the last page') return Number(next.split('.')[1]) > 5;
  return flaw === 'takes pages that go round for a whole read' && after !== null && next < after;
}
