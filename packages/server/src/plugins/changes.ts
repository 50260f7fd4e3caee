import {
  type ApiError,
  createError,
  inputInvalid,
  parseQuery,
  type RawQuery,
} from '@hirewire/contract';
import {
  type Database,
  type FeedChange,
  type LostPosition,
  findLastPosition,
  listChanges,
} from '@hirewire/store';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import { requireReadableIntegration } from '../readable-model.ts';
import { jsonType } from './errors.ts';

const maxChanges = 1000;

const limitRule = `must be a whole number from 1 to ${maxChanges}`;

const ChangesQuery = z.object({
  after: z
    .string({ error: 'must be given only once' })
    .regex(/^\d{1,15}$/, 'must be a position: a whole number that an earlier answer gave')
    .transform(Number)
    .optional(),
  limit: z
    .string({ error: 'must be given only once' })
    .regex(/^\d{1,4}$/, limitRule)
    .transform(Number)
    .pipe(z.int().min(1, limitRule).max(maxChanges, limitRule))
    .default(100),
});

/**
 * `/hirewire/v1/changes`: what has changed in an integration, in the order in which it became
 * visible. Without `after` it tells where to begin. See docs/concepts/change-feed.md.
 */
export function serveChanges(app: FastifyInstance, database: Database): void {
  app.get('/changes', { config: { integrationHeader: true } }, async (request, reply) => {
    const integration = request.authorization?.integration;
    if (!integration) throw new Error('the change feed ran without an integration');
    const { after, limit } = parseQuery(ChangesQuery, request.query as RawQuery);
    requireReadableIntegration(integration, createError);
    const integrationId = integration.id;
    const position = after ?? (await findLastPosition(database.pool, integrationId));
    const page = await listChanges(database, { integrationId, after: position, limit });
    if ('lost' in page) throw lostPosition(page, position);
    reply.header('cache-control', 'no-store');
    const data = {
      results: page.changes.map(viewChange),
      position: page.position,
      has_more: page.position < page.lastPosition,
    };
    return reply.type(jsonType).send(JSON.stringify({ status: 'success', data }));
  });
}

/** A change as JSON. */
function viewChange({ position, model, id, change, changedAt, cause }: FeedChange) {
  return { position, model, id, change, changed_at: changedAt.toISOString(), cause };
}

const whatToDo =
  'Ask for the changes without `after` and keep the `position` of the answer, read all lists in ' +
  'full, then follow from that position.';

function lostPosition({ lost, keptAfter, lastPosition }: LostPosition, after: number): ApiError {
  if (lost === 'expired') {
    return inputInvalid(
      `The changes after position ${after} are no longer kept; the oldest position that can be ` +
        `followed from is ${keptAfter}. ${whatToDo}`,
      { status: 410, title: 'Position no longer kept' },
    );
  }
  return inputInvalid(
    `There is no position ${after} in this integration: its last change is ${lastPosition}. It ` +
      `may be of another integration, or the database was restored from a backup. ${whatToDo}`,
    { status: 410, title: 'Position unknown' },
  );
}
