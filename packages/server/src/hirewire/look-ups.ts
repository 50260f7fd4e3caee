import type {
  getInteraction as interactionOperation,
  getSync as syncOperation,
  getWebhookEvent as eventOperation,
} from '@hirewire/contract';
import { findInteraction, findRunOfEnvironment, findWebhookEvent } from '@hirewire/store';

import { type Route, found, toId } from './route.ts';
import { viewInteraction, viewSync } from './views.ts';

// What the `log_url` of errors and webhooks leads to.

export const getSync: Route<typeof syncOperation> = async ({ database, environmentId, path }) => {
  const runId = path.sync_id.replaceAll('\0', '');
  const run = await findRunOfEnvironment(database, { environmentId, runId });
  const message = 'There is no sync with this id in the environment of this API key.';
  return viewSync(found(run, 'No such sync', message));
};

export const getInteraction: Route<typeof interactionOperation> = async (call) => {
  const id = toId(call.path.interaction_id);
  const { database, environmentId } = call;
  const interaction = await findInteraction(database, { id, environmentId });
  const message =
    'There is no interaction with this id in the environment of this API key. ' +
    'Interactions are kept for 60 days, their bodies for 7.';
  return viewInteraction(found(interaction, 'No such interaction', message));
};

export const getWebhookEvent: Route<typeof eventOperation> = async (call) => {
  const { database, engine, environmentId } = call;
  const id = toId(call.path.event_id);
  const event = found(
    await findWebhookEvent(database, { environmentId, id }),
    'No such event',
    'There is no event with this id in the environment of this API key. Events are kept for 30 days.',
  );
  const { message, createdAt } = event;
  const { type, data } = engine.toWebhookPayload(event);
  return { id, type, created_at: createdAt.toISOString(), message, data: { ...data } };
};
