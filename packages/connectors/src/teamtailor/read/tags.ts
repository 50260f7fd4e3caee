import { PagePosition, readByDate } from '@hirewire/connector-kit';
import type { ConnectorContext, ReadModel, TagRecord, Tombstone } from '@hirewire/connector-kit';
import { z } from 'zod';
import { parseAttributes, readTeamtailorPages } from '../call-teamtailor.ts';
import type { Query, Row } from '../call-teamtailor.ts';
import { TeamtailorCandidate } from '../remote-types.ts';

// Tags are texts on candidates: no list has them, and they have no ids.

const model = 'tags';
const path = '/candidates';
/** Candidates of whom nothing else is sent. */
const tagsAlone = { 'fields[candidates]': 'tags' };

/** Tags are the same whatever their case. */
export const tagIdOf = (tag: string): string => tag.trim().toLowerCase();

export function tagIdsOf(tags: readonly string[] | null | undefined): string[] {
  return [...new Set((tags ?? []).map(tagIdOf))].filter((id) => id !== '');
}

/** Tags that are remembered with a resume point; one beyond them is read twice at most. */
const maxRemembered = 5000;
const Point = z.object({ page: PagePosition, seen: z.array(z.string()) });

/** The tags of all candidates, each once a read. */
export const readTags: ReadModel<'tags'> = (context, request) => {
  let at: Date | null = null;
  return readByDate<'tags'>(context, request, {
    vendorTime: () => at,
    async *pages({ changedFrom, resumeFrom }) {
      const point = Point.safeParse(resumeFrom).data;
      const seen = new Set(point?.seen);
      const query = { ...tagsAlone, 'filter[updated-at][from]': changedFrom?.toISOString() };
      for await (const page of readPages(context, query, point?.page)) {
        at = page.answeredAt;
        const records: TagRecord[] = [];
        for (const tag of page.rows.flatMap((row) => tagsOf(context, row))) {
          if (!seen.has(tag.remote_id)) records.push(tag);
          seen.add(tag.remote_id);
        }
        const next = page.next && { page: page.next, seen: [...seen].slice(0, maxRemembered) };
        yield { records, resumeFrom: next, unlistedRecords: page.unlisted };
      }
    },
  });
};

/** Whoever has changed last comes first, so that a tag that was just added is found at once. */
export async function readTagsById(
  context: ConnectorContext,
  ids: readonly string[],
): Promise<(TagRecord | Tombstone)[]> {
  const found = new Map<string, TagRecord>();
  const query = { ...tagsAlone, sort: '-updated-at' };
  for await (const { rows } of readPages(context, query)) {
    for (const tag of rows.flatMap((row) => tagsOf(context, row))) {
      if (!found.has(tag.remote_id)) found.set(tag.remote_id, tag);
    }
    if (ids.every((id) => found.has(id))) break;
  }
  return ids.map((id) => found.get(id) ?? { remote_id: id, deleted: true });
}

function readPages(context: ConnectorContext, query: Query, from: PagePosition | null = null) {
  return readTeamtailorPages(context, { model, path, query }, from);
}

function tagsOf({ reportIssue }: ConnectorContext, { resource }: Row): TagRecord[] {
  const candidate = parseAttributes(TeamtailorCandidate, resource, { model, reportIssue });
  return (candidate?.tags ?? []).flatMap((tag) => {
    const id = tagIdOf(tag);
    return id === '' ? [] : [{ remote_id: id, name: tag.trim(), remote_data: { tag } }];
  });
}
