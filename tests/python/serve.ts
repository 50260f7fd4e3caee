/**
 * What the tests of the official Python SDK run against: `node serve.ts <ready file>`. The whole
 * product with every simulator, one integration each, and with a tool that takes imported
 * applications in the form that no connector of Hirewire takes yet. Writes address, key and
 * integrations to the file; ends by SIGINT.
 */
import { writeFileSync } from 'node:fs';
import { operations } from '@hirewire/contract';
import { connectors } from '@hirewire/connectors';
import { type AshbySimulator, type Simulator, startSimulator } from '@hirewire/simulators';
import { openReference } from '../docs/reference-installation.ts';
import { startHirewire } from '../wire/start-hirewire.ts';
import { createTrackedTool } from '../wire/tracked-tool.ts';

const [, , readyFile = ''] = process.argv;
const importing = 'successfactors';

const hirewire = await startHirewire({ extraConnectors: [createTrackedTool(importing)] });
const simulator = await hirewire.startSimulator({ candidates: 300 });
shortenForms(simulator);
const environment = 'production';
const ashby = await hirewire.createTenant({ environment, simulator });
const simulators: Simulator[] = [];
const tracked = await hirewire.createTenant({ environment, simulator, tool: importing });
const others = await Promise.all(
  connectors.filter(({ tool }) => tool.id !== 'ashby').map(({ tool }) => connect(tool.id)),
);
for (const { integrationId } of [ashby, tracked, ...others]) {
  await hirewire.waitForSync(integrationId);
}
const examples = await (await openReference(hirewire)).examplesIn('Python');
writeFileSync(
  readyFile,
  JSON.stringify({
    api_url: hirewire.url,
    api_key: ashby.apiKey,
    integrations: [
      { tool: 'ashby', id: ashby.integrationId },
      { tool: importing, id: tracked.integrationId },
      ...others.map(({ tool, integrationId: id }) => ({ tool, id })),
    ],
    tools: connectors.map(({ tool, read, coverage }) => ({
      tool: tool.id,
      lists: Object.keys(read),
      actions: Object.entries(coverage.writeActions).flatMap(([id, entry]) =>
        (typeof entry === 'object' ? entry.status : entry) === 'UNSUPPORTED' ? [] : [id],
      ),
    })),
    reference_examples: examples,
    operations: operations.length,
    not_implemented: Object.fromEntries(
      operations.flatMap(({ id, errorType, notImplemented }) =>
        notImplemented === null ? [] : [[id, { reason: notImplemented, error_type: errorType }]],
      ),
    ),
  }),
);
process.once('SIGINT', () => void close());

// What listens keeps the process alive.
async function close(): Promise<void> {
  await hirewire.close();
  for (const one of simulators) await one.close();
}

/** An integration of a further tool, for the same key. */
async function connect(tool: string): Promise<{ tool: string; integrationId: string }> {
  const its = await startSimulator(tool, { candidates: 60, seed: 7 });
  simulators.push(its);
  const { integrationId } = await hirewire.createTenant({ environment, simulator: its, tool });
  return { tool, integrationId };
}

/**
 * The published examples answer two questions, a text and a choice of several: some jobs ask those
 * and nothing else.
 */
function shortenForms({ state }: AshbySimulator): void {
  let left = 4;
  for (const posting of state.records.jobPostings.values()) {
    const { status } = state.records.jobs.get(posting.jobId);
    const { sections } = posting.applicationFormDefinition;
    const fields = sections.flatMap((section) => section.fields);
    const chosen = ['LongText', 'MultiValueSelect'].map((wanted) =>
      fields.find(({ field }) => field.type === wanted),
    );
    if (status !== 'Open' || !posting.isListed || left === 0) continue;
    if (chosen.some((field) => field === undefined)) continue;
    left -= 1;
    const system = fields.filter(({ field }) => field.path.startsWith('_systemfield'));
    const kept = [...system, ...chosen.flatMap((field) => (field ? [field] : []))];
    const [section] = sections;
    state.put('jobPostings', posting.id, {
      applicationFormDefinition: { sections: [{ ...section, fields: kept }] },
      surveyFormDefinitions: [],
    });
  }
  if (left === 4) throw new Error('No job asks the two questions of the examples');
}
