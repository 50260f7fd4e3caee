import type {
  ChangedRecord,
  Connector,
  ConnectorContext,
  ModelName,
  RecordByModel,
  Tombstone,
} from '@hirewire/connector-kit';
import type { ActionRecords, Cause, Database, Integration } from '@hirewire/store';
import { createRun, readDatabaseTime, saveActionRecords } from '@hirewire/store';
import { doubtDeletions } from './doubt-deletions.ts';
import { toDepartures } from './departures.ts';
import { limitDepth } from './limit-depth.ts';
import { createRowContext } from './row-context.ts';
import { toRow } from './to-row.ts';
import { isModelDisabled } from '../integrations/scope.ts';
import type { SecretKeys } from '../integrations/sealing.ts';
import type { Action } from '../actions/action.ts';
import { rememberCheck } from '../remotes/credentials-check.ts';
import { openRemote } from '../remotes/open-remote.ts';

/** For reading back, which begins when the work has succeeded and must not make it fail. */
const readBackTimeoutMs = 8000;

/** A sync may store the same records while they are read; then they are read again. */
const maxTries = 3;

/**
 * Reads what an action has changed and stores it, so that our lists show it when the answer is sent.
 * Where that fails the action has succeeded all the same: it becomes a warning, and a sync brings
 * the rest.
 * @returns whether everything is stored
 */
export async function storeChanges(
  action: Action,
  changed: readonly ChangedRecord[],
): Promise<boolean> {
  const byModel = Map.groupBy(unique(changed), ({ model }) => model);
  if (byModel.size === 0) return true;
  try {
    await readAndSave(action, byModel);
    return true;
  } catch (error) {
    const { log, integration, connector, interactionId } = action;
    const interaction = { integrationId: integration.id, interactionId };
    log.warn(
      { event: 'action.read_back.failed', ...interaction, error },
      'Reading back a change failed; queueing a sync',
    );
    action.warnings.push(
      `The change was made in ${connector.tool.label}, but could not be read back yet. ` +
        'The next sync, which has been requested, brings it.',
    );
    await requestSync(action);
    return false;
  }
}

async function readAndSave(
  action: Action,
  byModel: ReadonlyMap<ModelName, readonly ChangedRecord[]>,
): Promise<void> {
  const { database, integration } = action;
  const { connector, observer } = action;
  const signal = AbortSignal.timeout(readBackTimeoutMs);
  const { context } = await openRemote(action, { integration, connector, observer, signal });
  const cause = { type: 'action', id: action.interactionId } as const;
  const checkCredentials = rememberCheck(connector);
  await saveAsRead(database, { integrationId: integration.id, cause }, async () => {
    const records: ActionRecords[] = [];
    for (const [model, ofModel] of byModel) {
      if (isModelDisabled(integration.settings, model)) continue;
      const ids = ofModel.map(({ remoteId }) => remoteId);
      const candidates = candidatesOf(ofModel);
      const read = connector.readById?.[model];
      if (read === undefined) throw new Error(`the connector cannot read single ${model}`);
      const found = await read(context, ids, candidates);
      const doubt = { model, context, checkCredentials };
      const { certain, permission } = await doubtDeletions(found, doubt);
      if (permission !== null) throw new Error(`reading ${model} needs "${permission}"`);
      records.push(await toActionRecords(action, context, { model, records: certain }));
    }
    return records;
  });
}

function candidatesOf(changed: readonly ChangedRecord[]): Map<string, string> {
  const known = changed.flatMap(({ remoteId, candidateRemoteId }): [string, string][] =>
    candidateRemoteId === undefined ? [] : [[remoteId, candidateRemoteId]],
  );
  return new Map(known);
}

/** Stores what `read` gives, which is called again when others have written the same meanwhile. */
export async function saveAsRead(
  database: Database,
  written: { integrationId: string; cause: Cause },
  read: () => Promise<ActionRecords[]>,
): Promise<void> {
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const readAt = await readDatabaseTime(database.pool);
    const records = await read();
    if (await saveActionRecords(database, { ...written, readAt, records })) return;
  }
  throw new Error('the records were written by others again and again');
}

/** Whose records they are. */
export interface RecordScope {
  database: Database;
  secretKeys: SecretKeys;
  integration: Pick<Integration, 'id' | 'isRemoteDataEnabled'>;
  connector: Connector;
}

/** Records as rows, with those that are gone apart. While their model is disabled, all are gone. */
export async function toActionRecords<Model extends ModelName>(
  scope: RecordScope,
  { reportIssue }: Pick<ConnectorContext, 'reportIssue'>,
  { model, records }: { model: Model; records: readonly (RecordByModel[Model] | Tombstone)[] },
): Promise<ActionRecords> {
  const { integration, connector } = scope;
  const context = await createRowContext(scope, integration, connector);
  const isDisabled = context.exclusions[model] === 'all';
  const living = records.filter(
    (record): record is RecordByModel[Model] => !isDisabled && !('deleted' in record),
  );
  const gone = records.filter((record) => isDisabled || 'deleted' in record);
  return {
    model,
    rows: living.map((record) => toRow(context, model, limitDepth(model, record, reportIssue))),
    ...toDepartures(context, model, gone),
  };
}

async function requestSync({ database, integration, connector, log }: Action): Promise<void> {
  const canDelta = integration.firstSyncedAt !== null && connector.incrementalModels.length > 0;
  const type = canDelta ? 'DELTA' : 'FULL';
  await createRun(database, { integrationId: integration.id, type, trigger: 'API' }).catch(
    (error: unknown) =>
      log.warn(
        { event: 'sync.request.failed', integrationId: integration.id, error },
        'Queueing a sync failed',
      ),
  );
}

function unique(changed: readonly ChangedRecord[]): ChangedRecord[] {
  return [
    ...new Map(changed.map((change) => [`${change.model}:${change.remoteId}`, change])).values(),
  ];
}
