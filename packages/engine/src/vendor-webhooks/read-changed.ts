import type { Connector, ConnectorContext, ModelName } from '@hirewire/connector-kit';
import type { ActionRecords, ChangedWorkItem, Integration } from '@hirewire/store';
import { createRun, findIntegration, readDatabaseTime, saveActionRecords } from '@hirewire/store';
import type { ActionEnvironment } from '../actions/action.ts';
import { openContext } from '../actions/open-context.ts';
import { toActionRecords } from '../actions/store-changes.ts';
import { createSharedLimiter } from '../shared-limiter.ts';

const readTimeoutMs = 60_000;

/** A sync may store the same records while they are read; then they are read again. */
const mostTries = 3;

/**
 * Reads again what a vendor says has changed: record by record where its connector can, and by a
 * delta of everything else. Rejects where that fails; nothing is lost by it but time.
 */
export async function readChanged(
  environment: ActionEnvironment,
  { integrationId, deliveryId, changed }: ChangedWorkItem,
): Promise<void> {
  const integration = await findIntegration(environment.database, integrationId);
  const connector = integration && environment.connectors.get(integration.tool);
  // Before the first sync has ended, that one brings it.
  if (!integration || !connector || integration.status !== 'ACTIVE') return;
  if (integration.firstSyncedAt === null) return;
  const byModel = Map.groupBy(changed, ({ model }) => model as ModelName);
  const single = [...byModel].filter(([model]) => connector.readById?.[model] !== undefined);
  if (single.length > 0) {
    await readSingle(environment, { integration, connector, deliveryId }, single);
  }
  if (single.length < byModel.size) {
    const type = connector.incrementalModels.length > 0 ? 'DELTA' : 'FULL';
    await createRun(environment.database, { integrationId, type, trigger: 'SCHEDULE' });
  }
}

interface Place {
  integration: Integration;
  connector: Connector;
  deliveryId: string;
}

async function readSingle(
  environment: ActionEnvironment,
  place: Place,
  byModel: readonly [ModelName, readonly { remoteId: string }[]][],
): Promise<void> {
  const { database } = environment;
  const { integration, connector, deliveryId } = place;
  const context = await openContext(environment, {
    integration,
    connector,
    limiter: createSharedLimiter({ ...environment, integrationId: integration.id }),
    observer: { onRequest: () => undefined },
    signal: AbortSignal.timeout(readTimeoutMs),
  });
  for (let attempt = 1; attempt <= mostTries; attempt += 1) {
    const readAt = await readDatabaseTime(database.pool);
    const records = await readRecords(environment, { ...place, context }, byModel);
    const cause = { type: 'webhook', id: deliveryId } as const;
    const saved = { integrationId: integration.id, cause, readAt, records };
    if (await saveActionRecords(database, saved)) return;
  }
  throw new Error('the records were written by others again and again');
}

async function readRecords(
  { database }: ActionEnvironment,
  { integration, connector, context }: Place & { context: ConnectorContext },
  byModel: readonly [ModelName, readonly { remoteId: string }[]][],
): Promise<ActionRecords[]> {
  const records: ActionRecords[] = [];
  for (const [model, ofModel] of byModel) {
    const ids = [...new Set(ofModel.map(({ remoteId }) => remoteId))];
    const read = connector.readById?.[model];
    if (read === undefined) continue;
    const parts = { database, integration, connector };
    records.push(await toActionRecords(parts, model, await read(context, ids)));
  }
  return records;
}
