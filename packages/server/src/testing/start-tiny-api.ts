import assert from 'node:assert/strict';
import type { Integration } from '@hirewire/store';
import { findIntegration, findOrCreateEnvironment } from '@hirewire/store';
import { recordId } from '@hirewire/contract';

import { type TestAnswer, callApi } from './call-api.ts';
import { type TestApi, runFirstSync, startTestApi } from './start-test-api.ts';
import { type TinyAts, createTinyConnector, startTinyAts } from './tiny-ats.ts';

/** The API with one synced integration of the tiny ATS. */
export interface TinyApi {
  api: TestApi;
  tiny: TinyAts;
  integrationId: string;
  key: string;
  /** Our id of a record. */
  id(model: string, remoteId: string): string;
  call(request: TinyCall): Promise<TestAnswer>;
  findIntegration(): Promise<Integration>;
  close(): Promise<void>;
}

export interface TinyCall {
  method?: string;
  /** From `/ats` on. */
  path: string;
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
}

/** `tool` is the slug that the integration is created under. */
export async function startTinyApi({
  tool = 'tiny',
  ...options
}: Parameters<typeof startTestApi>[0] & { tool?: string } = {}): Promise<TinyApi> {
  const tiny = await startTinyAts();
  const api = await startTestApi({ extraConnectors: [createTinyConnector(tiny)], ...options });
  const { key } = await api.createKey('Acme (Prod)');
  const environment = await findOrCreateEnvironment(api.database, { name: 'Acme (Prod)' });
  const { id: integrationId } = await api.engine.createIntegration({
    environmentId: environment.id,
    tool,
    credentials: { api_key: 'a-very-secret-key' },
    endUser: { organizationName: 'Acme', creatorEmail: null, originId: null },
    remoteBaseUrl: tiny.url,
  });
  await runFirstSync(api.engine, api.database, integrationId);
  tiny.requests.length = 0;
  return {
    api,
    tiny,
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
      await tiny.close();
    },
  };
}
