import { defineConnector } from '@hirewire/connector-kit';
import type { Connector } from '@hirewire/connector-kit';
import { checkCredentials } from './check-credentials.ts';
import { RecruiteeCredentials, recruiteeRemote } from './client.ts';
import { recruiteeCoverage } from './coverage.ts';
import { recruiteePermissions } from './permissions.ts';
import { readApplications } from './read/applications.ts';
import { readCandidates } from './read/candidates.ts';
import { readInterviews } from './read/interviews.ts';
import { readJobs } from './read/jobs.ts';
import { listIds } from './read/list-ids.ts';
import { readNotes } from './read/notes.ts';
import { readById } from './read/read-by-id.ts';
import { readScorecards } from './read/scorecards.ts';
import {
  readApplicationStages,
  readRejectionReasons,
  readRoles,
  readUsers,
} from './read/small-lists.ts';
import { readTags } from './read/tags.ts';
import { recruiteeWebhooks } from './webhooks.ts';
import {
  addApplicationAttachment,
  addCandidateAttachment,
  getApplicationAttachments,
  getCandidateAttachments,
} from './write/attachments.ts';
import { createApplication } from './write/create-application.ts';
import { importTrackedApplication } from './write/import-tracked-application.ts';
import { moveApplicationToStage, rejectApplication } from './write/move-application.ts';
import { addApplicationNote } from './write/notes.ts';
import { openAttachment } from './write/open-attachment.ts';
import { addApplicationResultLink, addCandidateResultLink } from './write/result-links.ts';
import { addCandidateTag, removeCandidateTag } from './write/tags.ts';

const guideUrl = 'https://docs.recruitee.com/reference/getting-started';

/** https://recruitee.com */
export const recruitee: Connector<RecruiteeCredentials> = defineConnector({
  specificationVersion: 1,
  tool: {
    id: 'recruitee',
    label: 'Tellent Recruitee',
    internalLabel: null,
    category: 'ATS',
    connectionGuideUrl: guideUrl,
  },
  credentials: {
    schema: RecruiteeCredentials,
    fields: {
      company_id: {
        label: 'Company',
        help: 'The subdomain of the careers site (example of example.recruitee.com). The number of the company works, too, but then answers of applicants become notes. Both stand beside the tokens, under current company details.',
        isSecret: false,
      },
      api_token: {
        label: 'Personal API token',
        help: 'Under Settings, Apps and plugins, Personal API tokens. It may do what its user may.',
        link: guideUrl,
        isSecret: true,
      },
      webhook_secret: {
        label: 'Secret of the webhook',
        help: 'Only for webhooks: Recruitee shows it when the webhook has been set up.',
        isSecret: true,
      },
    },
  },
  remote: recruiteeRemote,
  coverage: recruiteeCoverage,
  permissions: recruiteePermissions,
  checkCredentials,
  read: {
    jobs: readJobs,
    application_stages: readApplicationStages,
    applications: readApplications,
    candidates: readCandidates,
    interviews: readInterviews,
    users: readUsers,
    roles: readRoles,
    tags: readTags,
    rejection_reasons: readRejectionReasons,
    notes: readNotes,
    scorecards: readScorecards,
  },
  incrementalModels: ['jobs', 'applications', 'candidates', 'notes', 'scorecards'],
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
  openAttachment,
  takesRemoteFields: true,
  webhooks: recruiteeWebhooks,
  passthrough: { v1: { path: '' }, default: { path: '' } },
  // Signed addresses of files, and what others did since.
  volatileFields: [
    'photo_url',
    'photo_thumb_url',
    'cv_url',
    'cv_original_url',
    'cover_letter_file_url',
    'generated_at',
    'placements_count',
  ],
});
