import { parseResults, path, nullIfGone } from '@hirewire/connector-kit';
import type { ConnectorContext, ModelName } from '@hirewire/connector-kit';
import { readRows } from '../call-smartrecruiters.ts';
import { SmartRecruitersMember } from '../remote-types.ts';

export const teamPath = '/jobs/{jobId}/hiring-team';

/** Jobs, and the roles that customers have added. */
const readers = 2;

/** The hiring team of a job that is listed, which a run asks for once. */
export async function readListedTeam(
  context: ConnectorContext,
  model: ModelName,
  jobId: string,
): Promise<SmartRecruitersMember[]> {
  const shared = { key: JSON.stringify(['team', jobId]), readers };
  const rows = await context.shareRead(shared, () => readTeamRows(context, jobId));
  return toMembers(context, model, Array.isArray(rows) ? rows : []);
}

/** As it is now. */
export async function readTeam(
  context: ConnectorContext,
  model: ModelName,
  jobId: string,
): Promise<SmartRecruitersMember[]> {
  return toMembers(context, model, await readTeamRows(context, jobId));
}

async function readTeamRows(context: ConnectorContext, jobId: string) {
  const address = path`/jobs/${jobId}/hiring-team`;
  return (await nullIfGone(() => readRows(context, address))) ?? [];
}

function toMembers(
  context: ConnectorContext,
  model: ModelName,
  rows: Parameters<typeof parseResults>[1],
): SmartRecruitersMember[] {
  return parseResults(SmartRecruitersMember, rows, { model, context }).map(({ parsed }) => parsed);
}
