import { defineConnector, modelNames } from '@hirewire/connector-kit';
import type { ModelName, ReadModel } from '@hirewire/connector-kit';
import { readModels } from '@hirewire/contract';
import { z } from 'zod';

/** A connector beside Hirewire's own, one of whose models ends every process that reads it. */
export const deadly = defineConnector<unknown>({
  specificationVersion: 1,
  tool: {
    id: 'deadly',
    label: 'Deadly',
    internalLabel: null,
    category: 'ATS',
    connectionGuideUrl: null,
  },
  credentials: { schema: z.object({}), fields: {} },
  remote: {
    baseUrl: () => 'http://127.0.0.1:9',
    authenticate: () => ({ type: 'bearer', token: 'none' }),
    limit: { requests: 100, windowMs: 1000, concurrency: 4, source: 'never asked' },
    errors: [],
  },
  coverage: {
    readModels: Object.fromEntries(
      readModels.map(({ id, fields }) => [
        id,
        {
          model: 'SUPPORTED',
          fields: Object.fromEntries(fields.map((field) => [field, 'SUPPORTED'])),
        },
      ]),
    ),
    writeActions: {},
    features: {},
  },
  checkCredentials: async () => ({ missingPermissions: [], accountLabel: null }),
  read: Object.fromEntries(modelNames.map((model) => [model, read(model)])),
  incrementalModels: [],
});

function read<Model extends ModelName>(model: Model): ReadModel<Model> {
  return async function* () {
    // As want of memory does it: without a word, and with nothing to catch.
    if (model === 'tags') process.kill(process.pid, 'SIGKILL');
    yield { records: [], resumeFrom: null, completeness: 'full' };
  };
}
