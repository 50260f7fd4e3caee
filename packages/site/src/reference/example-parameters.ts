import type {
  HirewireOperationId,
  ListOperationId,
  Operation,
  OperationId,
} from '@hirewire/contract';

/**
 * What an example sends: path parameters, query and body fields in one object, as both SDKs take
 * them. A `Date` becomes the date of each language. Capitals with `_ID` stand for ids of the
 * reader's own; the integration and the key do so by their dots.
 */
export type ExampleParameters = Readonly<Record<string, unknown>>;

const candidate = {
  first_name: 'Ada',
  last_name: 'Example',
  email_address: 'ada@example.com',
  phone_number: '+49 30 901820',
  location: { city: 'Berlin', country: 'DE' },
};
const curriculum = {
  name: 'cv.txt',
  content_type: 'text/plain',
  type: 'CV',
  data: 'QWRhIEV4YW1wbGUsIGVuZ2luZWVyCg==',
};
const resultLink = { label: 'Coding test: 87 of 100', url: 'https://tests.example.com/results/1' };
const assessmentPackage = {
  id: 'coding-test',
  type: 'SKILLS_TEST',
  name: 'Coding test',
  description: 'Three exercises in an hour.',
};
const lastFetch = new Date('2026-01-01T00:00:00Z');
const integration = { integration_id: 'ashby:…' };

/** What a list is asked for that has no example of its own. */
const listExample: ExampleParameters = { updated_after: lastFetch, page_size: 50 };

/** What clients call, of both APIs. */
export type ExampleId =
  | OperationId
  | Exclude<HirewireOperationId, 'download-file' | 'receive-vendor-webhook'>;

type Stated = Record<Exclude<ExampleId, ListOperationId>, ExampleParameters> &
  Partial<Record<ListOperationId, ExampleParameters>>;

