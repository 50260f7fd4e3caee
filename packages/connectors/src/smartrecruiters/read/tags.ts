import type { ConnectorContext, Page, ReadModel, TagRecord } from '@hirewire/connector-kit';
import { z } from 'zod';
import { readCandidateList } from './candidate-list.ts';
import { tagsOf } from './to-candidate.ts';

const Position = z.object({ known: z.array(z.string()), inner: z.json() });
/** What a resumed read gives again beyond them is no change. */
const maxKnown = 1000;

/** SmartRecruiters has no list of tags: they are those that candidates have, each given once. */
export const readTags: ReadModel<'tags'> = async function* (context, request) {
  const position = Position.safeParse(request.resumeFrom).data ?? null;
  const known = new Set(position?.known);
  const pages: AsyncIterable<Page<'tags'>> = readCandidateList<'tags'>(
    context,
    { ...request, resumeFrom: position?.inner ?? null },
    {
      model: 'tags',
      toRecords: async ({ parsed }) =>
        tagsOf(parsed).flatMap((tag) => {
          if (known.has(tag)) return [];
          known.add(tag);
          return [toRecord(tag)];
        }),
    },
  );
  for await (const page of pages) {
    const { resumeFrom } = page;
    yield resumeFrom === null
      ? page
      : { ...page, resumeFrom: { known: [...known].slice(0, maxKnown), inner: resumeFrom } };
  }
};

/** Of tags that an action has just given to somebody: no request reads a single one. */
export async function readTagsById(
  _context: ConnectorContext,
  ids: readonly string[],
): Promise<TagRecord[]> {
  return ids.map(toRecord);
}

function toRecord(tag: string): TagRecord {
  return { remote_id: tag, name: tag };
}
