import { RemoteError } from '@hirewire/connector-kit';
import type { ConnectorContext } from '@hirewire/connector-kit';
import type { MissingPermission, RunModel } from '@hirewire/store';
import { findRun, noteCredentialsCheck } from '@hirewire/store';
import type { CheckCredentials } from '../remotes/credentials-check.ts';
import { expiryOf } from '../remotes/credentials-check.ts';
import type { Run } from './run.ts';

/**
 * Keeps what is known of missing permissions true: asks again when a run was refused other models than
 * the last one, and in full runs while something is missing or the credentials expire soon. There is no
 * other sign that it was granted, or that they were prolonged.
 */
export async function notePermissions(
  run: Run,
  context: ConnectorContext,
  checkCredentials: CheckCredentials,
): Promise<void> {
  const { environment, integration } = run;
  const { database, log } = environment;
  const ended = await findRun(database, integration.id, run.run.id);
  const models = Object.entries(ended?.models ?? {});
  const refused = models.filter(([, { isRefused }]) => isRefused);
  const refusedModels = refused.map(([model]) => model).toSorted();
  const isSame = refusedModels.join() === integration.refusedModels.join();
  const { missingPermissions: known, credentialsExpireAt } = integration;
  const isOpen = known.length > 0 || expiresSoon(credentialsExpireAt, environment.clock.now());
  const isDue = run.run.type === 'FULL' && isOpen;
  if (isSame && !isDue) return;
  const check = await checkCredentials(context).catch((error: unknown) => {
    // Then it is not known what else may be missing.
    if (error instanceof RemoteError && error.kind === 'permission') {
      return { missingPermissions: [], expiresAt: credentialsExpireAt };
    }
    log.warn(
      { event: 'sync.permissions.unknown', integrationId: integration.id, error },
      'Asking for missing permissions failed; the next sync asks again',
    );
    return null;
  });
  if (check === null) return;
  const missingPermissions = withRefused(check.missingPermissions, refused);
  await noteCredentialsCheck(database, integration.id, {
    missingPermissions,
    refusedModels,
    credentialsExpireAt: expiryOf(check),
  });
  log.info(
    { event: 'sync.permissions.noted', integrationId: integration.id, missingPermissions },
    'Missing permissions changed',
  );
}

/** While an issue tells of it, and a little longer: docs/guides/issues.md. */
const soonMs = 31 * 24 * 3_600_000;

const expiresSoon = (at: Date | null, now: Date): boolean =>
  at !== null && at.getTime() < now.getTime() + soonMs;

/** A refused model that no missing permission explains is one, in the words of the refusal. */
function withRefused(
  missing: readonly MissingPermission[],
  refused: readonly [string, RunModel][],
): MissingPermission[] {
  const explained = new Set(missing.flatMap(({ models }) => models));
  const others = refused.filter(([model]) => !explained.has(model));
  return [
    ...missing,
    ...others.map(([model, { message }]) => ({
      permission: message ?? 'unknown',
      models: [model],
      actions: [],
    })),
  ];
}
