import type { ReadById } from '@hirewire/connector-kit';
import { applications } from './applications.ts';
import { candidates } from './candidates.ts';
import { jobs } from './jobs.ts';
import { offers } from './offers.ts';
import { readsById } from './read-list.ts';
import { scorecards } from './scorecards.ts';
import { applicationStages, notes, rejectionReasons, users } from './small-lists.ts';
import { readTagsById } from './tags.ts';

/** Single records, as writes and events leave them. Roles are never deleted. */
export const readById: ReadById = {
  applications: readsById(applications),
  application_stages: readsById(applicationStages),
  candidates: readsById(candidates),
  jobs: readsById(jobs),
  notes: readsById(notes),
  offers: readsById(offers),
  rejection_reasons: readsById(rejectionReasons),
  scorecards: readsById(scorecards),
  tags: readTagsById,
  users: readsById(users),
};
