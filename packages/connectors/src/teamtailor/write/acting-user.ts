import { RemoteError, parseRemote } from '@hirewire/connector-kit';
import type { ConnectorContext, Json } from '@hirewire/connector-kit';
import { readTeamtailorPages } from '../call-teamtailor.ts';
import { TeamtailorUser } from '../remote-types.ts';
import { TeamtailorSettings } from '../settings.ts';

type RemoteFields = Readonly<Record<string, Json>>;

/**
 * Who acts: `remote_fields.teamtailor.user_id`, else the setting `perform_as`, else nobody.
 * @throws RemoteError of kind `input` where the caller's value is no id
 */
export function findActingUser(
  { settings }: Pick<ConnectorContext, 'settings'>,
  remoteFields: RemoteFields,
): string | null {
  const given = remoteFields['user_id'] ?? null;
  if (given !== null && (typeof given !== 'string' || given.trim() === '')) {
    throw inputError('`remote_fields.teamtailor.user_id` must be the id of a Teamtailor user.');
  }
  return given ?? TeamtailorSettings.parse(settings).perform_as ?? null;
}

/**
 * Who writes a note: Teamtailor wants somebody, who is the first administrator where none is named.
 * @throws RemoteError of kind `input` where there is none
 */
export async function requireActingUser(
  context: ConnectorContext,
  remoteFields: RemoteFields,
): Promise<string> {
  const named = findActingUser(context, remoteFields);
  if (named !== null) return named;
  if (context.isDryRun) return '<first administrator>';
  const place = { model: 'users', reportIssue: context.reportIssue } as const;
  for await (const { rows } of readTeamtailorPages(context, { model: 'users', path: '/users' })) {
    const users = rows.map(({ resource: { id, attributes } }) =>
      parseRemote(TeamtailorUser, { ...attributes, id }, place),
    );
    const admin = users.find((user) => user?.role === 'admin');
    if (admin) return admin.id;
  }
  throw inputError(
    'Teamtailor writes notes in the name of a user, none is named, and there is no administrator. Set `perform_as` of the integration to the `remote_id` of a user, or send it as `remote_fields.teamtailor.user_id`.',
  );
}

function inputError(message: string): RemoteError {
  return new RemoteError({ kind: 'input', message, status: null });
}
