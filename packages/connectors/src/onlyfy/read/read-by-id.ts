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
import { readJobsById } from './jobs.ts';
import { readApplicationStages, readRejectionReasons } from './status-sets.ts';
import { readTagsById } from './tags.ts';

/** Single records, as writes leave them, and before they are deleted. */
export const readById: ReadById = {
  jobs: readJobsById,
  applications: readApplicationsById,
  candidates: readCandidatesById,
  tags: readTagsById,
  application_stages: fromList(readApplicationStages),
  rejection_reasons: fromList(readRejectionReasons),
};

/** No request reads a single status. */
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
