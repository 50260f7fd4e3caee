import type { ConnectorContext } from '../declaration/connector-context.ts';
import { inputError } from '../writing/input-error.ts';
import type { Json } from '../declaration/records.ts';
import type { RemoteError } from '../http/remote.ts';

/** A field of an action in which its caller may name the user in whose name a change is made. */
export interface ActingUserField {
  /** Where it stands, e.g. `remote_fields.lever.perform_as`. */
  name: string;
  value: Json | undefined;
}

/**
 * The vendor's id of the user in whose name a change is made: what the caller of the action names, else
 * the integration's setting `perform_as`, else null.
 * @throws RemoteError of kind `input` where the caller's value is no id
 */
export function findActingUser(
  { settings }: Pick<ConnectorContext, 'settings'>,
  { name, value = null }: ActingUserField,
): string | null {
  const id = typeof value === 'number' ? String(value) : (value ?? settings['perform_as'] ?? null);
  if (id === null) return null;
  if (typeof id === 'string' && id.trim() !== '') return id.trim();
  throw inputError(
    `\`${name}\` must be the id of a user, as \`GET /ats/users\` has it in \`remote_id\`.`,
  );
}

/**
 * For a change that the vendor makes only in the name of a user, when no user is set.
 * @param why in one sentence, e.g. `Acme writes notes in the name of a user, and none is named.`
 */
export function noActingUser(why: string, field: string): RemoteError {
  return inputError(
    `${why} Set \`perform_as\` of the integration to the \`remote_id\` of a user, or send it as \`${field}\`.`,
  );
}
