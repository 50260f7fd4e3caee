import { defineConnector } from '@hirewire/connector-kit';
import type { Connector } from '@hirewire/connector-kit';
import { checkCredentials } from './check-credentials.ts';
import { SmartRecruitersCredentials, smartRecruitersRemote } from './client.ts';
import { smartRecruitersCoverage } from './coverage.ts';
import { smartRecruitersPermissions } from './permissions.ts';
import { readApplications } from './read/applications.ts';
import { readCandidates } from './read/candidates.ts';
import { readInterviews } from './read/interviews.ts';
import { readJobs } from './read/jobs.ts';
import { listIds } from './read/list-ids.ts';
import { readNotes } from './read/notes.ts';
import { readOffers } from './read/offers.ts';
import { readById } from './read/read-by-id.ts';
import { readRoles } from './read/roles.ts';
import { readScorecards } from './read/scorecards.ts';
import { readRejectionReasons, readUsers } from './read/small-lists.ts';
import { readApplicationStages } from './read/stages.ts';
import { readTags } from './read/tags.ts';
import { smartRecruitersWebhooks } from './webhooks.ts';
import {
  addApplicationAttachment,
  addCandidateAttachment,
  getApplicationAttachments,
  getCandidateAttachments,
  openAttachment,
} from './write/attachments.ts';
import { createApplication } from './write/create-application.ts';
import { importTrackedApplication } from './write/import-tracked-application.ts';
import {
  addApplicationNote,
  addApplicationResultLink,
  addCandidateResultLink,
} from './write/messages.ts';
import { moveApplicationToStage, rejectApplication } from './write/move-application.ts';
import { addCandidateTag, removeCandidateTag } from './write/tags.ts';

const guideUrl = 'https://developers.smartrecruiters.com/docs/authentication';

/** https://www.smartrecruiters.com */
export const smartrecruiters: Connector<SmartRecruitersCredentials> = defineConnector({
  specificationVersion: 1,
  tool: {
    id: 'smartrecruiters',
    label: 'SmartRecruiters',
    internalLabel: null,
    category: 'ATS',
    connectionGuideUrl: guideUrl,
  },
  credentials: {
    schema: SmartRecruitersCredentials,
    fields: {
      api_key: {
        label: 'API key',
        help: 'An administrator makes one in the settings of SmartRecruiters. It may do what its user may; notes need an administrator.',
        link: guideUrl,
        isSecret: true,
      },
      environment: {
        label: 'Environment',
        help: 'production, or sandbox for an account at api.sandbox.smartrecruiters.com.',
        isSecret: false,
      },
    },
  },
  remote: smartRecruitersRemote,
  coverage: smartRecruitersCoverage,
  permissions: smartRecruitersPermissions,
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
    'roles',
    'applications',
    'candidates',
    'tags',
    'interviews',
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
    importTrackedApplication,
  },
  readById,
  madeOfIds: ['tags'],
  openAttachment,
  takesRemoteFields: true,
  webhooks: smartRecruitersWebhooks,
  passthrough: { default: { path: '' } },
});
