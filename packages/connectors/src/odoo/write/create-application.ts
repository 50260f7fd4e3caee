import { RemoteError } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  CreateApplicationInput,
  CreateApplicationOutcome,
} from '@hirewire/connector-kit';
import { createRecord } from '../call-odoo.ts';
import { candidateRemoteId } from '../read/candidates.ts';
import { createOdooReader } from '../read/odoo-reader.ts';
import { parseRows } from '../read/parse-rows.ts';
import { OdooJob, fieldsOf } from '../remote-types.ts';
import type { OdooApplicant } from '../remote-types.ts';
import { toApplicant } from './candidate-details.ts';
import { completeApplication } from './complete-application.ts';
import { getApplicant } from './find-applicants.ts';
import { findPerson } from './find-contact.ts';
import { findFirstStage } from './find-first-stage.ts';
import { findOrMakeSource } from './find-source.ts';

const model = 'hr.applicant';

/**
 * Makes an applicant. Odoo itself finds the contact of its first e-mail address, or makes one.
 * https://www.odoo.com/documentation/19.0/applications/hr/recruitment/add-new-applicants.html
 */
export async function createApplication(
  context: ConnectorContext,
  input: CreateApplicationInput,
): Promise<CreateApplicationOutcome> {
  const jobId = Number(input.job.remoteId);
  await requireOpen(context, jobId);
  const { applicants, values, contact } = await findPerson(context, input.candidate.email_address);
  requireNotApplied(applicants, jobId);
  const stageId = await stageOf(context, input, jobId);
  const warnings: string[] = [];
  const sourceId = await findOrMakeSource(context, input.source, warnings);
  const fields = toApplicant(input, { ...values, jobId, stageId, sourceId });
  const id = await createRecord(context, model, fields);
  const applicant = await getMade(context, id);
  const made = { id, partnerId: applicant.partner_id?.id ?? null, contact };
  await completeApplication(context, input, { made, warnings });
  return {
    applicationRemoteId: String(id),
    candidateRemoteId: candidateRemoteId({ ...applicant, id }),
    changed: [],
    warnings,
  };
}

function stageOf(
  context: ConnectorContext,
  { stageRemoteId }: CreateApplicationInput,
  jobId: number,
): Promise<number | null> | number {
  return stageRemoteId === null ? findFirstStage(context, jobId) : Number(stageRemoteId);
}

/** Whose application it is, only Odoo knows. */
async function getMade(context: ConnectorContext, id: number): Promise<OdooApplicant> {
  try {
    return await getApplicant(context, String(id));
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    throw new RemoteError({
      kind: 'unknown',
      message: `Odoo made the applicant ${id}, but could not be asked whose it is: ${error.message} The next sync brings it.`,
      status: error.status,
      mayHaveHappened: true,
      cause: error,
    });
  }
}

async function requireOpen(context: ConnectorContext, jobId: number): Promise<void> {
  const query = { model: 'hr.job', domain: [['id', '=', jobId] as const] };
  const rows = await createOdooReader(context).searchAll({ ...query, fields: fieldsOf(OdooJob) });
  const [job] = parseRows(OdooJob, rows, { model: 'jobs', context });
  if (job === undefined) {
    const message = `Odoo does not have the job ${jobId}.`;
    throw new RemoteError({ kind: 'not-found', message, status: null });
  }
  if (job.parsed.active !== false) return;
  const message = `The job "${job.parsed.name ?? jobId}" takes no applications in Odoo: it is archived.`;
  throw new RemoteError({ kind: 'job-closed', message, status: null });
}

function requireNotApplied(earlier: readonly OdooApplicant[], jobId: number): void {
  const found = earlier.find(
    ({ job_id: job, application_status: status }) => job?.id === jobId && status !== 'refused',
  );
  if (found === undefined) return;
  const message = `The person already has the application ${found.id} for this job in Odoo.`;
  throw new RemoteError({ kind: 'already-exists', message, status: null });
}
