import { inputInvalid } from '@hirewire/contract';
import type * as operations from '@hirewire/contract';
import { EngineError } from '@hirewire/engine';
import {
  deleteWebhookEndpoint as deleteEndpoint,
  findWebhookEndpoint,
  listDeliveries,
  listWebhookEndpoints,
  replayEvents,
} from '@hirewire/store';

import { type Route, found, toId } from './route.ts';
import { viewWebhookDelivery, viewWebhookEndpoint } from './views.ts';

// Where events are sent, what became of them, and sending them again: docs/guides/webhooks.md.

export const getWebhookEndpoints: Route<typeof operations.getWebhookEndpoints> = async (call) => {
  const endpoints = await listWebhookEndpoints(call.database, call.environmentId);
  return { results: endpoints.map(viewWebhookEndpoint) };
};

export const createWebhookEndpoint: Route<typeof operations.createWebhookEndpoint> = async (
  call,
) => {
  const { url, description, event_types: eventTypes } = call.body;
  const { endpoint, secret } = await refuseBadInput(() =>
    call.engine.createWebhookEndpoint({
      environmentId: call.environmentId,
      url,
      description,
      eventTypes,
    }),
  );
  return { ...viewWebhookEndpoint(endpoint), secret };
};

export const getWebhookEndpoint: Route<typeof operations.getWebhookEndpoint> = async (call) =>
  viewWebhookEndpoint(known(await findWebhookEndpoint(call.database, keyOf(call))));

export const deleteWebhookEndpoint: Route<typeof operations.deleteWebhookEndpoint> = async (
  call,
) => {
  known((await deleteEndpoint(call.database, keyOf(call))) || null);
  return {};
};

export const updateWebhookEndpoint: Route<typeof operations.updateWebhookEndpoint> = async (
  call,
) => {
  const { url, description, event_types: eventTypes, is_enabled: isEnabled } = call.body;
  const changes = {
    ...(url !== undefined && { url }),
    ...(description !== undefined && { description }),
    ...(eventTypes !== undefined && { eventTypes }),
    ...(isEnabled !== undefined && { isEnabled }),
  };
  const changed = await refuseBadInput(() =>
    call.engine.changeWebhookEndpoint(keyOf(call), changes),
  );
  return viewWebhookEndpoint(known(changed));
};

export const rotateWebhookSecret: Route<typeof operations.rotateWebhookSecret> = async (call) => {
  const overlapSeconds = call.body.overlap_hours * 3600;
  const rotated = known(await call.engine.rotateWebhookSecret(keyOf(call), overlapSeconds));
  return { ...viewWebhookEndpoint(rotated.endpoint), secret: rotated.secret };
};

export const getWebhookDeliveries: Route<typeof operations.getWebhookDeliveries> = async (call) => {
  const { environmentId, id } = keyOf(call);
  known(await findWebhookEndpoint(call.database, { environmentId, id }));
  const wanted = { environmentId, endpointId: id, limit: call.query.limit };
  const deliveries = await listDeliveries(call.database, wanted);
  return { results: deliveries.map(viewWebhookDelivery) };
};

export const replayWebhookEvents: Route<typeof operations.replayWebhookEvents> = async (call) => {
  const key = keyOf(call);
  known(await findWebhookEndpoint(call.database, key));
  const { event_id: eventId, from = '', to = '' } = call.body;
  const wanted = eventId === undefined ? { from: new Date(from), to: new Date(to) } : { eventId };
  return { replayed: await replayEvents(call.database, key, wanted) };
};

function keyOf(call: { environmentId: string; path: { webhook_id: string } }) {
  return { environmentId: call.environmentId, id: toId(call.path.webhook_id) };
}

function known<Thing>(thing: Thing | null): Thing {
  const message = 'There is no webhook endpoint with this id in the environment of this API key.';
  return found(thing, 'No such webhook endpoint', message);
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
