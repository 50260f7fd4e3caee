import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { type Operation, operations } from '@hirewire/contract';
import type { Kombo } from '@kombo-api/sdk';
import { KomboAtsError, KomboGeneralError } from '@kombo-api/sdk/models/errors';
import { createOfficialSdk } from './official-sdk.ts';
import { type RunningHirewire, type Tenant, startHirewire } from './start-hirewire.ts';

const implemented = operations
  .filter(({ kind }) => kind === 'list')
  .map(({ id }): string => id)
  .concat(
    'check-api-key',
    'delete-integration',
    'get-integration-details',
    'get-tools',
    'set-integration-enabled',
    'trigger-sync',
  );

const person = { first_name: 'Ada', last_name: 'Example', email_address: 'ada@example.com' };
const attachment = {
  name: 'cv.pdf',
  type: 'CV',
  content_type: 'application/pdf',
  data: 'JVBERi0=',
} as const;
const link = { label: 'Result', url: 'https://example.com/result' };
const tag = { tag: { name: 'Excited' } };
const application_id = '8Xi6iZrwusZqJmDGXs49GBmJ';
const candidate_id = '26vafvWSRmbhNcxJYqjCzuJg';

/** One call of each operation that this version does not have yet, by the operation's id. */
const calls: Record<string, (kombo: Kombo, integration_id: string) => Promise<unknown>> = {
  'add-application-attachment': ({ ats }) =>
    ats.addApplicationAttachment({ application_id, body: { attachment } }),
  'add-application-note': ({ ats }) =>
    ats.addApplicationNote({
      application_id,
      body: { content: 'Good talk', content_type: 'PLAIN_TEXT' },
    }),
  'add-application-result-link': ({ ats }) =>
    ats.addApplicationResultLink({ application_id, body: link }),
  'add-candidate-attachment': ({ ats }) =>
    ats.addCandidateAttachment({ candidate_id, body: { attachment } }),
  'add-candidate-result-link': ({ ats }) =>
    ats.addCandidateResultLink({ candidate_id, body: link }),
  'add-candidate-tag': ({ ats }) => ats.addCandidateTag({ candidate_id, body: tag }),
  'create-application': ({ ats }) =>
    ats.createApplication({ job_id: 'remote:1/2', body: { candidate: person } }),
  'create-candidate': ({ ats }) =>
    ats.createCandidate({ candidate: person, application: { job_id: application_id } }),
  'create-connection-link': ({ connect }) =>
    connect.createConnectionLink({
      end_user_email: 'ada@example.com',
      end_user_organization_name: 'Example',
      integration_category: 'ATS',
    }),
  'create-reconnection-link': ({ general }, integration_id) =>
    general.createReconnectionLink({ integration_id, body: {} }),
  'create-setup-link': ({ general }, integration_id) =>
    general.createSetupLink({ integration_id, body: { link_type: 'EMBEDDED' } }),
  'get-application-attachments': ({ ats }) => ats.getApplicationAttachments({ application_id }),
  'get-candidate-attachments': ({ ats }) => ats.getCandidateAttachments({ candidate_id }),
  'get-custom-fields': async ({ general }, integration_id) =>
    general.getCustomFields({ integration_id }),
  'get-integration-by-token': ({ connect }) => connect.getIntegrationByToken({ token: 'abc' }),
  'get-integration-fields': async ({ general }, integration_id) =>
    general.getIntegrationFields({ integration_id }),
  'import-tracked-application': ({ ats }) =>
    ats.importTrackedApplication({
      tracked_at: new Date(0),
      successfactors: {
        id_type: 'application_remote_id',
        application_remote_id: '1',
      },
    }),
  'move-application-to-stage': ({ ats }) =>
    ats.moveApplicationToStage({ application_id, body: { stage_id: candidate_id } }),
  'reject-application': ({ ats }) =>
    ats.rejectApplication({ application_id, body: { rejection_reason_id: candidate_id } }),
  'remove-candidate-tag': ({ ats }) => ats.removeCandidateTag({ candidate_id, body: tag }),
  'send-passthrough-request': ({ general }) =>
    general.sendPassthroughRequest({
      tool: 'ashby',
      api: 'v1',
      body: { method: 'GET', path: '/user.list' },
    }),
  'update-custom-field-mapping': ({ general }, integration_id) =>
    general.updateCustomFieldMapping({
      integration_id,
      custom_field_id: candidate_id,
      body: { integration_field_id: null },
    }),
  'update-integration-field': ({ general }, integration_id) =>
    general.updateIntegrationField({
      integration_id,
      integration_field_id: candidate_id,
      body: { enable_passthrough: true },
    }),
};

describe('operations that this version does not have yet, in the official TypeScript SDK', () => {
  let hirewire: RunningHirewire;
  let tenant: Tenant;

  before(async () => {
    hirewire = await startHirewire();
    const simulator = await hirewire.startSimulator({ candidates: 10 });
    tenant = await hirewire.createTenant({ environment: 'production', simulator });
    await hirewire.waitForSync(tenant.integrationId);
  });
  after(() => hirewire.close());

  it('are all others of the contract', () => {
    const missing = operations
      .map(({ id }): string => id)
      .filter((id) => !implemented.includes(id));
    assert.deepEqual(Object.keys(calls).toSorted(), missing.toSorted());
  });

  for (const operation of operations as readonly Operation[]) {
    const call = calls[operation.id];
    if (call === undefined) continue;
    it(`${operation.id} says so in an error that the SDK understands`, async () => {
      const { kombo, exchanges } = createOfficialSdk(hirewire.url, tenant);
      const failure = await call(kombo, tenant.integrationId).catch((error: unknown) => error);
      const isAts = operation.errorType === 'ats';
      const errorClass = isAts ? KomboAtsError : KomboGeneralError;
      assert.ok(failure instanceof errorClass, String(failure));
      assert.equal(failure.error.code, isAts ? 'INTEGRATION.ACTION_NOT_AVAILABLE' : null);
      assert.equal(failure.statusCode, 501);
      assert.match(failure.error.message, new RegExp(operation.id));
      assert.equal(exchanges.length, 1);
    });
  }
});
