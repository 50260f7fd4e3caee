import { parseResults } from '@hirewire/connector-kit';
import type { ReadModel } from '@hirewire/connector-kit';
import { AshbyTag } from '../remote-types.ts';
import { readIncrementally } from '../call-ashby.ts';

/** https://developers.ashbyhq.com/reference/candidatetaglist */
const method = 'candidateTag.list';
/** Archived tags too: candidates may still have them, and a client may know their ids. */
export const allTags = { method, body: { includeArchived: true } };

export const readTags: ReadModel<'tags'> = (context, request) =>
  readIncrementally(context, request, {
    ...allTags,
    toRecords: (results) =>
      parseResults(AshbyTag, results, { model: 'tags', context }).map(({ raw, parsed }) => ({
        remote_id: parsed.id,
        name: parsed.title,
        remote_data: { [method]: raw },
      })),
  });
