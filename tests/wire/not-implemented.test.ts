import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { type Operation, operations } from '@hirewire/contract';
import type { Kombo } from '@kombo-api/sdk';
import { KomboAtsError, KomboGeneralError } from '@kombo-api/sdk/models/errors';
import { createOfficialSdk } from './official-sdk.ts';
import { type RunningHirewire, type Tenant, startHirewire } from './start-hirewire.ts';

const implemented = operations
  .filter(({ kind }) => kind === 'list' || kind === 'action')
  .map(({ id }): string => id)
  .concat(
    'check-api-key',
    'create-reconnection-link',
    'create-setup-link',
    'delete-integration',
    'get-custom-fields',
    'get-integration-details',
    'get-integration-fields',
    'get-tools',
    'send-passthrough-request',
    'set-integration-enabled',
    'trigger-sync',
    'update-custom-field-mapping',
    'update-integration-field',
  );

/** One call of each operation that this version does not have yet, by the operation's id. */
const calls: Record<string, (kombo: Kombo, integration_id: string) => Promise<unknown>> = {
  'create-connection-link': ({ connect }) =>
    connect.createConnectionLink({
      end_user_email: 'ada@example.com',
      end_user_organization_name: 'Example',
      integration_category: 'ATS',
    }),
  'get-integration-by-token': ({ connect }) => connect.getIntegrationByToken({ token: 'abc' }),
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
