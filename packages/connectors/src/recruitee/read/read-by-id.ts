import { inParallel } from '@hirewire/connector-kit';
import type { ReadById } from '@hirewire/connector-kit';
import { readApplicationsById } from './applications.ts';
import { readCandidatesById } from './candidates.ts';
import { readOffer } from './jobs.ts';
import { listTags } from './tags.ts';

/** Single records, as writes and events leave them. */
export const readById: ReadById = {
  applications: readApplicationsById,
  candidates: readCandidatesById,
  jobs: (context, ids) => inParallel(ids, (id) => readOffer(context, id)),
  // No request reads a single one.
  tags: async (context, ids) => {
    const byId = new Map((await listTags(context, 'tags')).map((tag) => [tag.remote_id, tag]));
    return ids.map((id) => byId.get(id) ?? { remote_id: id, deleted: true });
  },
};
