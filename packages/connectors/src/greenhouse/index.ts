import { defineConnector } from '@hirewire/connector-kit';
import type { Connector } from '@hirewire/connector-kit';
import { checkCredentials } from './check-credentials.ts';
import { GreenhouseCredentials, greenhouseRemote } from './client.ts';
import { greenhouseCoverage } from './coverage.ts';
import { greenhousePermissions } from './permissions.ts';
import { listIds } from './read/list-ids.ts';
import { read, readById } from './read/read-by-id.ts';
import { GreenhouseSettings } from './settings.ts';
import { greenhouseWebhooks } from './webhooks.ts';
import {
  addApplicationAttachment,
  addCandidateAttachment,
  getApplicationAttachments,
  getCandidateAttachments,
  openAttachment,
} from './write/attachments.ts';
import { createApplication } from './write/create-application.ts';
import { moveApplicationToStage, rejectApplication } from './write/move-application.ts';
import { addApplicationNote } from './write/notes.ts';
import { addApplicationResultLink, addCandidateResultLink } from './write/result-links.ts';
import { addCandidateTag, removeCandidateTag } from './write/tags.ts';

const guideUrl = 'https://harvestdocs.greenhouse.io/docs/authentication';

/** https://www.greenhouse.com, by Harvest v3 */
export const greenhouse: Connector<GreenhouseCredentials> = defineConnector({
  specificationVersion: 1,
  tool: {
    id: 'greenhouse',
    aliases: ['greenhousev3'],
    label: 'Greenhouse',
    internalLabel: null,
    category: 'ATS',
    connectionGuideUrl: guideUrl,
  },
  credentials: {
    schema: GreenhouseCredentials,
    fields: {
      client_id: {
        label: 'Client ID',
        help: 'Of a credential of the type "Harvest V3 (OAuth)", under Configure, Dev Center, API Credentials.',
        link: guideUrl,
        isSecret: false,
      },
      client_secret: {
        label: 'Client secret',
        help: 'Of the same credential. Greenhouse shows it once.',
        isSecret: true,
      },
      user_id: {
        label: 'User ID',
        help: 'The number of the Site Admin in whose name Hirewire reads and writes. Left out, it is the service user of the credential.',
        isSecret: false,
      },
      job_board_api_key: {
        label: 'Job Board API key',
        help: 'Of a credential of the type "Job Board", under Configure, Dev Center, API Credentials. Left out, answers to the questions of a job become a note.',
        link: 'https://developers.greenhouse.io/job-board.html#authentication',
        isSecret: true,
      },
      job_board_token: {
        label: 'Job board token',
        help: 'The word in the address of the job board: `example` in https://boards.greenhouse.io/example. Needed with the key where the scope harvest:job_boards:list is missing.',
        isSecret: false,
      },
    },
  },
  settings: GreenhouseSettings,
  remote: greenhouseRemote,
  coverage: greenhouseCoverage,
  permissions: greenhousePermissions,
  checkCredentials,
  read,
  incrementalModels: [
    'jobs',
    'application_stages',
    'applications',
    'candidates',
    'interviews',
    'offers',
    'users',
    'tags',
    'rejection_reasons',
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
    importTrackedApplication: ({ id_type: type, application_id: id }) =>
      type === 'application_id' ? (id ?? null) : null,
  },
  readById,
  openAttachment,
  takesRemoteFields: true,
  webhooks: greenhouseWebhooks,
  passthrough: { harvestv3: { path: '' }, auth: { path: '', host: 'token' } },
});
