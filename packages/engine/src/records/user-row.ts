import type { RoleRecord, UserRecord } from '@hirewire/connector-kit';
import type { StoredRow } from '@hirewire/store';
import type { RowContext } from './own-json.ts';
import { folded, membersOf, toStoredRow } from './own-json.ts';

export function toUserRow(context: RowContext, user: UserRecord): StoredRow {
  const id = context.idOf('users', user.remote_id);
  const roleIds = [...new Set(user.system_role_remote_ids)].map((role) =>
    context.idOf('roles', role),
  );
  return toStoredRow(
    context,
    { ...user, id },
    {
      short: { id, ...membersOf(user, ['remote_id', 'first_name', 'last_name', 'email']) },
      rest: membersOf(user, ['status']),
      columns: { email: folded(user.email), system_role_ids: roleIds },
      parts: roleIds.toSorted(),
    },
  );
}

/** Other records show a role without its id, so that the id comes after what they embed. */
export function toRoleRow(context: RowContext, role: RoleRecord): StoredRow {
  const id = context.idOf('roles', role.remote_id);
  return toStoredRow(
    context,
    { ...role, id },
    {
      short: membersOf(role, ['remote_id', 'remote_label', 'unified_type', 'scope']),
      rest: { id },
      columns: { scope: role.scope, unified_type: role.unified_type },
    },
  );
}
