import { byIdFromList, inParallel } from '@hirewire/connector-kit';
import type { ReadById } from '@hirewire/connector-kit';
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
  application_stages: byIdFromList(readApplicationStages),
  users: byIdFromList(readUsers),
  roles: byIdFromList(readRoles),
  tags: byIdFromList(readTags),
  rejection_reasons: byIdFromList(readRejectionReasons),
};
