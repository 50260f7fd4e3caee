import { defineConnector } from '@hirewire/connector-kit';
import type { Connector } from '@hirewire/connector-kit';
import { checkCredentials } from './check-credentials.ts';
import { OdooCredentials, odooRemote } from './client.ts';
import { odooCoverage } from './coverage.ts';
import { odooPermissions } from './permissions.ts';
import { readApplications } from './read/applications.ts';
import { readCandidates } from './read/candidates.ts';
import { listIds } from './read/list-ids.ts';
import { readInterviews } from './read/interviews.ts';
import { readJobs } from './read/jobs.ts';
import { readRejectionReasons, readTags } from './read/named-records.ts';
import { readNotes } from './read/notes.ts';
import { readById } from './read/read-by-id.ts';
import { readApplicationStages } from './read/stages.ts';
import { readRoles, readUsers } from './read/users.ts';
import { OdooSettings } from './settings.ts';
import { odooWebhooks } from './webhooks/webhooks.ts';
import {
  addApplicationAttachment,
  addCandidateAttachment,
  getApplicationAttachments,
  getCandidateAttachments,
} from './write/attachments.ts';
import { createApplication } from './write/create-application.ts';
import {
  addApplicationNote,
  addApplicationResultLink,
  addCandidateResultLink,
} from './write/notes.ts';
import { openAttachment } from './write/open-attachment.ts';
import { moveApplicationToStage, rejectApplication } from './write/stages.ts';
import { addCandidateTag, removeCandidateTag } from './write/tags.ts';

const guideUrl =
  'https://www.odoo.com/documentation/19.0/developer/reference/external_api.html#api-key';

/** https://www.odoo.com/app/recruitment */
export const odoo: Connector<OdooCredentials> = defineConnector({
  specificationVersion: 1,
  tool: {
    id: 'odoo',
    label: 'Odoo Recruitment',
    internalLabel: null,
    category: 'ATS',
    connectionGuideUrl: guideUrl,
  },
  credentials: {
    schema: OdooCredentials,
    fields: {
      base_url: {
        label: 'Address',
        help: 'Where your people open Odoo, such as https://company.odoo.com.',
        isSecret: false,
      },
      database: {
        label: 'Database',
        help: 'Only for a server with several databases under one address.',
        isSecret: false,
      },
      api_key: {
        label: 'API key',
        help: 'Of a user who is an Officer of Recruitment: Preferences, Account Security, New API Key.',
        link: guideUrl,
        isSecret: true,
      },
    },
  },
  settings: OdooSettings,
  remote: odooRemote,
  coverage: odooCoverage,
  permissions: odooPermissions,
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
  },
  incrementalModels: [
    'jobs',
    'application_stages',
    'applications',
    'candidates',
    'interviews',
    'users',
    'tags',
    'rejection_reasons',
    'notes',
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
  webhooks: odooWebhooks,
  passthrough: { json2: { path: '/json/2' } },
});
