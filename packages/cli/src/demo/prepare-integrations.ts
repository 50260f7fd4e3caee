import type { Hirewire } from '@hirewire/server';
import type { Simulator } from '@hirewire/simulators';
import { findIntegration, listIntegrations, listRuns, setRemoteBaseUrl } from '@hirewire/store';
import type { Integration } from '@hirewire/store';
import type { ProgressDisplay } from '../output/progress-display.ts';
import { waitForRun } from '../wait-for-run.ts';

/** A simulator has no rate limit to respect; the first sync should not take minutes. */
const pace = { requests_per_second: 1000 };

/** One integration for each simulator: that of an earlier start, or a new one. */
export async function prepareIntegrations(
  { database, engine }: Hirewire,
  environmentId: string,
  simulators: readonly Simulator[],
): Promise<Integration[]> {
  const existing = (await listIntegrations(database)).filter(
    (integration) => integration.environmentId === environmentId,
  );
  const integrations: Integration[] = [];
  for (const { tool, url, apiPath = '', credentials, settings } of simulators) {
    const known = existing.find((integration) => integration.tool === tool);
    const remoteBaseUrl = `${url}${apiPath}`;
    if (known !== undefined && known.remoteBaseUrl !== remoteBaseUrl) {
      await setRemoteBaseUrl(database, known.id, remoteBaseUrl);
    }
    const endUser = {
      organizationName: 'Example Ltd (invented)',
      creatorEmail: 'demo@example.com',
      originId: null,
    };
    const request = { environmentId, tool, credentials, endUser, remoteBaseUrl };
    integrations.push(
      known ?? (await engine.createIntegration({ ...request, settings: { ...pace, ...settings } })),
    );
  }
  return integrations;
}

/** Resolves when the integration's first sync has succeeded, also one that an earlier start began. */
export async function finishFirstSync(
  { database, engine }: Hirewire,
  id: string,
  watch: { signal: AbortSignal; display: ProgressDisplay },
): Promise<void> {
  const [latest] = await listRuns(database, id, { limit: 1 });
  const isOpen = latest !== undefined && latest.endedAt === null;
  const integration = await findIntegration(database, id);
  if (!isOpen && integration?.firstSyncedAt !== null) return;
  const runId = isOpen
    ? latest.id
    : (await engine.requestSync(id, { type: 'FULL', trigger: 'CLI' })).sync_id;
  const target = { integrationId: id, runId };
  const run = await waitForRun(database, target, {
    signal: watch.signal,
    show: (current) => watch.display.show(id, current),
  });
  if (run.state === 'SUCCEEDED' || run.state === 'PARTIALLY_FAILED') return;
  throw new Error(`The first sync of ${id} ended as ${run.state}: ${run.message ?? 'no reason'}`);
}
