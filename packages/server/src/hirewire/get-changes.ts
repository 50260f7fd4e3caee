import { createError, inputInvalid } from '@hirewire/contract';
import type { ApiError, getChanges as operation } from '@hirewire/contract';
import { type LostPosition, findLastPosition, listChanges } from '@hirewire/store';

import { requireReadableIntegration } from '../readable-model.ts';
import { feedOf, writeFeedCursor } from './feed-cursor.ts';
import type { Route } from './route.ts';
import { viewChange } from './views.ts';

/** What has changed in an integration. See docs/concepts/change-feed.md. */
export const getChanges: Route<typeof operation> = async ({ database, authorization, query }) => {
  const { integration } = authorization;
  if (!integration) throw new Error('the change feed ran without an integration');
  requireReadableIntegration(integration, createError);
  const { after, limit } = query;
  const integrationId = integration.id;
  const feed = feedOf(integrationId);
  if (after?.feed && after.feed !== feed) throw foreignCursor();
  const position = after?.position ?? (await findLastPosition(database.pool, integrationId));
  const page = await listChanges(database, { integrationId, after: position, limit });
  if ('lost' in page) throw lostPosition(page, position);
  return {
    results: page.changes.map((change) => viewChange(change, feed)),
    cursor: writeFeedCursor(page.position, feed),
    position: page.position,
    has_more: page.position < page.lastPosition,
  };
};

const whatToDo =
  'Ask for the changes without `after` and keep the `cursor` of the response, read all lists ' +
  'in full, then follow from that cursor.';

function foreignCursor(): ApiError {
  return inputInvalid(
    `The cursor in \`after\` is not of the change feed of this integration. ${whatToDo}`,
    { status: 410, title: 'Position unknown' },
  );
}

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
