import { findActingUser, noActingUser } from '@hirewire/connector-kit';
import type { ConnectorContext, Json } from '@hirewire/connector-kit';

type RemoteFields = Readonly<Record<string, Json>>;

/** The query with which Lever makes a change in a user's name. */
export interface Actor {
  perform_as: string;
}

const field = 'remote_fields.lever.perform_as';

/** @throws RemoteError of kind `input` where the caller's value is no id */
export function findActor(context: ConnectorContext, remoteFields: RemoteFields): Actor | null {
  const user = findActingUser(context, { name: field, value: remoteFields['perform_as'] });
  return user === null ? null : { perform_as: user };
}

/**
 * For what Lever does in somebody's name only: nothing is sent without one.
 * @throws RemoteError of kind `input`
 */
export function requireActor(context: ConnectorContext, remoteFields: RemoteFields): Actor {
  const actor = findActor(context, remoteFields);
  if (actor !== null) return actor;
  throw noActingUser('Lever makes this change in the name of a user, and none is named.', field);
}
