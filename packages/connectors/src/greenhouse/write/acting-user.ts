import { findActingUser, inputError } from '@hirewire/connector-kit';
import type { ConnectorContext, Json } from '@hirewire/connector-kit';

type RemoteFields = Readonly<Record<string, Json>>;

/** A part of a request: in whose name it is made. */
export interface Actor {
  actAs: string | null;
}

/**
 * Who acts: `On-Behalf-Of` of the action, which was a header of Harvest v1, else its `perform_as`,
 * else the setting, else the user of the credentials.
 * @throws RemoteError of kind `input` where the caller's value is no id
 */
export function findActor(
  context: Pick<ConnectorContext, 'settings'>,
  remoteFields: RemoteFields,
): Actor {
  const headers = remoteFields['post_headers'] ?? null;
  const ofHeader = isObject(headers) ? (headers['On-Behalf-Of'] ?? null) : null;
  const field =
    ofHeader === null
      ? { name: 'remote_fields.greenhouse.perform_as', value: remoteFields['perform_as'] }
      : { name: 'remote_fields.greenhouse.post_headers["On-Behalf-Of"]', value: ofHeader };
  const actAs = findActingUser(context, field);
  if (actAs === null || /^\d+$/.test(actAs)) return { actAs };
  throw inputError(`\`${field.name}\` must be the id of a Greenhouse user, which is a number.`);
}

/** An object that the caller adds to a request. */
export function extraFields(remoteFields: RemoteFields, name: string): Record<string, Json> {
  const given = remoteFields[name] ?? {};
  if (isObject(given)) return given;
  throw inputError(`\`remote_fields.greenhouse.${name}\` must be an object.`);
}

function isObject(value: Json): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
