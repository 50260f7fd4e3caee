import { parseResults } from '@hirewire/connector-kit';
import type { ConnectorContext, ReadModel, RoleRecord } from '@hirewire/connector-kit';
import { AshbyTitled } from '../remote-types.ts';
import { readWholeList } from '../call-ashby.ts';
import { globalRoles, hiringTeamRoleTitles } from '../vocabulary.ts';

/** https://developers.ashbyhq.com/reference/hiringteamrolelist */
const method = 'hiringTeamRole.list';

/** Ashby's fixed access levels and the customer's hiring team roles. */
export const readRoles: ReadModel<'roles'> = async function* (context) {
  const records = [...systemRoles, ...(await readJobRoles(context))];
  yield { records, resumeFrom: null, completeness: 'full' };
};

const systemRoles: RoleRecord[] = Object.entries(globalRoles).map(([name, unifiedType]) => ({
  remote_id: name,
  remote_label: name,
  scope: 'SYSTEM',
  unified_type: unifiedType,
}));

async function readJobRoles(context: ConnectorContext): Promise<RoleRecord[]> {
  // By default the method answers with titles alone.
  const results = await readWholeList(context, method, { namesOnly: false });
  const roles = parseResults(AshbyTitled, results, { model: 'roles', context });
  return roles.map(({ raw, parsed }) => ({
    remote_id: parsed.id,
    remote_label: parsed.title,
    scope: 'JOB',
    unified_type: toUnifiedType(parsed.title ?? ''),
    remote_data: { [method]: raw },
  }));
}

/** @internal exported for its test */
export function toUnifiedType(title: string): RoleRecord['unified_type'] {
  return hiringTeamRoleTitles.find(([pattern]) => pattern.test(title))?.[1] ?? null;
}
