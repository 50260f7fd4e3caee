import {
  ApiError,
  inputInvalid,
  parseOptionalBody,
  parseQuery,
  type RawQuery,
} from '@hirewire/contract';
import { EngineError, type Engine } from '@hirewire/engine';
import {
  type Database,
  type DeliverySummary,
  type WebhookEndpoint,
  deleteWebhookEndpoint,
  findWebhookEndpoint,
  findWebhookEvent,
  listDeliveries,
  listWebhookEndpoints,
  replayEvents,
} from '@hirewire/store';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';

const url = z.string().max(2000);
const description = z.string().max(500).nullable();
const eventTypes = z.array(z.string());

const NewEndpoint = z.strictObject({
  url,
  description: description.default(null),
  event_types: eventTypes.nullable().default(null),
});
const EndpointChanges = z.strictObject({
  url: url.optional(),
  description: description.optional(),
  event_types: eventTypes.optional(),
  is_enabled: z.boolean().optional(),
});
const Rotation = z.strictObject({ overlap_hours: z.int().min(0).max(168).default(24) });
const Replay = z.union([
  z.strictObject({ event_id: z.string() }),
  z.strictObject({ from: z.iso.datetime(), to: z.iso.datetime() }),
]);
const limitRule = 'must be a whole number from 1 to 250';
const DeliveriesQuery = z.object({
  limit: z
    .string()
    .regex(/^\d{1,3}$/, limitRule)
    .transform(Number)
    .pipe(z.int().min(1, limitRule).max(250, limitRule))
    .default(50),
});

/** Ids of endpoints, as of everything else. */
const idPattern = /^[1-9A-HJ-NP-Za-km-z]{24}$/;

interface Parts {
  database: Database;
  engine: Engine;
}

type WithId = { Params: { id: string } };

/**
 * `/hirewire/v1/webhooks`: where the events of an environment are sent, what became of them, and
 * sending them again. See docs/concepts/webhooks.md.
 */
export function serveWebhooks(app: FastifyInstance, parts: Parts): void {
  app.addHook('onSend', async (_, reply) => void reply.header('cache-control', 'no-store'));
  serveEndpoints(app, parts);
  serveChangesOfEndpoints(app, parts);
  serveDeliveries(app, parts);
  serveEvents(app, parts);
}

function serveEndpoints(app: FastifyInstance, { database, engine }: Parts): void {
  app.get('/webhooks', async (request) => {
    const endpoints = await listWebhookEndpoints(database, environmentOf(request));
    return success({ results: endpoints.map(viewEndpoint) });
  });

  app.post('/webhooks', async (request) => {
    const body = parseOptionalBody(NewEndpoint, request.body);
    const { endpoint, secret } = await refuseBadInput(() =>
      engine.createWebhookEndpoint({
        environmentId: environmentOf(request),
        url: body.url,
        description: body.description,
        eventTypes: body.event_types,
      }),
    );
    return success({ ...viewEndpoint(endpoint), secret });
  });

  app.get<WithId>('/webhooks/:id', async (request) =>
    success(viewEndpoint(known(await findWebhookEndpoint(database, placeOf(request))))),
  );

  app.delete<WithId>('/webhooks/:id', async (request) => {
    known((await deleteWebhookEndpoint(database, placeOf(request))) || null);
    return success({});
  });
}

function serveChangesOfEndpoints(app: FastifyInstance, { engine }: Parts): void {
  app.patch<WithId>('/webhooks/:id', async (request) => {
    const { event_types, is_enabled, ...rest } = parseOptionalBody(EndpointChanges, request.body);
    const changes = {
      ...defined(rest),
      ...(event_types !== undefined && { eventTypes: event_types }),
      ...(is_enabled !== undefined && { isEnabled: is_enabled }),
    };
    const changed = await refuseBadInput(() =>
      engine.changeWebhookEndpoint(placeOf(request), changes),
    );
    return success(viewEndpoint(known(changed)));
  });

  app.post<WithId>('/webhooks/:id/rotate-secret', async (request) => {
    const { overlap_hours: hours } = parseOptionalBody(Rotation, request.body);
    const rotated = known(await engine.rotateWebhookSecret(placeOf(request), hours * 3600));
    return success({ ...viewEndpoint(rotated.endpoint), secret: rotated.secret });
  });
}

