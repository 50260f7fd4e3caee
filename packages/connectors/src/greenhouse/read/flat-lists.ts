import { parseResults, toEmail, toPagePosition } from '@hirewire/connector-kit';
import type {
  ApplicationStageRecord,
  ConnectorContext,
  Json,
  ReadModel,
  RejectionReasonRecord,
  RoleRecord,
  TagRecord,
  Tombstone,
  UserRecord,
} from '@hirewire/connector-kit';
import { readByIds, readExisting, requireSight } from '../call-greenhouse.ts';
import {
  GreenhouseJobStage,
  GreenhouseNamed,
  GreenhouseUser,
  GreenhouseUserRole,
} from '../remote-types.ts';
import { ownerRoleId, ownerRoles, roleNames, siteAdminId } from '../vocabulary.ts';
import type { OpenList } from './joined-list.ts';
import { refsIn } from './to-time.ts';

const alone = { sideLists: [] };

/** https://harvestdocs.greenhouse.io/reference/get_v3-users */
export const openUsers: OpenList<'users'> = async (context) => ({
  ...alone,
  model: 'users',
  path: '/users',
  mapper: () => async (rows) =>
    parseResults(GreenhouseUser, rows, { model: 'users', context }).map(({ raw, parsed }) => ({
      ...toUser(parsed, context),
      remote_data: { '/users': raw },
    })),
});

function toUser(user: GreenhouseUser, context: ConnectorContext): UserRecord {
  const email = toEmail(user.primary_email, refsIn('users', context)('primary_email'));
  return {
    remote_id: user.id,
    first_name: user.first_name,
    last_name: user.last_name,
    email,
    status: statusOf(user.deactivated, 'INACTIVE', 'ACTIVE'),
    system_role_remote_ids: user.site_admin === true ? [siteAdminId] : [],
  };
}

function statusOf<Word>(flag: boolean | null | undefined, yes: Word, no: Word): Word | null {
  if (flag === null || flag === undefined) return null;
  return flag ? yes : no;
}

/** https://harvestdocs.greenhouse.io/reference/get_v3-candidate-tags */
export const openTags: OpenList<'tags'> = async (context) => ({
  ...alone,
  model: 'tags',
  path: '/candidate_tags',
  mapper: () => async (rows) =>
    parseResults(GreenhouseNamed, rows, { model: 'tags', context }).map(
      ({ raw, parsed }): TagRecord => ({
        remote_id: parsed.id,
        name: parsed.name,
        remote_data: { '/candidate_tags': raw },
      }),
    ),
});

/** Each job has its own. https://harvestdocs.greenhouse.io/reference/get_v3-job-interview-stages */
export const openStages: OpenList<'application_stages'> = async (context) => ({
  ...alone,
  model: 'application_stages',
  path: '/job_interview_stages',
  mapper: () => async (rows) =>
    parseResults(GreenhouseJobStage, rows, { model: 'application_stages', context }).map(
      ({ raw, parsed }): ApplicationStageRecord => ({
        remote_id: parsed.id,
        name: parsed.name,
        status: statusOf(parsed.active, 'ACTIVE', 'INACTIVE'),
        remote_data: { '/job_interview_stages': raw },
      }),
    ),
});

/** Without it, reasons that every customer has are missing. */
export const withDefaults = { include_defaults: true };

/** https://harvestdocs.greenhouse.io/reference/get_v3-rejection-reasons */
export const openRejectionReasons: OpenList<'rejection_reasons'> = async (context) => ({
  ...alone,
  model: 'rejection_reasons',
  path: '/rejection_reasons',
  query: withDefaults,
  mapper: () => async (rows) =>
    parseResults(GreenhouseNamed, rows, { model: 'rejection_reasons', context }).map(
      ({ raw, parsed }): RejectionReasonRecord => ({
        remote_id: parsed.id,
        name: parsed.name,
        remote_data: { '/rejection_reasons': raw },
      }),
    ),
});

const rolesPath = '/user_roles';

/** Site Admin and the owners of a job are the same for all customers; the others are listed. */
export const readRoles: ReadModel<'roles'> = async function* (context, { resumeFrom }) {
  const list = { path: rolesPath };
  for await (const page of readExisting(context, list, toPagePosition(resumeFrom))) {
    const records = toRoles(page.rows, context);
    const all = page.next === null ? [...records, ...constantRoles] : records;
    yield { records: all, resumeFrom: page.next, completeness: 'full' };
  }
};

export async function readRolesById(
  context: ConnectorContext,
  ids: readonly string[],
): Promise<(RoleRecord | Tombstone)[]> {
  const rows = await readByIds(context, { path: rolesPath }, ids);
  if (rows.length === 0) await requireSight(context);
  const known = new Map(
    [...constantRoles, ...toRoles(rows, context)].map((role) => [role.remote_id, role]),
  );
  return ids.map((id) => known.get(id) ?? { remote_id: id, deleted: true });
}

const constantRoles: readonly RoleRecord[] = [
  { remote_id: siteAdminId, remote_label: 'Site Admin', scope: 'SYSTEM', unified_type: 'ADMIN' },
  ...Object.entries(ownerRoles).map(([word, { label, type }]): RoleRecord => ({
    remote_id: ownerRoleId(word),
    remote_label: label,
    scope: 'JOB',
    unified_type: type,
  })),
];

function toRoles(rows: readonly Json[], context: ConnectorContext): RoleRecord[] {
  const found = parseResults(GreenhouseUserRole, rows, { model: 'roles', context });
  return found
    .filter(({ parsed }) => parsed.role_type !== siteAdminId)
    .map(({ raw, parsed }) => ({
      remote_id: parsed.id,
      remote_label: parsed.name,
      // Of the other types, `job_admin` and `deprecated_interviewer`, each is held on a job.
      scope: 'JOB',
      unified_type: roleNames.find(([pattern]) => pattern.test(parsed.name ?? ''))?.[1] ?? null,
      remote_data: { [rolesPath]: raw },
    }));
}
