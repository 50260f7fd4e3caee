import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiError, createError, type ErrorCode } from '@hirewire/contract';
import type { Integration } from '@hirewire/store';

import { requireReadable } from './readable-model.ts';
import { createTestConnector } from './testing/test-connector.ts';

const connector = createTestConnector({ tool: 'full', without: ['ats_offers'] });
const ready: Integration = {
  id: 'full:1',
  environmentId: 'e',
  tool: 'full',
  category: 'ATS',
  status: 'ACTIVE',
  setupStatus: 'COMPLETED',
  qaStatus: 'PASSED',
  endUser: { organizationName: 'Example', creatorEmail: null, originId: null },
  remoteBaseUrl: null,
  settings: {},
  isRemoteDataEnabled: false,
  readModels: ['jobs', 'offers'],
  firstSyncedAt: new Date(0),
  authenticationFailingSince: null,
  dataExpiredAt: null,
  missingPermissions: [],
  refusedModels: [],
  credentialsExpireAt: null,
  createdAt: new Date(0),
};

function refusalOf(changes: Partial<Integration>): { code: ErrorCode | null; status: number } {
  try {
    requireReadable({ ...ready, ...changes }, connector, 'jobs', createError);
  } catch (error) {
    assert.ok(error instanceof ApiError);
    return { code: error.code, status: error.status };
  }
  return { code: null, status: 200 };
}

test('a synced integration can be read, also while its credentials are refused', () => {
  assert.equal(refusalOf({}).status, 200);
  assert.equal(refusalOf({ status: 'INVALID' }).status, 200);
  assert.equal(refusalOf({ qaStatus: 'PENDING' }).status, 200);
});

test('each state that forbids reading has its own error', () => {
  const cases: [Partial<Integration>, ErrorCode][] = [
    [{ status: 'INACTIVE' }, 'INTEGRATION.INACTIVE'],
    [{ setupStatus: 'INCOMPLETE' }, 'INTEGRATION.SETUP_INCOMPLETE'],
    [{ setupStatus: 'INCOMPLETE', firstSyncedAt: null }, 'INTEGRATION.SETUP_INCOMPLETE'],
    [{ setupStatus: 'FINAL_SYNC_PENDING' }, 'INTEGRATION.SETUP_SYNC_PENDING'],
    [{ qaStatus: 'FAILED' }, 'INTEGRATION.QA_FAILED'],
    [{ firstSyncedAt: null }, 'INTEGRATION.SETUP_SYNC_PENDING'],
    [{ readModels: ['offers'] }, 'INTEGRATION.SETUP_SYNC_PENDING'],
  ];
  for (const [changes, code] of cases) {
    assert.deepEqual(refusalOf(changes), { code, status: 409 });
  }
});

test('a model that will never be there is refused before anything that time would mend', () => {
  const pending = { ...ready, firstSyncedAt: null };
  for (const known of [connector, undefined]) {
    assert.throws(() => requireReadable(pending, known, 'offers', createError), {
      code: 'INTEGRATION.MODEL_NOT_AVAILABLE',
    });
  }
});
