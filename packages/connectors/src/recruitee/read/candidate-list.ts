import { answeredAt, readPages } from '@hirewire/connector-kit';
import type { ConnectorContext, Json, PagePosition } from '@hirewire/connector-kit';
import { z } from 'zod';
import { listRecruitee } from '../call-recruitee.ts';
import { RecruiteeReference } from '../remote-types.ts';

export const candidatesPath = '/candidates';
/** The largest page. */
const pageSize = 1000;
/** How far back a page is looked for again whose place in the list has changed. */
const stepBack = 100;

export interface CandidatePage {
  rows: Json[];
  next: PagePosition | null;
  answeredAt: Date | null;
}

export interface CandidateListRequest {
  from?: PagePosition | null;
  rowsAtOnce?: number;
  /** Models of a run that read the list, and share its pages. */
  readers?: number;
}

/** Rows that were read, and the id of the last of them. */
const Token = z.tuple([z.number().int(), z.string()]);

/**
 * Everybody. The list has offsets and no total, and reading it with the details of everybody takes
 * hours: meanwhile, each deletion moves all rows after it. So a page begins with the row that the one
 * before it ended with; where it does not, it is looked for.
 */
export async function* readCandidatePages(
  context: ConnectorContext,
  { from = null, rowsAtOnce = Infinity, readers = 1 }: CandidateListRequest = {},
): AsyncGenerator<CandidatePage, void> {
  let at: Date | null = null;
  const fetchFrom: FetchFrom = async (offset, { isShared }) => {
    const read = () => fetchPage(context, offset);
    const shared = { key: `candidates from ${offset}`, readers };
    const page = isShared ? SharedPage.parse(await context.shareRead(shared, read)) : await read();
    at = page.at === null ? null : new Date(page.at);
    return page.rows;
  };
  const pages = readPages<Json>({
    name: "Recruitee's candidates",
    by: 'token',
    from,
    rowsAtOnce,
    async fetch({ token }) {
      const [offset, last] = token === null ? [0, null] : Token.parse(JSON.parse(token));
      const found =
        last === null
          ? { offset, rows: await fetchFrom(offset, { isShared: true }) }
          : await fetchAfter(fetchFrom, { offset, last });
      const { rows } = found;
      const end = rows?.at(-1);
      if (rows === null || end === undefined) return { rows };
      return { rows, nextToken: JSON.stringify([found.offset + rows.length, idOf(end)]) };
    },
  });
  for await (const { rows, next } of pages) yield { rows: [...rows], next, answeredAt: at };
}

/** As text, for another model: each begins its next delta when Recruitee has answered. */
const SharedPage = z.object({
  rows: z.array(z.custom<Json>()).nullable(),
  at: z.string().nullable(),
});

async function fetchPage(
  context: ConnectorContext,
  offset: number,
): Promise<z.infer<typeof SharedPage>> {
  const query = { limit: pageSize, offset, sort: 'by_date' };
  const list = { path: candidatesPath, name: 'candidates', query };
  const { content: rows, response } = await listRecruitee(context, list);
  return { rows, at: answeredAt(response)?.toISOString() ?? null };
}

type FetchFrom = (offset: number, options: { isShared: boolean }) => Promise<Json[] | null>;

interface Found {
  /** Of the first row. */
  offset: number;
  rows: Json[] | null;
}

/** The rows after one that was at the end of a page. */
async function fetchAfter(
  fetchFrom: FetchFrom,
  { offset, last }: { offset: number; last: string },
): Promise<Found> {
  const rows = await fetchFrom(offset - 1, { isShared: true });
  const [first] = rows ?? [];
  if (rows === null) return { offset, rows };
  if (first !== undefined && idOf(first) === last) return { offset, rows: rows.slice(1) };
  const start = Math.max(0, offset - stepBack);
  // What another model has read may be of before the change.
  const around = await fetchFrom(start, { isShared: false });
  if (around === null) return { offset, rows: around };
  // All of them, again, where the last row itself was deleted.
  const done = around.findIndex((row) => idOf(row) === last) + 1;
  const fresh = { offset: start + done, rows: around.slice(done) };
  // A list that goes round is not at its end.
  return fresh.rows.length === 0 && rows.length > 0 ? { offset: offset - 1, rows } : fresh;
}

function idOf(row: Json): string {
  return RecruiteeReference.safeParse(row).data?.id ?? JSON.stringify(row);
}
