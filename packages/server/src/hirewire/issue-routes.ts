import type * as operations from '@hirewire/contract';
import { findIssue, listIssues, muteIssue } from '@hirewire/store';

import { type Route, found, toId } from './route.ts';
import { viewIssue } from './views.ts';

// What is wrong, and since when: docs/guides/issues.md.

const title = 'No such issue';
const missing = 'There is no issue with this id in the environment of this API key.';

export const getIssues: Route<typeof operations.getIssues> = async (call) => {
  const { database, environmentId, query } = call;
  const { integration_id: integrationId, type, status, include_muted: includesMuted } = query;
  const { after, limit } = query;
  const issues = await listIssues(database, {
    environmentId,
    integrationId: integrationId?.replaceAll('\0', ''),
    type: type?.replaceAll('\0', ''),
    status,
    hidesMuted: !includesMuted,
    after: after === undefined ? undefined : toId(after),
    limit: limit + 1,
  });
  return { results: issues.slice(0, limit).map(viewIssue), has_more: issues.length > limit };
};

export const getIssue: Route<typeof operations.getIssue> = async (call) => {
  const { database, environmentId } = call;
  const issue = await findIssue(database, { environmentId, id: toId(call.path.issue_id) });
  return viewIssue(found(issue, title, missing));
};

export const updateIssue: Route<typeof operations.updateIssue> = async (call) => {
  const { database, environmentId, body } = call;
  const until = body.muted_until === null ? null : new Date(body.muted_until);
  const id = toId(call.path.issue_id);
  const issue = await muteIssue(database, { environmentId, id, until });
  return viewIssue(found(issue, title, missing));
};
