import type { Connector, ModelName, ReadModel } from '@hirewire/connector-kit';
import { defineConnector } from '@hirewire/connector-kit';
import { connectors } from '@hirewire/connectors';

const original = connectors.find(({ tool }) => tool.id === 'ashby')!;
const { webhooks: _, listIds: __, permissions: ___, ...ashby } = original;

/** A connector beside Hirewire's own, one of whose models ends every process that reads it. */
export const deadly: Connector = defineConnector({
  ...ashby,
  tool: { ...ashby.tool, id: 'deadly', label: 'Deadly' },
  checkCredentials: async () => ({ missingPermissions: [], accountLabel: null }),
  read: Object.fromEntries(
    Object.keys(ashby.read).map((model) => [model, read(model as ModelName)]),
  ),
  incrementalModels: [],
});

function read<Model extends ModelName>(model: Model): ReadModel<Model> {
  return async function* () {
    // As want of memory does it: without a word, and with nothing to catch.
    if (model === 'tags') process.kill(process.pid, 'SIGKILL');
    yield { records: [], resumeFrom: null, completeness: 'full' };
  };
}
