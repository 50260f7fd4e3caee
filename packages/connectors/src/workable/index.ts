import { defineConnector } from '@hirewire/connector-kit';
import type { Connector } from '@hirewire/connector-kit';
import { checkCredentials } from './check-credentials.ts';
import { WorkableCredentials, workableRemote } from './client.ts';
import { workableCoverage } from './coverage.ts';
import { workablePermissions } from './permissions.ts';
import { readApplications } from './read/applications.ts';
import { readCandidates } from './read/candidates.ts';
import { readInterviews } from './read/interviews.ts';
import { readJobs } from './read/jobs.ts';
import { listIds } from './read/list-ids.ts';
import { readNotes } from './read/notes.ts';
import { readOffers } from './read/offers.ts';
import { readById } from './read/read-by-id.ts';
import { readScorecards } from './read/scorecards.ts';
import { readRejectionReasons, readRoles, readUsers } from './read/small-lists.ts';
import { readApplicationStages } from './read/stages.ts';
import { readTags } from './read/tags.ts';
import { WorkableSettings } from './settings.ts';
import { workableWebhooks } from './webhooks.ts';
import {
  addApplicationAttachment,
  addCandidateAttachment,
  getApplicationAttachments,
  getCandidateAttachments,
} from './write/attachments.ts';
import {
  addApplicationNote,
  addApplicationResultLink,
  addCandidateResultLink,
} from './write/comments.ts';
import { createApplication } from './write/create-application.ts';
import { moveApplicationToStage, rejectApplication } from './write/move-application.ts';
import { openAttachment } from './write/open-attachment.ts';
import { addCandidateTag, removeCandidateTag } from './write/tags.ts';

const guideUrl = 'https://workable.readme.io/reference/generate-an-access-token';

/** https://www.workable.com */
export const workable: Connector<WorkableCredentials> = defineConnector({
  specificationVersion: 1,
  tool: {
    id: 'workable',
    label: 'Workable',
    internalLabel: null,
    category: 'ATS',
    connectionGuideUrl: guideUrl,
  },
  credentials: {
    schema: WorkableCredentials,
    fields: {
      subdomain: {
        label: 'Subdomain',
        help: 'The part before .workable.com in the address where you open Workable: example for example.workable.com.',
        isSecret: false,
      },
      access_token: {
        label: 'Access token',
        help: 'An administrator makes one under Settings, Integrations, Apps, API access tokens, with the permissions of the list.',
        link: guideUrl,
        isSecret: true,
      },
    },
  },
  settings: WorkableSettings,
  remote: workableRemote,
  coverage: workableCoverage,
  permissions: workablePermissions,
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
    'application_stages',
    'applications',
    'candidates',
    'offers',
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
  madeOfIds: ['tags'],
  openAttachment,
  takesRemoteFields: true,
  webhooks: workableWebhooks,
  passthrough: { v1: { path: '' }, v3: { path: '' } },
  // Signed anew at every answer.
  volatileFields: ['resume_url', 'preview_url', 'image_url'],
});
