import { type Connector, defineConnector, modelNames } from '@hirewire/connector-kit';
import { ResultLinkInput, readModels } from '@hirewire/contract';

const none = { status: 'UNSUPPORTED', note: 'A tool for tests that holds nothing.' } as const;

/**
 * A connector of a tool whose applications the wire has a form of ids for, also of tools that Hirewire
 * connects: it shows every id that arrives. Its remote id is what the caller names, one after the other.
 */
export function createTrackedTool(tool: string): Connector {
  return defineConnector<unknown>({
    specificationVersion: 1,
    tool: { id: tool, label: tool, internalLabel: null, category: 'ATS', connectionGuideUrl: null },
    credentials: { schema: ResultLinkInput.pick({}), fields: {} },
    remote: {
      baseUrl: () => 'http://127.0.0.1:9',
      authenticate: () => ({ type: 'bearer', token: 'none' }),
      limit: { requests: 1, windowMs: 1, concurrency: 1, source: 'never asked' },
      errors: [],
    },
    coverage: {
      readModels: {
        ...Object.fromEntries(readModels.map(({ id }) => [id, { model: none, fields: {} }])),
        ats_tags: { model: 'SUPPORTED', fields: {} },
      },
      writeActions: { ats_import_tracked_application: 'SUPPORTED' },
      features: {},
    },
    checkCredentials: async () => ({ missingPermissions: [], accountLabel: null }),
    read: {
      tags: async function* () {
        yield { records: [], resumeFrom: null, completeness: 'full' };
      },
    },
    incrementalModels: modelNames.slice(0, 0),
    write: {
      importTrackedApplication: (ids) =>
        Object.entries(ids)
          .flatMap(([name, id]) => (name === 'id_type' ? [] : [id]))
          .join('/'),
    },
  });
}
