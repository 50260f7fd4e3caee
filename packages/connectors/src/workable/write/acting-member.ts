import { findActingUser, noActingUser, parseResults } from '@hirewire/connector-kit';
import type { ConnectorContext, Json } from '@hirewire/connector-kit';
import { readWorkablePages } from '../call-workable.ts';
import { WorkableMember } from '../remote-types.ts';

type RemoteFields = Readonly<Record<string, Json>>;

const field = 'remote_fields.workable.on_behalf_of_user_remote_id';

/**
 * Who makes a change: whom the caller or the settings name, else the first active administrator.
 * @throws RemoteError of kind `input` where the caller's value is no id, or there is no administrator
 */
export async function findActingMember(
  context: ConnectorContext,
  remoteFields: RemoteFields,
): Promise<string> {
  const value = remoteFields['on_behalf_of_user_remote_id'];
  return findActingUser(context, { name: field, value }) ?? findAdministrator(context);
}

async function findAdministrator(context: ConnectorContext): Promise<string> {
  const query = { role: 'admin', status: 'active' };
  const list = { path: '/members', name: 'members', query };
  for await (const { rows } of readWorkablePages(context, list)) {
    const members = parseResults(WorkableMember, [...rows], { model: 'users', context });
    // An unknown filter would bring the others, too.
    const found = members.find(
      ({ parsed: { role, active } }) => role === 'admin' && active !== false,
    );
    if (found !== undefined) return found.parsed.id;
  }
  throw noActingUser(
    'Workable makes this change in the name of a member, and has no active administrator.',
    field,
  );
}
