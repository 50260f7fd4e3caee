import { mapEnum, parseResults, toEmail } from '@hirewire/connector-kit';
import type { ConnectorContext, ReadModel, UserRecord } from '@hirewire/connector-kit';
import { AshbyUser } from '../remote-types.ts';
import { globalRoleIds, userStatus } from '../vocabulary.ts';
import { readIncrementally } from '../call-ashby.ts';

/** https://developers.ashbyhq.com/reference/userlist */
const method = 'user.list';
export const allUsers = { method, body: { includeDeactivated: true } };

export const readUsers: ReadModel<'users'> = (context, request) =>
  readIncrementally(context, request, {
    ...allUsers,
    toRecords: (results) =>
      parseResults(AshbyUser, results, { model: 'users', context }).map(({ raw, parsed }) => ({
        ...toUser(parsed, context),
        remote_data: { [method]: raw },
      })),
  });

function toUser(user: AshbyUser, { reportIssue }: ConnectorContext): UserRecord {
  const ref = (field: string) => ({ model: 'users', field, reportIssue }) as const;
  const role = mapEnum(globalRoleIds, user.globalRole, ref('globalRole'));
  return {
    remote_id: user.id,
    first_name: user.firstName,
    last_name: user.lastName,
    email: toEmail(user.email, ref('email')),
    status: typeof user.isEnabled === 'boolean' ? userStatus(user.isEnabled) : null,
    system_role_remote_ids: role === null ? [] : [role],
  };
}
