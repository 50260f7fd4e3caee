import type { ErrorCode } from '@hirewire/contract';
import type { Schedule } from '@hirewire/store';
import { observeIssues as observe } from '@hirewire/store';
import { findDeltaTools } from '../sync/delta-tools.ts';
import type { SyncEnvironment } from '../sync/sync-environment.ts';

/** Errors of an action that are not the caller's doing, and that no pause will end. */
const failureCodes: readonly ErrorCode[] = [
  'INTEGRATION.AUTHENTICATION_INVALID',
  'INTEGRATION.PERMISSION_MISSING',
  'REMOTE.SERVICE_UNAVAILABLE',
  'REMOTE.UNKNOWN_HTTP_ERROR',
  'PLATFORM.TASK_TIMED_OUT',
  'PLATFORM.UNKNOWN_ERROR',
];

/** Without a schedule, no integration is late. */
const noSchedule: Schedule = { deltaMinutes: 0, fullHours: 0 };

/** Raises the issues that have come up since the last look, and resolves those that are over. */
export async function observeIssues(
  { database, connectors, log }: Pick<SyncEnvironment, 'database' | 'connectors' | 'log'>,
  schedule: Schedule | null,
): Promise<void> {
  const changes = await observe(database, {
    schedule: schedule ?? noSchedule,
    deltaTools: findDeltaTools(connectors),
    failureCodes,
  });
  for (const { change, id, integrationId, type, subject } of changes) {
    const fields = { issueId: id, integrationId, type, subject };
    if (change === 'raised') log.warn({ event: 'issue.raised', ...fields }, 'Issue raised');
    else log.info({ event: 'issue.resolved', ...fields }, 'Issue resolved');
  }
}
