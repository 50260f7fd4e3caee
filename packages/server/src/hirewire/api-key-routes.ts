import { ApiError, containsRanges, containsScopes, inputInvalid } from '@hirewire/contract';
import type * as operations from '@hirewire/contract';
import { systemClock } from '@hirewire/connector-kit';
import * as store from '@hirewire/store';
import type { KeyRights } from '@hirewire/store';

import { type Route, found, toId } from './route.ts';
import { viewApiKey } from './views.ts';

// Keys of the caller's environment: docs/guides/security.md.

export const getApiKeys: Route<typeof operations.getApiKeys> = async (call) => {
  const { database, environmentId, query } = call;
  const { limit } = query;
  const after = query.after === undefined ? undefined : toId(query.after);
  const keys = await store.listApiKeys(database, { environmentId, after, limit: limit + 1 });
  return { results: keys.slice(0, limit).map(viewApiKey), has_more: keys.length > limit };
};

export const createApiKey: Route<typeof operations.createApiKey> = async (call) => {
  const { authorization, body, database, environmentId } = call;
  const { name, scopes, allowed_addresses: allowedAddresses } = body;
  const expiresAt = body.expires_at === null ? null : new Date(body.expires_at);
  if (expiresAt !== null && expiresAt <= systemClock.now()) {
    throw inputInvalid('body field `expires_at` must be in the future');
  }
  const rights = { scopes, allowedAddresses, expiresAt };
  const excess = findExcess(authorization, rights);
  if (excess !== null) {
    const message = `${excess} Create the key with \`npx hirewire keys create\`, or with another key.`;
    throw new ApiError(null, message, { status: 403, title: 'More rights than your key has' });
  }
  const made = await store.createApiKey(database, { environmentId, name, ...rights });
  return { ...viewApiKey(made), key: made.key };
};

/** In what a new key would have more rights than the one that makes it; null if in nothing. */
function findExcess(own: KeyRights, wanted: KeyRights): string | null {
  if (!containsScopes(own.scopes, wanted.scopes)) {
    const scopes = (own.scopes ?? []).join(', ');
    return `Your key can only create keys with scopes that it has itself: ${scopes}.`;
  }
  const { expiresAt, allowedAddresses } = own;
  if (expiresAt !== null && (wanted.expiresAt === null || wanted.expiresAt > expiresAt)) {
    return `Your key can only create keys that expire when it does, ${expiresAt.toISOString()}, or before.`;
  }
  if (allowedAddresses === null) return null;
  if (wanted.allowedAddresses && containsRanges(allowedAddresses, wanted.allowedAddresses)) {
    return null;
  }
  return `Your key can only create keys for addresses on its own list: ${allowedAddresses.join(', ')}.`;
}

export const revokeApiKey: Route<typeof operations.revokeApiKey> = async (call) => {
  const { database, environmentId, path } = call;
  const key = await store.revokeApiKey(database, toId(path.key_id), environmentId);
  const message = 'There is no API key with this id in the environment of this API key.';
  return viewApiKey(found(key, 'No such API key', message));
};
