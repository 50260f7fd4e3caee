import { slugsOf } from '@hirewire/connector-kit';
import {
  importTrackedApplication as operation,
  inputInvalid,
  parseOptionalBody,
  recordId,
} from '@hirewire/contract';
import { markStale, trackApplication } from '@hirewire/store';
import type { z } from 'zod';
import { isTrackedOnly } from '../remotes/with-settings.ts';
import type { Action, ActionInput } from './action.ts';
import { requireWrite } from './action.ts';

type Answer = z.output<typeof operation.response>['data'];

/**
 * Makes an application known that did not come through the API. Nothing is asked of the tool: the
 * next sync, which has to be a full one where only tracked applications are kept, brings it.
 */
export async function importTrackedApplication(
  action: Action,
  input: ActionInput,
): Promise<Answer> {
  const { tracked_at: trackedAt, ...forms } = parseOptionalBody(operation.body, input.body);
  const toRemoteId = requireWrite(action, 'importTrackedApplication');
  const { database, integration, connector } = action;
  // The model of the body has made sure that there is exactly one.
  const [tool = '', imported = {}] =
    Object.entries(forms).find(([, form]) => form !== undefined) ?? [];
  if (!slugsOf(connector.tool).includes(tool)) {
    throw inputInvalid(
      `The ids are those of ${tool}, but integration ${integration.id} is one of ` +
        `${integration.tool}: give them under \`${integration.tool}\`.`,
    );
  }
  const remoteId = toRemoteId(imported as Readonly<Record<string, string>>);
  if (remoteId === null || remoteId === '') {
    throw inputInvalid(`${connector.tool.label} cannot find an application by these ids.`);
  }
  const id = recordId(integration.id, 'applications', remoteId);
  const answer = { id, tracked_at: trackedAt, imported_id: { [tool]: imported } };
  if (action.isDryRun) return answer;
  await trackApplication(database, {
    integrationId: integration.id,
    remoteId,
    origin: 'IMPORTED',
    trackedAt: trackedAt === null ? null : new Date(trackedAt),
  });
  if (isTrackedOnly(integration.settings)) await markStale(database, integration.id);
  return answer;
}
