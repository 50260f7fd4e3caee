import type {
  Connector,
  ConnectorContext,
  ModelName,
  Tombstone,
  VendorChange,
} from '@hirewire/connector-kit';
import type { ActionRecords, ChangedWorkItem, Integration } from '@hirewire/store';
import { createRun, findIntegration, listApplicationsOf } from '@hirewire/store';
import type { ActionEnvironment } from '../actions/action.ts';
import type { CheckCredentials } from '../remotes/credentials-check.ts';
import { rememberCheck } from '../remotes/credentials-check.ts';
import { openRemote } from '../remotes/open-remote.ts';
import { doubtDeletions } from '../records/doubt-deletions.ts';
import { saveAsRead, toActionRecords } from '../records/store-changes.ts';
import { isModelDisabled } from '../integrations/scope.ts';

const readTimeoutMs = 60_000;

/** Records that are read and stored at once, by one connection to the vendor. */
const maxConcurrent = 100;

interface Change extends VendorChange {
  remoteId: string;
}

/**
 * Reads again what a vendor says has changed: record by record where its connector can, and by a
 * delta of everything else. Rejects where that fails; nothing is lost by it but time.
 */
export async function readChanged(
  environment: ActionEnvironment,
  items: readonly [ChangedWorkItem, ...ChangedWorkItem[]],
): Promise<void> {
  const [{ integrationId, deliveryId }] = items;
  const integration = await findIntegration(environment.database, integrationId);
  const connector = integration && environment.connectors.get(integration.tool);
  // Before the first sync has ended, that one brings it.
  if (!integration || !connector || integration.status !== 'ACTIVE') return;
  if (integration.firstSyncedAt === null) return;
  const told = items.flatMap((item) => item.changed) as readonly VendorChange[];
  const changed = told.filter(({ model }) => !isModelDisabled(integration.settings, model));
  const single = changed.filter((change): change is Change => canReadSingle(connector, change));
  try {
    if (single.length < changed.length) {
      const type = connector.incrementalModels.length > 0 ? 'DELTA' : 'FULL';
      await createRun(environment.database, { integrationId, type, trigger: 'SCHEDULE' });
    }
    const checkCredentials = rememberCheck(connector);
    const delivery = { integration, connector, deliveryId, checkCredentials };
    for (const part of inParts(unique(single))) {
      await readSingle(environment, delivery, part);
    }
  } catch (error) {
    const { log } = environment;
    log.warn(
      { event: 'inbound_webhook.read.failed', integrationId, error },
      'Reading the records of an inbound webhook failed; will retry',
    );
    throw error;
  }
}

function canReadSingle({ readById }: Connector, { model, remoteId }: VendorChange): boolean {
  return remoteId !== null && readById?.[model] !== undefined;
}

/** Vendors send an event twice, and several for one change, of which one may tell of a merge. */
function unique(changes: readonly Change[]): Change[] {
  const byRecord = Map.groupBy(changes, ({ model, remoteId }) => `${model}:${remoteId}`);
  return [...byRecord.values()].flatMap(
    (same) => same.find(({ mergedInto }) => mergedInto !== undefined) ?? same[0] ?? [],
  );
}

function inParts(changes: readonly Change[]): Change[][] {
  const count = Math.ceil(changes.length / maxConcurrent);
  return Array.from({ length: count }, (_, part) =>
    changes.slice(part * maxConcurrent, (part + 1) * maxConcurrent),
  );
}

interface Delivery {
  integration: Integration;
  connector: Connector;
  deliveryId: string;
  checkCredentials: CheckCredentials;
}

async function readSingle(
  environment: ActionEnvironment,
  delivery: Delivery,
  changes: readonly Change[],
): Promise<void> {
  const { database } = environment;
  const { integration, connector, deliveryId } = delivery;
  const { context } = await openRemote(environment, {
    integration,
    connector,
    signal: AbortSignal.timeout(readTimeoutMs),
  });
  const cause = { type: 'webhook', id: deliveryId } as const;
  await saveAsRead(database, { integrationId: integration.id, cause }, () =>
    readRecords(environment, { ...delivery, context }, changes),
  );
}

async function readRecords(
  { database, secretKeys }: ActionEnvironment,
  { integration, connector, context, checkCredentials }: Delivery & { context: ConnectorContext },
  changes: readonly Change[],
): Promise<ActionRecords[]> {
  const ids = new Map<ModelName, Set<string>>();
  for (const { model, remoteId } of changes) {
    ids.set(model, (ids.get(model) ?? new Set()).add(remoteId));
  }
  const read = async (model: ModelName): Promise<ActionRecords[]> => {
    const asked = [...(ids.get(model) ?? [])];
    const readById = connector.readById?.[model];
    if (readById === undefined || asked.length === 0) return [];
    const found = await readById(context, asked);
    const target = { database, secretKeys, integration, connector };
    const told = found.map((record) => withMerge(record, model, changes));
    const doubt = { model, context, checkCredentials };
    const { certain: records, hidden, permission } = await doubtDeletions(told, doubt);
    if (permission !== null) noteHidden(context, { model, permission, records: hidden.length });
    return [await toActionRecords(target, context, { model, records })];
  };
  const records = await read('candidates');
  // A webhook that names a deleted candidate does not name the applications deleted with them.
  const candidateIds = records.flatMap(({ deletedIds }) => deletedIds);
  const people = { integrationId: integration.id, candidateIds };
  const left = await listApplicationsOf(database, people);
  if (left.length > 0)
    ids.set('applications', new Set([...(ids.get('applications') ?? []), ...left]));
  for (const model of ids.keys()) {
    if (model !== 'candidates') records.push(...(await read(model)));
  }
  return records;
}

function noteHidden(
  { log }: ConnectorContext,
  details: { model: ModelName; permission: string; records: number },
): void {
  log.warn(
    { event: 'inbound_webhook.deletion.doubted', ...details },
    'Records that an event names may only be hidden from the credentials; they are kept',
  );
}

/** Asked for a single record, a vendor says that it is gone, and no longer where it went. */
function withMerge<Record extends { remote_id: string }>(
  record: Record | Tombstone,
  model: ModelName,
  changes: readonly Change[],
): Record | Tombstone {
  if (!('deleted' in record)) return record;
  const { mergedInto } =
    changes.find((one) => one.model === model && one.remoteId === record.remote_id) ?? {};
  return mergedInto === undefined ? record : { ...record, mergedInto };
}
