import { RemoteError } from '@hirewire/connector-kit';
import type { ConnectorContext } from '@hirewire/connector-kit';
import type { MissingPermission, RunModel } from '@hirewire/store';
import { findRun, setMissingPermissions } from '@hirewire/store';
import type { FindMissingPermissions } from '../remotes/missing-permissions.ts';
import type { Run } from './run.ts';

/**
 * Keeps what is known of missing permissions true: asks again when a run was refused other models than
 * the last one, and in full runs while something is missing. There is no other sign that it was granted.
 */
export async function notePermissions(
  run: Run,
  context: ConnectorContext,
  findMissingPermissions: FindMissingPermissions,
): Promise<void> {
  const { environment, integration } = run;
  const { database, log } = environment;
  const ended = await findRun(database, integration.id, run.run.id);
  const models = Object.entries(ended?.models ?? {});
  const refused = models.filter(([, { isRefused }]) => isRefused);
  const refusedModels = refused.map(([model]) => model).toSorted();
  const isSame = refusedModels.join() === integration.refusedModels.join();
  const isDue = run.run.type === 'FULL' && integration.missingPermissions.length > 0;
  if (isSame && !isDue) return;
  const named = await findMissingPermissions(context).catch((error: unknown) => {
    // Then it is not known what else may be missing.
    if (error instanceof RemoteError && error.kind === 'permission') return [];
    log.warn(
      { event: 'sync.permissions.unknown', integrationId: integration.id, error },
      'Asking for missing permissions failed; the next sync asks again',
    );
    return null;
  });
  if (named === null) return;
  const missingPermissions = withRefused(named, refused);
  await setMissingPermissions(database, integration.id, { missingPermissions, refusedModels });
  log.info(
    { event: 'sync.permissions.noted', integrationId: integration.id, missingPermissions },
    'Missing permissions changed',
  );
}

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
