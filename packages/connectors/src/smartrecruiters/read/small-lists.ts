import { inParallel, parseResults, path, toEmail, toPagePosition } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  Json,
  ReadModel,
  RejectionReasonRecord,
  Tombstone,
  UserRecord,
} from '@hirewire/connector-kit';
import { findRecord, readListPages, readRows } from '../call-smartrecruiters.ts';
import { SmartRecruitersLabel, SmartRecruitersUser } from '../remote-types.ts';

// Lists that are short, and read in full every time.

export const usersPath = '/user-api/v201804/users';

export const readUsers: ReadModel<'users'> = async function* (context, { resumeFrom }) {
  const from = toPagePosition(resumeFrom);
  for await (const { rows, next, unlisted } of readListPages(context, { path: usersPath }, from)) {
    const records = toUsers(context, rows);
    yield { records, resumeFrom: next, completeness: 'full', unlistedRecords: unlisted };
  }
};

/** As they are now. */
export function readUsersById(
  context: ConnectorContext,
  ids: readonly string[],
): Promise<(UserRecord | Tombstone)[]> {
  return inParallel(ids, async (id) => {
    const address = `${usersPath}${path`/${id}`}`;
    const raw = await findRecord(context, address);
    const [user] = raw === null ? [] : toUsers(context, [raw]);
    return user ?? { remote_id: id, deleted: true };
  });
}

function toUsers(context: ConnectorContext, rows: readonly Json[]): UserRecord[] {
  const { reportIssue } = context;
  const users = parseResults(SmartRecruitersUser, rows, { model: 'users', context });
  return users.map(({ raw, parsed }) => ({
    remote_id: parsed.id,
    first_name: parsed.firstName || null,
    last_name: parsed.lastName || null,
    email: toEmail(parsed.email, { model: 'users', field: 'email', reportIssue }),
    status: statusOf(parsed.active),
    system_role_remote_ids: parsed.systemRole ? [parsed.systemRole.id] : [],
    remote_data: { [usersPath]: raw },
  }));
}

function statusOf(active: boolean | null | undefined): UserRecord['status'] {
  if (typeof active !== 'boolean') return null;
  return active ? 'ACTIVE' : 'INACTIVE';
}

export const rejectionsPath = '/configuration/rejection-reasons';
const leavingPath = '/configuration/withdrawal-reasons';

/** Reasons of the candidate's own, which may have the ids of the others. */
const leavingPrefix = 'withdrawal:';

/** How an application is ended for a reason: with a status, and the reason's id in the tool. */
export function toEnd(reasonId: string): { status: string; reason: string } {
  return reasonId.startsWith(leavingPrefix)
    ? { status: 'WITHDRAWN', reason: reasonId.slice(leavingPrefix.length) }
    : { status: 'REJECTED', reason: reasonId };
}

export const readRejectionReasons: ReadModel<'rejection_reasons'> = async function* (context) {
  const records = [
    ...(await readReasons(context, rejectionsPath, '')),
    ...(await readReasons(context, leavingPath, leavingPrefix)),
  ];
  yield { records, resumeFrom: null, completeness: 'full' };
};

async function readReasons(
  context: ConnectorContext,
  address: string,
  prefix: string,
): Promise<RejectionReasonRecord[]> {
  const rows = await readRows(context, address);
  const reasons = parseResults(SmartRecruitersLabel, rows, { model: 'rejection_reasons', context });
  return reasons.map(({ raw, parsed }) => ({
    remote_id: `${prefix}${parsed.id}`,
    name: parsed.label || null,
    remote_data: { [address]: raw },
  }));
}
