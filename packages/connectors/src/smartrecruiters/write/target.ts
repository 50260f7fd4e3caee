import { RemoteError } from '@hirewire/connector-kit';
import type { ApplicationTarget } from '@hirewire/connector-kit';
import { toApplicationIds } from '../read/ids.ts';
import type { ApplicationIds } from '../read/ids.ts';

/** @throws RemoteError of kind `not-found` for an id that cannot be one of SmartRecruiters */
export function idsOf({ remoteId }: Pick<ApplicationTarget, 'remoteId'>): ApplicationIds {
  const ids = toApplicationIds(remoteId);
  if (ids !== null) return ids;
  const message = `SmartRecruiters has no application ${remoteId}: it would be the ids of a candidate and of a job, with a colon between them.`;
  throw new RemoteError({ kind: 'not-found', message, status: null });
}
