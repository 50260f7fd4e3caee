import { inParallel } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  ModelName,
  ReadById,
  ReadModel,
  RecordByModel,
  Tombstone,
} from '@hirewire/connector-kit';
import { readApplicationsById } from './applications.ts';
import { readCandidatesById } from './candidates.ts';
import { readInterviewsById } from './interviews.ts';
import { readOffer } from './jobs.ts';
import {
  readApplicationStages,
  readRejectionReasons,
  readRoles,
  readUsers,
} from './small-lists.ts';
import { readTags } from './tags.ts';

/**
 * Single records, as writes and events leave them, and before they are deleted. Notes and evaluations
 * are read by their candidate, whom their ids do not tell.
 */
export const readById: ReadById = {
  applications: readApplicationsById,
  candidates: readCandidatesById,
  interviews: readInterviewsById,
  jobs: (context, ids) => inParallel(ids, (id) => readOffer(context, id)),
  application_stages: fromList(readApplicationStages),
  users: fromList(readUsers),
  roles: fromList(readRoles),
  tags: fromList(readTags),
  rejection_reasons: fromList(readRejectionReasons),
};

/** Of short lists, no request reads a single record. */
function fromList<Model extends ModelName>(read: ReadModel<Model>) {
  return async (
    context: ConnectorContext,
    ids: readonly string[],
  ): Promise<(RecordByModel[Model] | Tombstone)[]> => {
    const byId = new Map<string, RecordByModel[Model] | Tombstone>();
    for await (const { records } of read(context, { since: null, resumeFrom: null })) {
      for (const record of records) byId.set(record.remote_id, record);
    }
    return ids.map((id) => byId.get(id) ?? { remote_id: id, deleted: true });
  };
}
