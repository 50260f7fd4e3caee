import type { ConnectorContext, ReadModel, TagRecord } from '@hirewire/connector-kit';
import { readDetails } from './details.ts';
import { toTags } from './to-candidate.ts';

/** Workable has no list of tags: they are those that candidates have. */
export const readTags: ReadModel<'tags'> = (context, request) => {
  const known = new Set<string>();
  return readDetails<'tags'>(context, request, {
    model: 'tags',
    isCounted: false,
    fields: [],
    open:
      async () =>
      async ({ parsed }) =>
        toTags(parsed).flatMap((tag) => {
          if (known.has(tag)) return [];
          known.add(tag);
          return [toRecord(tag)];
        }),
  });
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