const stated: Readonly<Stated> = {
  'add-application-attachment': { application_id: 'APPLICATION_ID', attachment: curriculum },
  'add-application-note': {
    application_id: 'APPLICATION_ID',
    content: 'Passed the coding test.',
    content_type: 'PLAIN_TEXT',
  },
  'add-application-result-link': { application_id: 'APPLICATION_ID', ...resultLink },
  'add-candidate-attachment': { candidate_id: 'CANDIDATE_ID', attachment: curriculum },
  'add-candidate-result-link': { candidate_id: 'CANDIDATE_ID', ...resultLink },
  'add-candidate-tag': { candidate_id: 'CANDIDATE_ID', tag: { name: 'Speaks German' } },
  'cancel-sync': { sync_id: 'SYNC_ID' },
  'check-api-key': {},
  'create-api-key': {
    name: 'reports',
    scopes: ['read'],
    expires_at: '2030-01-01T00:00:00Z',
  },
  'create-application': { job_id: 'JOB_ID', candidate, attachments: [curriculum] },
  'create-candidate': { candidate, application: { job_id: 'JOB_ID' } },
  'create-connection-link': {
    end_user_email: 'grace@example.com',
    end_user_organization_name: 'Example Ltd',
    integration_category: 'ATS',
    integration_tool: 'ashby',
  },
  'create-reconnection-link': { ...integration, link_type: 'MAGIC_LINK' },
  'create-integration': {
    tool: 'ashby',
    credentials: { api_key: 'ASHBY_API_KEY' },
    end_user: { organization_name: 'Example Ltd', origin_id: 'customer-1' },
  },
  'create-custom-field': {
    model: 'ats_candidates',
    key: 'notice_period',
    label: 'Notice period',
  },
  'create-webhook-endpoint': {
    url: 'https://example.com/hirewire',
    event_types: ['data-changed'],
  },
  'create-setup-link': { ...integration, link_type: 'MAGIC_LINK' },
  'delete-custom-field': { custom_field_id: 'CUSTOM_FIELD_ID' },
  'delete-integration': integration,
  'delete-webhook-endpoint': { webhook_id: 'WEBHOOK_ID' },
  'get-api-keys': { limit: 50 },
  'get-audit-events': { operation: 'create-api-key', limit: 50 },
  'get-application-attachments': { application_id: 'APPLICATION_ID' },
  'get-applications': { outcomes: ['PENDING'], updated_after: lastFetch, page_size: 50 },
  'get-assessment-orders': { statuses: ['OPEN'], page_size: 50 },
  'get-ats-attachments': { candidate_ids: ['CANDIDATE_ID'] },
  'get-candidate-attachments': { candidate_id: 'CANDIDATE_ID' },
  'get-changes': { after: 0 },
  'get-custom-fields': integration,
  'get-environment-custom-fields': {},
  'get-integration': { integration_id: 'INTEGRATION_ID' },
  'get-integration-by-token': { token: 'TOKEN' },
  'get-integration-details': integration,
  'get-integration-fields': integration,
  'get-integrations': { health: 'FAILING', limit: 50 },
  'get-interactions': { integration_id: 'INTEGRATION_ID', limit: 10 },
  'create-erasure': { email_address: 'ada@example.com', dry_run: true },
  'get-erasure': { erasure_id: 'ERASURE_ID' },
  'get-erasures': { limit: 50 },
  'get-interaction': { interaction_id: 'INTERACTION_ID' },
  'get-issue': { issue_id: 'ISSUE_ID' },
  'get-issues': { status: 'OPEN', limit: 50 },
  'get-jobs': { statuses: ['OPEN'], page_size: 50 },
  'get-notes': { candidate_ids: ['CANDIDATE_ID'] },
  'get-packages': {},
  'get-syncs': { integration_id: 'INTEGRATION_ID', limit: 5 },
  'get-sync': { sync_id: 'SYNC_ID' },
  'get-tool': { tool: 'ashby' },
  'get-tools': { category: 'ats' },
  'get-webhook-deliveries': { webhook_id: 'WEBHOOK_ID', limit: 10 },
  'get-webhook-endpoint': { webhook_id: 'WEBHOOK_ID' },
  'get-webhook-endpoints': {},
  'get-webhook-event': { event_id: 'EVENT_ID' },
  'import-tracked-application': {
    tracked_at: new Date('2026-02-03T09:30:00Z'),
    successfactors: { id_type: 'application_remote_id', application_remote_id: '4711' },
  },
  'lift-erasure': { erasure_id: 'ERASURE_ID' },
  'move-application-to-stage': { application_id: 'APPLICATION_ID', stage_id: 'STAGE_ID' },
  'register-tool-webhooks': { integration_id: 'INTEGRATION_ID' },
  'reject-application': {
    application_id: 'APPLICATION_ID',
    rejection_reason_id: 'REJECTION_REASON_ID',
    note: 'The position needs more experience.',
  },
  'remove-candidate-tag': { candidate_id: 'CANDIDATE_ID', tag: { name: 'Speaks German' } },
  'replay-webhook-events': { webhook_id: 'WEBHOOK_ID', event_id: 'EVENT_ID' },
  'replace-credentials': {
    integration_id: 'INTEGRATION_ID',
    credentials: { api_key: 'ASHBY_API_KEY' },
  },
  'revoke-api-key': { key_id: 'KEY_ID' },
  'rotate-webhook-secret': { webhook_id: 'WEBHOOK_ID', overlap_hours: 48 },
  'send-passthrough-request': {
    tool: 'ashby',
    api: 'v1',
    method: 'POST',
    path: '/job.list',
    data: { limit: 1 },
  },
  'set-integration-enabled': { ...integration, value: true },
  'set-packages': { packages: [assessmentPackage] },
  'trigger-sync': { type: 'DELTA' },
  'unregister-tool-webhooks': { integration_id: 'INTEGRATION_ID' },
  'update-custom-field-mapping': {
    ...integration,
    custom_field_id: 'CUSTOM_FIELD_ID',
    integration_field_id: 'INTEGRATION_FIELD_ID',
  },
  'update-issue': { issue_id: 'ISSUE_ID', muted_until: '2026-03-01T00:00:00Z' },
  'update-scope': { integration_id: 'INTEGRATION_ID', disable: ['ats_offers'] },
  'update-settings': {
    integration_id: 'INTEGRATION_ID',
    settings: { requests_per_second: 5 },
  },
  'update-webhook-endpoint': { webhook_id: 'WEBHOOK_ID', is_enabled: true },
  'update-integration-field': {
    ...integration,
    integration_field_id: 'INTEGRATION_FIELD_ID',
    enable_passthrough: true,
  },
  'update-order-result': {
    assessment_order_id: 'ASSESSMENT_ORDER_ID',
    status: 'COMPLETED',
    result_url: resultLink.url,
    completed_at: new Date('2026-02-03T09:30:00Z'),
    score: 87,
    max_score: 100,
  },
};

/** The one source of the examples in all languages. */
export function exampleParametersOf({ id }: Pick<Operation, 'id'>): ExampleParameters {
  return stated[id as ExampleId] ?? listExample;
}

/** The integration that an example names: one of a tool that the operation knows. */
export function integrationOf(id: ExampleId): string {
  return id === 'import-tracked-application' ? 'successfactors:…' : integration.integration_id;
}
