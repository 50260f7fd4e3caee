import type {
  cancelSync as cancelOperation,
  getInteractions as interactionsOperation,
  getInteraction as interactionOperation,
  getSync as syncOperation,
  getWebhookEvent as eventOperation,
} from '@hirewire/contract';
import {
  findInteraction,
  findRunOfEnvironment,
  findWebhookEvent,
  listInteractions,
} from '@hirewire/store';
import type { SyncRun } from '@hirewire/store';

import { type Route, found, integrationOf, toId } from './route.ts';
import { viewInteraction, viewInteractionSummary, viewSync } from './views.ts';

// Syncs and live actions, and what the `log_url` of errors and webhooks leads to.

export const getSync: Route<typeof syncOperation> = async ({ database, environmentId, path }) => {
  const runId = path.sync_id.replaceAll('\0', '');
  return viewSync(foundRun(await findRunOfEnvironment(database, { environmentId, runId })));
};

export const cancelSync: Route<typeof cancelOperation> = async (call) => {
  const { database, engine, environmentId } = call;
  const runId = call.path.sync_id.replaceAll('\0', '');
  const { id, integrationId } = foundRun(
    await findRunOfEnvironment(database, { environmentId, runId }),
  );
  await engine.cancelSync({ integrationId, runId: id });
  return viewSync(foundRun(await findRunOfEnvironment(database, { environmentId, runId })));
};

function foundRun(run: SyncRun | null): SyncRun {
  const message = 'There is no sync with this id in the environment of this API key.';
  return found(run, 'No such sync', message);
}

export const getInteractions: Route<typeof interactionsOperation> = async (call) => {
  const { id } = integrationOf(call);
  const interactions = await listInteractions(call.database, id, { limit: call.query.limit });
  return { results: interactions.map(viewInteractionSummary) };
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
