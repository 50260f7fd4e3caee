import { defineConnector } from '@hirewire/connector-kit';
import type { Connector } from '@hirewire/connector-kit';
import { checkCredentials } from './check-credentials.ts';
import { Credentials, remote } from './client.ts';
import { coverage } from './coverage.ts';
import { readTags } from './read/tags.ts';

/** TODO: the address of the vendor's documentation. */
export const sample: Connector<Credentials> = defineConnector({
  specificationVersion: 1,
  tool: {
    id: 'sample',
    label: 'Sample ATS',
    internalLabel: null,
    category: 'ATS',
    connectionGuideUrl: null,
  },
  credentials: {
    schema: Credentials,
    fields: {
      api_key: { label: 'API key', help: 'TODO: where the customer finds it.', isSecret: true },
    },
  },
  remote,
  coverage,
  checkCredentials,
  read: { tags: readTags },
  // Models whose reads end with a `since`, for deltas.
  incrementalModels: [],
});
