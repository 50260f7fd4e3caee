import type { ReadById } from '@hirewire/connector-kit';
import { readApplicationsById } from './applications.ts';
import { readCandidatesById } from './candidates.ts';
import { readJobsById } from './jobs.ts';
import { readOffersById } from './offers.ts';
import { readTagsById } from './tags.ts';

/** Single records, as writes and events leave them. */
export const readById: ReadById = {
  applications: readApplicationsById,
  candidates: readCandidatesById,
  jobs: readJobsById,
  offers: readOffersById,
  tags: readTagsById,
};
