import { defineConnector } from '@hirewire/connector-kit';
import type { Connector } from '@hirewire/connector-kit';
import { checkCredentials } from './check-credentials.ts';
import { OnlyfyCredentials, onlyfyRemote } from './client.ts';
import { onlyfyCoverage } from './coverage.ts';
import { onlyfyPermissions } from './permissions.ts';
import { readApplications } from './read/applications.ts';
import { readCandidates } from './read/candidates.ts';
import { readJobs } from './read/jobs.ts';
import { readById } from './read/read-by-id.ts';
import { readApplicationStages, readRejectionReasons } from './read/status-sets.ts';
import { readTags } from './read/tags.ts';
import { OnlyfySettings } from './settings.ts';
import {
  addApplicationAttachment,
  addCandidateAttachment,
  getApplicationAttachments,
  getCandidateAttachments,
} from './write/attachments.ts';
import { createApplication } from './write/create-application.ts';
import { importTrackedApplication } from './write/import-tracked-application.ts';
import { moveApplicationToStage, rejectApplication } from './write/move-application.ts';
import { openAttachment } from './write/open-attachment.ts';
import { addCandidateTag, removeCandidateTag } from './write/tags.ts';

/** https://onlyfy.io/doc/v1, which wants an account */
export const onlyfy: Connector<OnlyfyCredentials> = defineConnector({
  specificationVersion: 1,
  tool: {
    id: 'onlyfy',
    label: 'onlyfy',
    internalLabel: null,
    category: 'ATS',
    connectionGuideUrl: null,
  },
  credentials: {
    schema: OnlyfyCredentials,
    fields: {
      api_key: {
        label: 'API key',
        help: 'The key for the API of onlyfy one Application Manager (Prescreen). An administrator of your account gets it in the settings, or from the support of onlyfy.',
        isSecret: true,
      },
    },
  },
  settings: OnlyfySettings,
  remote: onlyfyRemote,
  coverage: onlyfyCoverage,
  permissions: onlyfyPermissions,
  checkCredentials,
  read: {
    jobs: readJobs,
    application_stages: readApplicationStages,
    applications: readApplications,
    candidates: readCandidates,
    tags: readTags,
    rejection_reasons: readRejectionReasons,
  },
  incrementalModels: [],
  write: {
    createApplication,
    moveApplicationToStage,
    rejectApplication,
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
  passthrough: { v1: { path: '' } },
});
