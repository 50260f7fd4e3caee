import { parseResults, toEmail } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  ModelName,
  ReadModel,
  RoleRecord,
  UserRecord,
} from '@hirewire/connector-kit';
import { readWholeList } from '../call-recruitee.ts';
import { RecruiteeAdmin, RecruiteeReason } from '../remote-types.ts';
import { accountRoles, jobRoleId, jobRoles } from '../vocabulary.ts';
import { isPool, offersPath, readStagedOffers } from './offer-list.ts';
import { refsIn } from './to-dates.ts';

// Lists that no date tells the changes of. They are short, and read in full every time.

const adminsPath = '/admins';
const reasonsPath = '/disqualify_reasons';

async function listAdmins(context: ConnectorContext, model: ModelName) {
  const rows = await readWholeList(context, { path: adminsPath, name: 'admins' });
  return parseResults(RecruiteeAdmin, rows, { model, context });
}

/** Roles of the account have no list: users name theirs, whose text is its id. */
function roleOf({ role_name: name, role }: RecruiteeAdmin): string | null {
  return (name ?? role?.name)?.trim() || null;
}

export const readUsers: ReadModel<'users'> = async function* (context) {
  const ref = refsIn('users', context.reportIssue);
  const admins = await listAdmins(context, 'users');
  const records = admins.map(({ raw, parsed }): UserRecord => {
    const role = roleOf(parsed);
    return {
      remote_id: parsed.id,
      first_name: parsed.first_name,
      last_name: parsed.last_name,
      email: toEmail(parsed.email, ref('email')),
      system_role_remote_ids: role === null ? [] : [role],
      remote_data: { [adminsPath]: raw },
    };
  });
  yield { records, resumeFrom: null, completeness: 'full' };
};

export const readRoles: ReadModel<'roles'> = async function* (context) {
  const admins = await listAdmins(context, 'roles');
  const names = new Set(admins.flatMap(({ parsed }) => roleOf(parsed) ?? []));
  const ofAccount = [...names].map((name): RoleRecord => ({
    remote_id: name,
    remote_label: name,
    scope: 'SYSTEM',
    unified_type: accountRoles[name.toLowerCase()] ?? null,
  }));
  const fixed = ['hiring_manager', 'recruiter'] as const;
  const ofJobs = fixed.map((name): RoleRecord => ({
    remote_id: jobRoleId(name),
    scope: 'JOB',
    ...jobRoles[name],
  }));
  yield { records: [...ofAccount, ...ofJobs], resumeFrom: null, completeness: 'full' };
};

/** Those of all jobs, which may share their pipelines. */
export const readApplicationStages: ReadModel<'application_stages'> = async function* (context) {
  const model = 'application_stages';
  const stages = new Map<string, { name: string | null }>();
  for await (const { offer, stages: own } of readStagedOffers(context, model)) {
    if (isPool(offer)) continue;
    for (const { id, name = null } of own) stages.set(id, { name });
  }
  const records = [...stages].map(([id, { name }]) => ({
    remote_id: id,
    name,
    // A stage that is not in use has no job that names it.
    status: 'ACTIVE' as const,
    // Counts of placements change with every candidate.
    remote_data: { [offersPath]: { id, name } },
  }));
  yield { records, resumeFrom: null, completeness: 'full' };
};

export const readRejectionReasons: ReadModel<'rejection_reasons'> = async function* (context) {
  const rows = await readWholeList(context, { path: reasonsPath, name: 'disqualify_reasons' });
  const reasons = parseResults(RecruiteeReason, rows, { model: 'rejection_reasons', context });
  const records = reasons.map(({ raw, parsed }) => ({
    remote_id: parsed.id,
    name: parsed.name,
    remote_data: { [reasonsPath]: raw },
  }));
  yield { records, resumeFrom: null, completeness: 'full' };
};
