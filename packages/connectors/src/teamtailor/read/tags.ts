import { PagePosition, readByDate } from '@hirewire/connector-kit';
import type { ConnectorContext, ReadModel, TagRecord } from '@hirewire/connector-kit';
import { z } from 'zod';
import { parseAttributes, readTeamtailorPages } from '../call-teamtailor.ts';
import type { Row } from '../call-teamtailor.ts';
import { TeamtailorCandidate } from '../remote-types.ts';
import { candidates } from './candidates.ts';
import { tagIdOf } from './fields.ts';
import { changedPages } from './read-list.ts';

// Tags are texts on candidates: no list has them, and they have no ids.

const model = 'tags';

/** Tags that are remembered with a resume point; one beyond them is read twice at most. */
const maxRemembered = 5000;
const Point = z.object({ page: PagePosition, seen: z.array(z.string()) });

/** The tags of all candidates, each once a read. The list is the one that candidates are read from. */
export const readTags: ReadModel<'tags'> = (context, request) => {
  let at: Date | null = null;
  return readByDate<'tags'>(context, request, {
    vendorTime: () => at,
    async *pages({ changedFrom, resumeFrom }) {
      const point = Point.safeParse(resumeFrom).data;
      const seen = new Set(point?.seen);
      const inner = { changedFrom, resumeFrom: point?.page ?? null };
      for await (const page of changedPages(context, candidates, inner)) {
        at = page.answeredAt;
        const records = page.rows.flatMap((row) => tagsOf(context, row)).filter(isNewTo(seen));
        const next = page.next && { page: page.next, seen: [...seen].slice(0, maxRemembered) };
        yield { records, resumeFrom: next, unlistedRecords: page.unlisted };
      }
    },
  });
};

function isNewTo(seen: Set<string>): (tag: TagRecord) => boolean {
  return ({ remote_id: id }) => {
    const isNew = !seen.has(id);
    seen.add(id);
    return isNew;
  };
}

/**
 * Tags that an action has just given to somebody: the candidates who have changed last show how they
 * are written. No request reads a single one.
 */
export async function readTagsById(
  context: ConnectorContext,
  ids: readonly string[],
): Promise<TagRecord[]> {
  const { path } = candidates;
  const pages = readTeamtailorPages(context, { model, path, query: { sort: '-updated-at' } });
  const { value: page } = await pages.next();
  const tags = page?.rows.flatMap((row) => tagsOf(context, row)) ?? [];
  const found = new Map(tags.map((tag) => [tag.remote_id, tag]));
  return ids.map((id) => found.get(id) ?? { remote_id: id, name: id });
}

function tagsOf({ reportIssue }: ConnectorContext, { resource }: Row): TagRecord[] {
  const candidate = parseAttributes(TeamtailorCandidate, resource, { model, reportIssue });
  return (candidate?.tags ?? []).flatMap((tag) => {
    const id = tagIdOf(tag);
    return id === '' ? [] : [{ remote_id: id, name: tag.trim(), remote_data: { tag } }];
  });
}
