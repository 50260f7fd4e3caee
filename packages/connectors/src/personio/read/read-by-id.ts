import type { ReadById } from '@hirewire/connector-kit';
import { readApplicationsById } from './applications.ts';
import { readCandidatesById } from './candidates.ts';
import { readJobsById } from './jobs.ts';
import { readStagesById } from './stages.ts';

/** Single records, as they are now. */
export const readById: ReadById = {
  jobs: readJobsById,
  application_stages: readStagesById,
  applications: readApplicationsById,
  candidates: readCandidatesById,
};
