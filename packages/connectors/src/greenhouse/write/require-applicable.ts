import { RemoteError, parseResults } from '@hirewire/connector-kit';
import type { ConnectorContext } from '@hirewire/connector-kit';
import { readByIds } from '../call-greenhouse.ts';
import { jobsPath } from '../read/jobs.ts';
import { GreenhouseJob } from '../remote-types.ts';
import { outcomes } from '../vocabulary.ts';
import { listApplications } from './find-records.ts';

/** The texts of refusals are not documented, so that both are looked for before. */
export async function requireOpen(context: ConnectorContext, id: string): Promise<void> {
  if (context.isDryRun) return;
  const rows = await readByIds(context, { path: jobsPath }, [id]);
  const [job] = parseResults(GreenhouseJob, rows, { model: 'jobs', context });
  if (job?.parsed.status === 'open') return;
  const message =
    job === undefined
      ? `The job ${id} is not there in Greenhouse, or not shown to the user of the credentials: a confidential job is shown to its hiring team alone.`
      : `The job ${id} is ${job.parsed.status ?? 'not open'} in Greenhouse: only an open job takes applications.`;
  const kind = job === undefined ? 'not-found' : 'job-closed';
  throw new RemoteError({ kind, message, status: null });
}

/** Somebody who was rejected may apply again; a prospect has not applied yet. */
export async function requireNotApplied(
  context: ConnectorContext,
  candidateId: string,
  jobId: string,
): Promise<void> {
  const all = await listApplications(context, candidateId);
  const earlier = all.find(
    ({ job_id: job, prospect, status }) =>
      job === jobId && prospect !== true && outcomes[status ?? ''] !== 'DECLINED',
  );
  if (earlier === undefined) return;
  const message = `The person already has the application ${earlier.id} for this job in Greenhouse.`;
  throw new RemoteError({ kind: 'already-exists', message, status: null });
}
