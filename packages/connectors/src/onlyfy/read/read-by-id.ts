import { byIdFromList } from '@hirewire/connector-kit';
import type { ReadById } from '@hirewire/connector-kit';
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
  application_stages: byIdFromList(readApplicationStages),
  rejection_reasons: byIdFromList(readRejectionReasons),
};
