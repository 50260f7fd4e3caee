import { openSideCalls, parseResults } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  Page,
  ReadModel,
  ReadRequest,
  RoleRecord,
  SideCalls,
} from '@hirewire/connector-kit';
import { z } from 'zod';
import { readRows } from '../call-smartrecruiters.ts';
import { SmartRecruitersRole } from '../remote-types.ts';
import type { SmartRecruitersMember } from '../remote-types.ts';
import { accountRoles, jobRoleId, jobRoles } from '../vocabulary.ts';
import { readJobList } from './job-list.ts';
import { readListedTeam, readTeam, teamPath } from './team.ts';

export const systemRolesPath = '/user-api/v201804/system-roles';

const Position = z.object({ known: z.array(z.string()), inner: z.json() });

/** Of a team that fails, the roles are found by the next delta. */
const roleCall = { name: teamPath, fields: [] };

/**
 * Roles of the account are listed; those on jobs are five that all customers have, and those that they
 * add, which are found in the hiring teams. Jobs ask for these as well.
 */
export const readRoles: ReadModel<'roles'> = async function* (context, request) {
  const sideCalls = openSideCalls(context, 'roles', request);
  const listed = request.resumeFrom === null ? await readListed(context) : [];
  let isFirst = true;
  for await (const page of sideCalls.carry((inner) => readAdded(context, inner, sideCalls), {
    ...roleCall,
    read: async (id) => toRoles(await readTeam(context, 'roles', id), new Set(fixed)),
  })) {
    yield isFirst ? { ...page, records: [...listed, ...page.records] } : page;
    isFirst = false;
  }
};

const fixed = Object.keys(jobRoles);

/** Each of those that customers have added once. */
async function* readAdded(
  context: ConnectorContext,
  request: ReadRequest,
  sideCalls: SideCalls<'roles'>,
): AsyncGenerator<Page<'roles'>, void> {
  const position = Position.safeParse(request.resumeFrom).data ?? null;
  const known = new Set(position?.known ?? fixed);
  const inner = { ...request, resumeFrom: position?.inner ?? null };
  const pages = readJobList<'roles'>(context, inner, {
    model: 'roles',
    async toRecords({ parsed: { id: key } }) {
      const team = await sideCalls.ask({ ...roleCall, key }, () =>
        readListedTeam(context, 'roles', key),
      );
      return toRoles(team.value ?? [], known);
    },
  });
  for await (const page of pages) {
    const { resumeFrom } = page;
    yield resumeFrom === null
      ? page
      : { ...page, resumeFrom: { known: [...known], inner: resumeFrom } };
  }
}

function toRoles(team: readonly SmartRecruitersMember[], known: Set<string>): RoleRecord[] {
  return team.flatMap(({ role }) => {
    if (!role || known.has(role)) return [];
    known.add(role);
    return [toJobRole(role)];
  });
}

async function readListed(context: ConnectorContext): Promise<RoleRecord[]> {
  const rows = await readRows(context, systemRolesPath);
  const roles = parseResults(SmartRecruitersRole, rows, { model: 'roles', context });
  const ofAccount = roles.map(({ raw, parsed: { id, name } }): RoleRecord => ({
    remote_id: id,
    remote_label: name || id,
    unified_type: accountRoles[id.toUpperCase()] ?? accountRoles[name?.toUpperCase() ?? ''] ?? null,
    scope: 'SYSTEM',
    remote_data: { [systemRolesPath]: raw },
  }));
  return [...ofAccount, ...fixed.map(toJobRole)];
}

function toJobRole(role: string): RoleRecord {
  const named = jobRoles[role] ?? { remote_label: role, unified_type: null };
  return { remote_id: jobRoleId(role), scope: 'JOB', ...named };
}