function serveDeliveries(app: FastifyInstance, { database }: Parts): void {
  app.get<WithId>('/webhooks/:id/deliveries', async (request) => {
    const { limit } = parseQuery(DeliveriesQuery, request.query as RawQuery);
    const { environmentId, id } = placeOf(request);
    known(await findWebhookEndpoint(database, { environmentId, id }));
    const deliveries = await listDeliveries(database, { environmentId, endpointId: id, limit });
    return success({ results: deliveries.map(viewDelivery) });
  });

  // Events are sent at least once anyway, and known by their ids.
  const options = { config: { isRepeatable: true } };
  app.post<WithId>('/webhooks/:id/replay', options, async (request) => {
    const body = parseOptionalBody(Replay, request.body);
    const place = placeOf(request);
    known(await findWebhookEndpoint(database, place));
    const wanted =
      'event_id' in body
        ? { eventId: body.event_id }
        : { from: new Date(body.from), to: new Date(body.to) };
    return success({ replayed: await replayEvents(database, place, wanted) });
  });
}

/** What a `log_url` of `connection-flow-failed` leads to. */
function serveEvents(app: FastifyInstance, { database, engine }: Parts): void {
  app.get<WithId>('/webhook-events/:id', async (request) => {
    const event = await findWebhookEvent(database, placeOf(request));
    if (event === null) {
      throw new ApiError(
        null,
        'There is no event with this id in the environment of this API key. Events are kept for ' +
          '30 days.',
        { status: 404, title: 'No such event' },
      );
    }
    const { message, createdAt } = event;
    const { id, type, data } = engine.toWebhookPayload(event);
    return success({ id, type, created_at: createdAt.toISOString(), message, data });
  });
}

function success(data: object): object {
  return { status: 'success', data };
}

function environmentOf(request: FastifyRequest): string {
  return request.authorization?.environment.id ?? '';
}

function placeOf(request: FastifyRequest<WithId>): { environmentId: string; id: string } {
  const { id } = request.params;
  return { environmentId: environmentOf(request), id: idPattern.test(id) ? id : '' };
}

function known<Found>(found: Found | null): Found {
  if (found !== null) return found;
  throw new ApiError(
    null,
    'There is no webhook endpoint with this id in the environment of this API key.',
    { status: 404, title: 'No such webhook endpoint' },
  );
}

async function refuseBadInput<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof EngineError && error.code === 'invalid-webhook') {
      throw inputInvalid(error.message);
    }
    throw error;
  }
}

function defined<Fields extends object>(
  fields: Fields,
): { [Name in keyof Fields]?: NonNullable<Fields[Name]> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Name in keyof Fields]?: NonNullable<Fields[Name]> };
}

function viewEndpoint(endpoint: WebhookEndpoint) {
  const { previousSecretUntil: until } = endpoint;
  return {
    id: endpoint.id,
    url: endpoint.url,
    description: endpoint.description,
    event_types: endpoint.eventTypes,
    is_enabled: endpoint.isEnabled,
    disabled_reason: endpoint.disabledReason,
    previous_secret_until: until === null ? null : until.toISOString(),
    created_at: endpoint.createdAt.toISOString(),
  };
}

function viewDelivery(delivery: DeliverySummary) {
  return {
    event_id: delivery.eventId,
    type: delivery.type,
    integration_id: delivery.integrationId === '' ? null : delivery.integrationId,
    created_at: delivery.createdAt.toISOString(),
    state: delivery.state,
    tries: delivery.tries,
    next_try_at: delivery.state === 'PENDING' ? delivery.nextTryAt.toISOString() : null,
    last_status: delivery.lastStatus,
    last_error: delivery.lastError,
    delivered_at: delivery.deliveredAt?.toISOString() ?? null,
  };
}
