import { mapEnum, parseResults, splitName, toEmail, toPagePosition } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  Json,
  ModelName,
  Page,
  ReadModel,
  RecordByModel,
  RoleRecord,
  UserRecord,
} from '@hirewire/connector-kit';
import { readWorkablePages } from '../call-workable.ts';
import type { WorkableList } from '../call-workable.ts';
import { WorkableMember, WorkableReason } from '../remote-types.ts';
import { accountRoleIds, accountRoles, jobRoleId, jobRoles } from '../vocabulary.ts';

// Lists that no date tells the changes of. They are short, and read in full every time.

interface SmallList<Model extends ModelName> extends WorkableList {
  toRecords(rows: Json[]): RecordByModel[Model][];
}

async function* readSmallList<Model extends ModelName>(
  context: ConnectorContext,
  resumeFrom: Json,
  list: SmallList<Model>,
): AsyncGenerator<Page<Model>, void> {
  for await (const { rows, next } of readWorkablePages(context, list, toPagePosition(resumeFrom))) {
    yield { records: list.toRecords([...rows]), resumeFrom: next, completeness: 'full' };
  }
}

/** https://workable.readme.io/reference/members */
export const readUsers: ReadModel<'users'> = (context, { resumeFrom }) =>
  readSmallList(context, resumeFrom, {
    path: '/members',
    name: 'members',
    query: { status: 'all' },
    toRecords: (rows) =>
      parseResults(WorkableMember, rows, { model: 'users', context }).map(({ raw, parsed }) => ({
        ...toUser(parsed, context),
        remote_data: { '/members': raw },
      })),
  });

function toUser(member: WorkableMember, { reportIssue }: ConnectorContext): UserRecord {
  const ref = (field: string) => ({ model: 'users', field, reportIssue }) as const;
  const role = mapEnum(accountRoleIds, member.role, ref('role'));
  return {
    remote_id: member.id,
    ...splitName(member.name),
    email: toEmail(member.email, ref('email')),
    status: member.active === false ? 'INACTIVE' : 'ACTIVE',
    system_role_remote_ids: role === null ? [] : [role],
  };
}

/** Workable's roles are the same for all customers: there is no list that names them. */
export const readRoles: ReadModel<'roles'> = async function* () {
  const ofAccount = Object.entries(accountRoles).map(([word, role]): RoleRecord => ({
    remote_id: word,
    scope: 'SYSTEM',
    ...role,
  }));
  const ofJobs = Object.entries(jobRoles).map(([word, role]): RoleRecord => ({
    remote_id: jobRoleId(word),
    scope: 'JOB',
    ...role,
  }));
  yield { records: [...ofAccount, ...ofJobs], resumeFrom: null, completeness: 'full' };
};

/** https://workable.readme.io/reference: a bare list. */
export const reasonsList = {
  path: '/disqualification_reasons',
  name: 'disqualification_reasons',
  hasPages: false,
} as const;

export const readRejectionReasons: ReadModel<'rejection_reasons'> = (context, { resumeFrom }) =>
  readSmallList(context, resumeFrom, {
    ...reasonsList,
    toRecords: (rows) =>
      parseResults(WorkableReason, rows, { model: 'rejection_reasons', context }).map(
        ({ raw, parsed }) => ({
          remote_id: parsed.id,
          name: parsed.description,
          remote_data: { [reasonsList.path]: raw },
        }),
      ),
  });
