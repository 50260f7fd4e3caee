import { defineConnector } from '@hirewire/connector-kit';
import type { Connector } from '@hirewire/connector-kit';
import { checkCredentials } from './check-credentials.ts';
import { TeamtailorCredentials, teamtailorRemote } from './client.ts';
import { teamtailorCoverage } from './coverage.ts';
import { teamtailorPermissions } from './permissions.ts';
import { applications } from './read/applications.ts';
import { candidates } from './read/candidates.ts';
import { jobs } from './read/jobs.ts';
import { offers } from './read/offers.ts';
import { readById } from './read/read-by-id.ts';
import { readsList } from './read/read-list.ts';
import { scorecards } from './read/scorecards.ts';
import {
  applicationStages,
  notes,
  readRoles,
  rejectionReasons,
  users,
} from './read/small-lists.ts';
import { readTags } from './read/tags.ts';
import { TeamtailorSettings } from './settings.ts';
import { teamtailorWebhooks } from './webhooks.ts';
import {
  addApplicationAttachment,
  addCandidateAttachment,
  getApplicationAttachments,
  getCandidateAttachments,
} from './write/attachments.ts';
import { createApplication } from './write/create-application.ts';
import { moveApplicationToStage, rejectApplication } from './write/move-application.ts';
import {
  addApplicationNote,
  addApplicationResultLink,
  addCandidateResultLink,
} from './write/notes.ts';
import { openAttachment } from './write/open-attachment.ts';
import { addCandidateTag, removeCandidateTag } from './write/tags.ts';

/** https://www.teamtailor.com */
export const teamtailor: Connector<TeamtailorCredentials> = defineConnector({
  specificationVersion: 1,
  tool: {
    id: 'teamtailor',
    label: 'Teamtailor',
    internalLabel: null,
    category: 'ATS',
    connectionGuideUrl: 'https://docs.teamtailor.com/#authentication',
  },
  credentials: {
    schema: TeamtailorCredentials,
    fields: {
      api_key: {
        label: 'API key',
        help: 'An administrator makes one under Settings, Integrations, API keys, with the permissions of the list.',
        link: 'https://docs.teamtailor.com/#authentication',
        isSecret: true,
      },
      region: {
        label: 'Region',
        help: 'Where the account lives: eu (Europe, the default) or na (North America). A key of one region is refused in the other.',
        isSecret: false,
      },
    },
  },
  settings: TeamtailorSettings,
  remote: teamtailorRemote,
  coverage: teamtailorCoverage,
  permissions: teamtailorPermissions,
  checkCredentials,
  read: {
    jobs: readsList(jobs),
    application_stages: readsList(applicationStages),
    applications: readsList(applications),
    candidates: readsList(candidates),
    offers: readsList(offers),
    users: readsList(users),
    roles: readRoles,
    tags: readTags,
    rejection_reasons: readsList(rejectionReasons),
    notes: readsList(notes),
    scorecards: readsList(scorecards),
  },
  incrementalModels: ['jobs', 'applications', 'candidates', 'tags', 'notes', 'scorecards'],
  write: {
    createApplication,
    moveApplicationToStage,
    rejectApplication,
    addApplicationNote,
    addApplicationResultLink,
    addCandidateResultLink,
    addApplicationAttachment,
    addCandidateAttachment,
    getApplicationAttachments,
    getCandidateAttachments,
    addCandidateTag,
    removeCandidateTag,
  },
  readById,
  madeOfIds: ['tags'],
  openAttachment,
  takesRemoteFields: true,
  webhooks: teamtailorWebhooks,
  passthrough: { v1: { path: '' } },
  // Signed addresses, and counts that change with every application.
  volatileFields: [
    'resume',
    'original-resume',
    'active-job-applications-count',
    'rejected-job-applications-count',
  ],
});
