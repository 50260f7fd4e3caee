import { defineConnector } from '@hirewire/connector-kit';
import type { Connector } from '@hirewire/connector-kit';
import { checkCredentials } from './check-credentials.ts';
import { LeverCredentials, leverRemote } from './client.ts';
import { leverCoverage } from './coverage.ts';
import { leverPermissions } from './permissions.ts';
import { readApplications } from './read/applications.ts';
import { readCandidates } from './read/candidates.ts';
import { readInterviews } from './read/interviews.ts';
import { readJobs } from './read/jobs.ts';
import { listIds } from './read/list-ids.ts';
import { readNotes } from './read/notes.ts';
import { readOffers } from './read/offers.ts';
import { readById } from './read/read-by-id.ts';
import { readScorecards } from './read/scorecards.ts';
import {
  readApplicationStages,
  readRejectionReasons,
  readRoles,
  readTags,
  readUsers,
} from './read/small-lists.ts';
import { LeverSettings } from './settings.ts';
import { leverWebhooks } from './webhooks.ts';
import {
  addApplicationAttachment,
  addCandidateAttachment,
  getApplicationAttachments,
  getCandidateAttachments,
} from './write/attachments.ts';
import { createApplication } from './write/create-application.ts';
import { moveApplicationToStage, rejectApplication } from './write/move-application.ts';
import { addApplicationNote } from './write/notes.ts';
import { openAttachment } from './write/open-attachment.ts';
import { addApplicationResultLink, addCandidateResultLink } from './write/result-links.ts';
import { addCandidateTag, removeCandidateTag } from './write/tags.ts';

const guideUrl = 'https://hire.lever.co/developer/documentation#authentication';

/** https://www.lever.co */
export const lever: Connector<LeverCredentials> = defineConnector({
  specificationVersion: 1,
  tool: {
    id: 'lever',
    label: 'Lever',
    internalLabel: null,
    category: 'ATS',
    connectionGuideUrl: guideUrl,
  },
  credentials: {
    schema: LeverCredentials,
    fields: {
      api_key: {
        label: 'API key',
        help: 'A Super Admin makes one under Settings, Integrations and API, API Credentials. Choose access to confidential data there, as it cannot be added later.',
        link: guideUrl,
        isSecret: true,
      },
      region: {
        label: 'Region',
        help: 'Where people open Lever: global (hire.lever.co, the default), eu (hire.eu.lever.co), or sandbox.',
        isSecret: false,
      },
    },
  },
  settings: LeverSettings,
  remote: leverRemote,
  coverage: leverCoverage,
  permissions: leverPermissions,
  checkCredentials,
  read: {
    jobs: readJobs,
    application_stages: readApplicationStages,
    applications: readApplications,
    candidates: readCandidates,
    interviews: readInterviews,
    offers: readOffers,
    users: readUsers,
    roles: readRoles,
    tags: readTags,
    rejection_reasons: readRejectionReasons,
    notes: readNotes,
    scorecards: readScorecards,
  },
  incrementalModels: [
    'jobs',
    'applications',
    'candidates',
    'interviews',
    'offers',
    'notes',
    'scorecards',
  ],
  listIds,
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
  openAttachment,
  takesRemoteFields: true,
  webhooks: leverWebhooks,
  passthrough: { v1: { path: '' } },
});
