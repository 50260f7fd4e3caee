import type { RoleRecord, UserRecord } from '@hirewire/connector-kit';
import type { StoredRow } from '@hirewire/store';
import { foldCase } from '@hirewire/store';
import type { RowContext } from './own-json.ts';
import { storable, toStoredRow } from './own-json.ts';

export function toUserRow(context: RowContext, user: UserRecord): StoredRow {
  const id = context.idOf('users', user.remote_id) ?? '';
  const roleIds = [...new Set(user.system_role_remote_ids)].map((role) =>
    context.idOf('roles', role),
  );
  return toStoredRow(
    context,
    { ...user, id },
    {
      short: {
        id,
        remote_id: user.remote_id,
        first_name: user.first_name ?? null,
        last_name: user.last_name ?? null,
        email: user.email ?? null,
      },
      rest: { status: user.status ?? null },
      columns: {
        email: user.email ? storable(foldCase(user.email)) : null,
        system_role_ids: roleIds,
      },
      parts: roleIds.toSorted(),
    },
  );
}

/** Other records show a role without its id, so that the id comes after what they embed. */
export function toRoleRow(context: RowContext, role: RoleRecord): StoredRow {
  const id = context.idOf('roles', role.remote_id) ?? '';
  return toStoredRow(
    context,
    { ...role, id },
    {
      short: {
        remote_id: role.remote_id,
        remote_label: role.remote_label ?? null,
        unified_type: role.unified_type ?? null,
        scope: role.scope ?? null,
      },
      rest: { id },
      columns: { scope: role.scope, unified_type: role.unified_type },
    },
  );
}
