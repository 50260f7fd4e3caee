import { parseResults } from '@hirewire/connector-kit';
import type { ConnectorContext, Page, ReadModel, RoleRecord } from '@hirewire/connector-kit';
import { z } from 'zod';
import { readRows } from '../call-smartrecruiters.ts';
import { SmartRecruitersRole } from '../remote-types.ts';
import { accountRoles, jobRoleId, jobRoles } from '../vocabulary.ts';
import { readJobList } from './job-list.ts';
import { readListedTeam } from './team.ts';

export const systemRolesPath = '/user-api/v201804/system-roles';

const Position = z.object({ known: z.array(z.string()), inner: z.json() });

/**
 * Roles of the account are listed; so are none of those on jobs. Customers add some, which are found in
 * the hiring teams, that jobs ask for as well.
 */
export const readRoles: ReadModel<'roles'> = async function* (context, request) {
  const position = Position.safeParse(request.resumeFrom).data ?? null;
  const known = new Set(position?.known ?? Object.keys(jobRoles));
  const listed = position === null ? await readListed(context) : [];
  const pages: AsyncIterable<Page<'roles'>> = readJobList<'roles'>(
    context,
    { ...request, resumeFrom: position?.inner ?? null },
    {
      model: 'roles',
      async toRecords({ parsed: { id } }) {
        const team = await readListedTeam(context, 'roles', id);
        return team.flatMap(({ role }) => {
          if (!role || known.has(role)) return [];
          known.add(role);
          return [toJobRole(role)];
        });
      },
    },
  );
  let isFirst = true;
  for await (const page of pages) {
    const records = isFirst ? [...listed, ...page.records] : page.records;
    isFirst = false;
    const { resumeFrom } = page;
    yield resumeFrom === null
      ? { ...page, records }
      : { ...page, records, resumeFrom: { known: [...known], inner: resumeFrom } };
  }
};

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
  return [...ofAccount, ...Object.keys(jobRoles).map(toJobRole)];
}

function toJobRole(role: string): RoleRecord {
  const named = jobRoles[role] ?? { remote_label: role, unified_type: null };
  return { remote_id: jobRoleId(role), scope: 'JOB', ...named };
}
