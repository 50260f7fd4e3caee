import type * as operations from '@hirewire/contract';
import { listAuditEvents } from '@hirewire/store';

import { type Route, toId } from './route.ts';
import { viewAuditEvent } from './views.ts';

export const getAuditEvents: Route<typeof operations.getAuditEvents> = async (call) => {
  const { database, environmentId, query } = call;
  const { limit, from, to, after, actor_id: actorId } = query;
  const events = await listAuditEvents(database, {
    environmentId,
    integrationId: query.integration_id?.replaceAll('\0', ''),
    actorId: actorId === undefined ? undefined : toId(actorId),
    operation: query.operation?.replaceAll('\0', ''),
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
    after: after === undefined ? undefined : toId(after),
    limit: limit + 1,
  });
  return { results: events.slice(0, limit).map(viewAuditEvent), has_more: events.length > limit };
};
