import type { ModelName } from '@hirewire/contract';
import type { Database } from '@hirewire/store';
import {
  listIntegrations,
  listPurgeable,
  purgeAuditEvents,
  purgeChanges,
  purgeRecords,
} from '@hirewire/store';
import { toEmptyRow } from '../records/empty-row.ts';

/** Retention periods, in days. */
export interface Retention {
  /** The data of records that are gone at the remote; their ids stay. */
  deletedRecordDays: number;
  /** Changes in the change feed. */
  changeDays: number;
  /** Entries of the audit log. */
  auditDays: number;
}

const defaultRetention: Retention = { deletedRecordDays: 14, changeDays: 30, auditDays: 365 };

/** Records emptied in one transaction, so that no reader waits long for it. */
const purgeBatch = 500;

/**
 * Empties records that have been gone for long, and forgets old changes, of every integration, and
 * what the audit log has of long ago.
 * Several processes may do it at once.
 */
export async function purgeDeleted(
  { database, retention }: { database: Database; retention?: Partial<Retention> },
  signal: AbortSignal,
): Promise<void> {
  const { deletedRecordDays, changeDays, auditDays } = { ...defaultRetention, ...retention };
  await purgeAuditEvents(database, auditDays);
  for (const { id: integrationId } of await listIntegrations(database)) {
    if (signal.aborted) return;
    await purgeChanges(database, { integrationId, days: changeDays });
    await purgeIntegration(database, integrationId, { days: deletedRecordDays, signal });
  }
}

async function purgeIntegration(
  database: Database,
  integrationId: string,
  { days, signal }: { days: number; signal: AbortSignal },
): Promise<void> {
  const purged = { integrationId, days };
  while (!signal.aborted && (await purgeNext(database, purged)) > 0);
}

/**
 * Empties all deleted records of a model: they cannot be read again without the fields that are
 * disabled now.
 */
export async function emptyDeleted(
  database: Database,
  { integrationId, model }: { integrationId: string; model: ModelName },
): Promise<void> {
  while ((await purgeNext(database, { integrationId, days: 0, models: [model] })) > 0);
}

async function purgeNext(
  database: Database,
  purged: { integrationId: string; days: number; models?: readonly ModelName[] },
): Promise<number> {
  const { integrationId } = purged;
  const due = await listPurgeable(database, { ...purged, limit: purgeBatch });
  const byModel = Map.groupBy(due, ({ model }) => model);
  const emptied = [...byModel].map(([model, records]) => ({
    model,
    rows: records.map((record) => toEmptyRow(integrationId, record)),
  }));
  return purgeRecords(database, { integrationId, emptied });
}
