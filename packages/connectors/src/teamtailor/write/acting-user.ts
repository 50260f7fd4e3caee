import { findActingUser, noActingUser, parseRemote } from '@hirewire/connector-kit';
import type { ConnectorContext, Json } from '@hirewire/connector-kit';
import { readTeamtailorPages } from '../call-teamtailor.ts';
import { TeamtailorUser } from '../remote-types.ts';

type RemoteFields = Readonly<Record<string, Json>>;

const name = 'remote_fields.teamtailor.user_id';

/**
 * Who acts, as the caller or the settings name them, else nobody.
 * @throws RemoteError of kind `input` where the caller's value is no id
 */
export function findNamedUser(
  context: Pick<ConnectorContext, 'settings'>,
  remoteFields: RemoteFields,
): string | null {
  return findActingUser(context, { name, value: remoteFields['user_id'] });
}

/**
 * Who writes a note: Teamtailor wants somebody, who is the first administrator where none is named.
 * @throws RemoteError of kind `input` where there is none
 */
export async function requireActingUser(
  context: ConnectorContext,
  remoteFields: RemoteFields,
): Promise<string> {
  const named = findNamedUser(context, remoteFields);
  if (named !== null) return named;
  if (context.isDryRun) return '<first administrator>';
  const ref = { model: 'users', reportIssue: context.reportIssue } as const;
  for await (const { rows } of readTeamtailorPages(context, { model: 'users', path: '/users' })) {
    const users = rows.map(({ resource: { id, attributes } }) =>
      parseRemote(TeamtailorUser, { ...attributes, id }, ref),
    );
    const admin = users.find((user) => user?.role === 'admin');
    if (admin) return admin.id;
  }
  const why = 'Teamtailor writes notes in the name of a user, and there is no administrator.';
  throw noActingUser(why, name);
}
