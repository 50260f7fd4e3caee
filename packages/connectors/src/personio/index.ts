import { defineConnector } from '@hirewire/connector-kit';
import type { Connector } from '@hirewire/connector-kit';
import { checkCredentials } from './check-credentials.ts';
import { PersonioCredentials, personioRemote } from './client.ts';
import { personioCoverage } from './coverage.ts';
import { personioPermissions } from './permissions.ts';
import { readApplications } from './read/applications.ts';
import { readCandidates } from './read/candidates.ts';
import { readJobs } from './read/jobs.ts';
import { listIds } from './read/list-ids.ts';
import { readById } from './read/read-by-id.ts';
import { readApplicationStages } from './read/stages.ts';
import { PersonioSettings } from './settings.ts';
import { createApplication } from './write/create-application.ts';

const guideUrl =
  'https://support.personio.de/hc/en-us/articles/4404623630993-Generate-and-manage-API-credentials';

/** https://www.personio.com */
export const personio: Connector<PersonioCredentials> = defineConnector({
  specificationVersion: 1,
  tool: {
    id: 'personio',
    label: 'Personio',
    internalLabel: null,
    category: 'ATS',
    connectionGuideUrl: guideUrl,
  },
  credentials: {
    schema: PersonioCredentials,
    fields: {
      client_id: {
        label: 'Client ID',
        help: 'Of a custom integration with read access to recruiting, under Marketplace, Connected integrations (before: Settings, Integrations, API credentials).',
        link: guideUrl,
        isSecret: false,
      },
      client_secret: {
        label: 'Client secret',
        help: 'Of the same credentials.',
        isSecret: true,
      },
      subdomain: {
        label: 'Career page',
        help: 'Its address, such as example.jobs.personio.de. Left out, jobs have no status, description and type of employment.',
        isSecret: false,
      },
      recruiting_token: {
        label: 'Recruiting API key',
        help: 'Under Settings, Integrations, API credentials, Recruiting API key. Left out, applications cannot be created.',
        link: 'https://developer.personio.de/reference/introduction-1',
        isSecret: true,
      },
      company_id: {
        label: 'Company ID',
        help: 'The number beside the Recruiting API key. Needed with it.',
        isSecret: false,
      },
    },
  },
  settings: PersonioSettings,
  remote: personioRemote,
  coverage: personioCoverage,
  permissions: personioPermissions,
  checkCredentials,
  read: {
    jobs: readJobs,
    application_stages: readApplicationStages,
    applications: readApplications,
    candidates: readCandidates,
  },
  incrementalModels: ['applications', 'candidates'],
  listIds,
  write: { createApplication },
  readById,
  takesRemoteFields: true,
  passthrough: {
    personnelv2: { path: '/v2' },
    recruiting: { path: '/recruiting', host: 'v1' },
    recruitingV2: { path: '/v2/recruiting' },
  },
});
