import { inputError } from '@hirewire/connector-kit';
import type { ConnectorContext, Json } from '@hirewire/connector-kit';
import { LeverSettings } from '../settings.ts';

type RemoteFields = Readonly<Record<string, Json>>;

/** The query with which Lever makes a change in a user's name. */
export interface ActingUser {
  perform_as: string;
}

/**
 * Who acts: `remote_fields.lever.perform_as`, else the setting `perform_as`, else nobody.
 * @throws RemoteError of kind `input` where the caller's value is no id
 */
export function findActingUser(
  { settings }: ConnectorContext,
  remoteFields: RemoteFields,
): ActingUser | null {
  const given = remoteFields['perform_as'] ?? null;
  if (given !== null && (typeof given !== 'string' || given.trim() === '')) {
    throw inputError('`remote_fields.lever.perform_as` must be the id of a Lever user.');
  }
  const user = given ?? LeverSettings.parse(settings).perform_as ?? null;
  return user === null ? null : { perform_as: user };
}

/**
 * For what Lever does in somebody's name only: nothing is sent without one.
 * @throws RemoteError of kind `input`
 */
export function requireActingUser(
  context: ConnectorContext,
  remoteFields: RemoteFields,
): ActingUser {
  const user = findActingUser(context, remoteFields);
  if (user !== null) return user;
  throw inputError(
    'Lever makes this change in the name of one of its users, and none is named. Set `perform_as` of the integration to the `remote_id` of a user, or send it as `remote_fields.lever.perform_as`.',
  );
}
