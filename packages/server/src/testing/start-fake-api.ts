import assert from 'node:assert/strict';
import type { Integration } from '@hirewire/store';
import { findIntegration, findOrCreateEnvironment } from '@hirewire/store';
import { recordId } from '@hirewire/contract';

import { type TestAnswer, callApi } from './call-api.ts';
import { type TestApi, runFirstSync, startTestApi } from './start-test-api.ts';
import { type FakeAts, createFakeConnector, startFakeAts } from './fake-ats.ts';

/** The API with one synced integration of the tiny ATS. */
export interface FakeApi {
  api: TestApi;
  fake: FakeAts;
  integrationId: string;
  key: string;
  /** Our id of a record. */
  id(model: string, remoteId: string): string;
  call(request: FakeCall): Promise<TestAnswer>;
  findIntegration(): Promise<Integration>;
  close(): Promise<void>;
}

export interface FakeCall {
  method?: string;
  /** From `/ats` on. */
  path: string;
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
}

/** `tool` is the slug that the integration is created under. */
export async function startFakeApi({
  tool = 'tiny',
  ...options
}: Parameters<typeof startTestApi>[0] & { tool?: string } = {}): Promise<FakeApi> {
  const fake = await startFakeAts();
  const api = await startTestApi({ extraConnectors: [createFakeConnector(fake)], ...options });
  const { key } = await api.createKey('Acme (Prod)');
  const environment = await findOrCreateEnvironment(api.database, { name: 'Acme (Prod)' });
  const { id: integrationId } = await api.engine.createIntegration({
    environmentId: environment.id,
    tool,
    credentials: { api_key: 'a-very-secret-key' },
    endUser: { organizationName: 'Acme', creatorEmail: null, originId: null },
    remoteBaseUrl: fake.url,
  });
  await runFirstSync(api.engine, api.database, integrationId);
  fake.requests.length = 0;
  return {
    api,
    fake,
    integrationId,
    key,
    id: (model, remoteId) => recordId(integrationId, model, remoteId),
    call: ({ method = 'POST', path, body, headers = {} }) =>
      callApi(api, {
        method,
        path: `/v1${path}`,
        headers: {
          authorization: `Bearer ${key}`,
          'x-integration-id': integrationId,
          'content-type': 'application/json',
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    async findIntegration() {
      const found = await findIntegration(api.database, integrationId);
      assert.ok(found);
      return found;
    },
    async close() {
      await api.close();
      await fake.close();
    },
  };
}
