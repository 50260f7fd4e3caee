import { defineConnector } from '@hirewire/connector-kit';
import type { Connector } from '@hirewire/connector-kit';
import { checkCredentials } from './check-credentials.ts';
import { AshbyCredentials, ashbyRemote } from './client.ts';
import { ashbyCoverage } from './coverage.ts';
import { ashbyPermissions } from './permissions.ts';
import { readApplicationStages } from './read/application-stages.ts';
import { readApplications } from './read/applications.ts';
import { readById } from './read/read-by-id.ts';
import { readCandidates } from './read/candidates.ts';
import { listIds } from './read/list-ids.ts';
import { readInterviews } from './read/interviews.ts';
import { readJobs } from './read/jobs.ts';
import { readNotes } from './read/notes.ts';
import { readOffers } from './read/offers.ts';
import { readRejectionReasons } from './read/rejection-reasons.ts';
import { readRoles } from './read/roles.ts';
import { readScorecards } from './read/scorecards.ts';
import { readTags } from './read/tags.ts';
import { readUsers } from './read/users.ts';
import { AshbySettings } from './settings.ts';
import { ashbyWebhooks } from './webhooks.ts';
import {
  addApplicationAttachment,
  addCandidateAttachment,
  getApplicationAttachments,
  getCandidateAttachments,
  openAttachment,
} from './write/attachments.ts';
import { createApplication } from './write/create-application.ts';
import { moveApplicationToStage, rejectApplication } from './write/move-application-to-stage.ts';
import { addApplicationNote } from './write/notes.ts';
import { addApplicationResultLink, addCandidateResultLink } from './write/result-links.ts';
import { addCandidateTag, removeCandidateTag } from './write/tags.ts';

/** https://www.ashbyhq.com */
export const ashby: Connector<AshbyCredentials> = defineConnector({
  specificationVersion: 1,
  tool: {
    id: 'ashby',
    label: 'Ashby',
    internalLabel: null,
    category: 'ATS',
    connectionGuideUrl: 'https://developers.ashbyhq.com/docs/authentication',
  },
  credentials: {
    schema: AshbyCredentials,
    fields: {
      api_key: {
        label: 'API key',
        help: 'Make one under Admin, API Keys, and give it the permissions of the list.',
        link: 'https://developers.ashbyhq.com/docs/authentication',
        isSecret: true,
      },
    },
  },
  settings: AshbySettings,
  remote: ashbyRemote,
  coverage: ashbyCoverage,
  permissions: ashbyPermissions,
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
    'users',
    'tags',
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
  webhooks: ashbyWebhooks,
  passthrough: { v1: { path: '' } },
  // Of a file, the id and the name are what stays; the handle is only for fetching it.
  volatileFields: ['handle'],
});
