import { inputError } from '@hirewire/connector-kit';
import type { ConnectorContext, Json } from '@hirewire/connector-kit';
import { GreenhouseSettings } from '../settings.ts';

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
  { settings }: Pick<ConnectorContext, 'settings'>,
  remoteFields: RemoteFields,
): Actor {
  const headers = remoteFields['post_headers'] ?? null;
  const ofHeader = isObject(headers) ? (headers['On-Behalf-Of'] ?? null) : null;
  const given = ofHeader ?? remoteFields['perform_as'] ?? null;
  if (given === null) return { actAs: GreenhouseSettings.parse(settings).perform_as ?? null };
  const id = typeof given === 'string' || typeof given === 'number' ? String(given).trim() : '';
  if (/^\d+$/.test(id)) return { actAs: id };
  throw inputError(
    'The user on whose behalf the change is to be made must be named by their id in Greenhouse, which is the `remote_id` of a user.',
  );
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
