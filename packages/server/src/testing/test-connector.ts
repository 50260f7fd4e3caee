import {
  type Connector,
  type CoverageEntry,
  type ModelName,
  type ReadModel,
  defineConnector,
  modelNames,
} from '@hirewire/connector-kit';
import { readModels } from '@hirewire/contract';
import { z } from 'zod';

import { testRecords } from './test-records.ts';

export interface TestConnectorOptions {
  tool: string;
  /** What the tool cannot do, as `ats_offers` for a model or `ats_jobs.job_code` for a field. */
  without?: readonly string[];
}

/** A connector that reads the test records from memory, without any remote. */
export function createTestConnector({ tool, without = [] }: TestConnectorOptions): Connector {
  const entry = (id: string): CoverageEntry =>
    without.includes(id) ? { status: 'UNSUPPORTED', note: 'left out for a test' } : 'SUPPORTED';
  const coverage = readModels.map(({ id, fields }) => [
    id,
    {
      model: entry(id),
      fields: Object.fromEntries(fields.map((field) => [field, entry(`${id}.${field}`)])),
    },
  ]);
  const models = modelNames.filter((model) => !without.includes(`ats_${model}`));
  return defineConnector<unknown>({
    specificationVersion: 1,
    tool: { id: tool, label: tool, internalLabel: null, category: 'ATS', connectionGuideUrl: null },
    credentials: { schema: z.object({}), fields: {} },
    remote: {
      baseUrl: () => 'http://127.0.0.1:9',
      authenticate: () => ({ type: 'bearer', token: 'none' }),
      limit: { requests: 100, windowMs: 1000, concurrency: 1, source: 'never asked' },
      errors: [],
    },
    coverage: { readModels: Object.fromEntries(coverage), writeActions: {}, features: {} },
    checkCredentials: async () => ({ missingPermissions: [], accountLabel: null }),
    read: Object.fromEntries(models.map((model) => [model, readFromMemory(model)])),
    incrementalModels: [],
  });
}

function readFromMemory<Model extends ModelName>(model: Model): ReadModel<Model> {
  return async function* () {
    const records = [...testRecords[model]];
    yield { records, resumeFrom: null, completeness: 'full' };
  };
}
