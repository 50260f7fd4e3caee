import type { ReadById } from '@hirewire/connector-kit';
import { readApplicationsById } from './applications.ts';
import { readCandidatesById } from './candidates.ts';
import { readInterviewsById } from './interviews.ts';
import { readJobsById } from './jobs.ts';
import { readNotesById } from './notes.ts';
import { readOffersById } from './offers.ts';
import { readScorecardsById } from './scorecards.ts';
import { readUsersById } from './small-lists.ts';
import { readTagsById } from './tags.ts';

/** Single records, as writes and events leave them. */
export const readById: ReadById = {
  applications: readApplicationsById,
  candidates: readCandidatesById,
  interviews: readInterviewsById,
  jobs: readJobsById,
  notes: readNotesById,
  offers: readOffersById,
  scorecards: readScorecardsById,
  tags: readTagsById,
  users: readUsersById,
};
