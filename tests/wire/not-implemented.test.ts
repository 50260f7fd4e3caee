import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { operations } from '@hirewire/contract';
import type { Kombo } from '@kombo-api/sdk';
import { KomboAtsError, KomboGeneralError } from '@kombo-api/sdk/models/errors';
import { createOfficialSdk } from './official-sdk.ts';
import { type RunningHirewire, type Tenant, startHirewire } from './start-hirewire.ts';

/** Those that the SDK has, too: it is older than the newest of them. */
const missing = operations.filter(
  ({ notImplemented, sdkSince }) => notImplemented !== null && sdkSince === null,
);

/** One call of each operation that this version does not have yet, by the operation's id. */
const calls: Record<string, (kombo: Kombo) => Promise<unknown>> = {
  'create-connection-link': ({ connect }) =>
    connect.createConnectionLink({
      end_user_email: 'ada@example.com',
      end_user_organization_name: 'Example',
      integration_category: 'ATS',
    }),
  'get-assessment-orders': ({ assessment }) => assessment.getAssessmentOrders({}),
  'get-integration-by-token': ({ connect }) => connect.getIntegrationByToken({ token: 'abc' }),
  'get-packages': ({ assessment }) => assessment.getPackages(),
  'set-packages': ({ assessment }) =>
    assessment.setPackages({
      packages: [
        { id: 'coding', type: 'SKILLS_TEST', name: 'Coding test', description: 'An hour of code.' },
      ],
    }),
  'update-order-result': ({ assessment }) =>
    assessment.updateOrderResult({
      assessment_order_id: 'abc',
      body: { status: 'COMPLETED', result_url: 'https://tests.example.com/results/1' },
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

  it('are those that the contract says are not there', () => {
    assert.deepEqual(Object.keys(calls).toSorted(), missing.map(({ id }) => id).toSorted());
  });

  for (const operation of missing) {
    it(`${operation.id} says so in an error that the SDK understands`, async () => {
      const { kombo, exchanges } = createOfficialSdk(hirewire.url, tenant);
      const call = calls[operation.id] ?? assert.fail('the test has no call of it');
      const failure = await call(kombo).catch((error: unknown) => error);
      const isAts = operation.errorType === 'ats';
      const errorClass = isAts ? KomboAtsError : KomboGeneralError;
      assert.ok(failure instanceof errorClass, String(failure));
      assert.equal(failure.error.code, null);
      assert.equal(failure.statusCode, 501);
      assert.match(failure.error.message, new RegExp(`\\(${operation.id}\\)`));
      assert.ok(failure.error.message.includes(operation.notImplemented ?? '?'));
      assert.equal(exchanges.length, 1);
    });
  }
});
