import { inputError, parseResults } from '@hirewire/connector-kit';
import type { ConnectorContext, Json } from '@hirewire/connector-kit';
import { readWorkablePages } from '../call-workable.ts';
import { WorkableMember } from '../remote-types.ts';
import { WorkableSettings } from '../settings.ts';

type RemoteFields = Readonly<Record<string, Json>>;

const fieldName = 'on_behalf_of_user_remote_id';

/**
 * Who makes a change: the caller's `remote_fields.workable.on_behalf_of_user_remote_id`, else the setting
 * `perform_as`, else the first active administrator.
 * @throws RemoteError of kind `input` where the caller's value is no id, or there is no administrator
 */
export async function findActingMember(
  context: ConnectorContext,
  remoteFields: RemoteFields,
): Promise<string> {
  const given = remoteFields[fieldName] ?? null;
  if (given !== null && (typeof given !== 'string' || given.trim() === '')) {
    throw inputError(
      `\`remote_fields.workable.${fieldName}\` must be the id of a Workable member.`,
    );
  }
  const named = given ?? WorkableSettings.parse(context.settings).perform_as;
  return named ?? findAdministrator(context);
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
  throw inputError(
    `Workable makes this change in the name of a member, and has no active administrator. Set \`perform_as\` of the integration to the \`remote_id\` of a user, or send it as \`remote_fields.workable.${fieldName}\`.`,
  );
}
