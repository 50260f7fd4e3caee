import type { Connector, ReadById } from '@hirewire/connector-kit';
import { openApplications } from './applications.ts';
import { openCandidates } from './candidates.ts';
import {
  openRejectionReasons,
  openStages,
  openTags,
  openUsers,
  readRoles,
  readRolesById,
} from './flat-lists.ts';
import { openInterviews } from './interviews.ts';
import { openJobs } from './jobs.ts';
import { readerById, readerOf } from './joined-list.ts';
import { openNotes } from './notes.ts';
import { openOffers } from './offers.ts';
import { openScorecards } from './scorecards.ts';

/** All models, in full or what has changed. */
export const read: Connector['read'] = {
  jobs: readerOf('jobs', openJobs),
  application_stages: readerOf('application_stages', openStages),
  applications: readerOf('applications', openApplications),
  candidates: readerOf('candidates', openCandidates),
  interviews: readerOf('interviews', openInterviews),
  offers: readerOf('offers', openOffers),
  users: readerOf('users', openUsers),
  roles: readRoles,
  tags: readerOf('tags', openTags),
  rejection_reasons: readerOf('rejection_reasons', openRejectionReasons),
  notes: readerOf('notes', openNotes),
  scorecards: readerOf('scorecards', openScorecards),
};

/** Single records, as writes and events leave them. */
export const readById: ReadById = {
  jobs: readerById('jobs', openJobs),
  application_stages: readerById('application_stages', openStages),
  applications: readerById('applications', openApplications),
  candidates: readerById('candidates', openCandidates),
  interviews: readerById('interviews', openInterviews),
  offers: readerById('offers', openOffers),
  users: readerById('users', openUsers),
  roles: readRolesById,
  rejection_reasons: readerById('rejection_reasons', openRejectionReasons),
  tags: readerById('tags', openTags),
  notes: readerById('notes', openNotes),
  scorecards: readerById('scorecards', openScorecards),
};
