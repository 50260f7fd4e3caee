import { RemoteError } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  CreateApplicationInput,
  CreateApplicationOutcome,
} from '@hirewire/connector-kit';
import { changeOdoo, createRecord } from '../call-odoo.ts';
import { candidateRemoteId } from '../read/candidates.ts';
import { createOdooReader } from '../read/odoo-reader.ts';
import { parseRows } from '../read/parse-rows.ts';
import { OdooJob, fieldsOf } from '../remote-types.ts';
import { attach } from './attachments.ts';
import { toApplicant, toContact, toNoteLines } from './candidate-details.ts';
import { findApplicants, getApplicant } from './find-applicants.ts';
import { findOrMakeSource } from './find-source.ts';
import { postNote, toHtml } from './notes.ts';

const model = 'hr.applicant';

/**
 * Makes an applicant. Odoo itself finds the contact with the e-mail address, or makes one.
 * https://www.odoo.com/documentation/19.0/applications/hr/recruitment/add-new-applicants.html
 */
export async function createApplication(
  context: ConnectorContext,
  input: CreateApplicationInput,
): Promise<CreateApplicationOutcome> {
  const jobId = Number(input.job.remoteId);
  await requireOpen(context, jobId);
  const email = input.candidate.email_address.toLowerCase();
  const earlier = await findApplicants(context, [
    '|',
    ['email_normalized', '=', email],
    ['partner_id.email_normalized', '=', email],
  ]);
  requireNotApplied(earlier, jobId);
  const hadContact = await hasContact(context, email);
  const warnings: string[] = [];
  const sourceId = await findOrMakeSource(context, input.source, warnings);
  const id = await createRecord(context, model, toApplicant(input, { jobId, sourceId }));
  const applicant = await getApplicant(context, String(id));
  const made = { id, partnerId: applicant.partner_id?.id ?? null, hadContact };
  await complete(context, input, { made, warnings });
  return {
    applicationRemoteId: String(id),
    candidateRemoteId: candidateRemoteId({ ...applicant, id }),
    changed: [],
    warnings,
  };
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

function requireNotApplied(
  earlier: Awaited<ReturnType<typeof findApplicants>>,
  jobId: number,
): void {
  const found = earlier.find(
    ({ job_id: job, application_status: status }) => job?.id === jobId && status !== 'refused',
  );
  if (found === undefined) return;
  const message = `The person already has the application ${found.id} for this job in Odoo.`;
  throw new RemoteError({ kind: 'already-exists', message, status: null });
}

async function hasContact(context: ConnectorContext, email: string): Promise<boolean> {
  const domain = [['email_normalized', '=', email] as const];
  const query = { model: 'res.partner', domain, fields: ['id'] };
  return (await createOdooReader(context).search(query, 0)).length > 0;
}

interface Progress {
  made: { id: number; partnerId: number | null; hadContact: boolean };
  warnings: string[];
}

/** The applicant is there by now: whatever fails from here on is a warning. */
async function complete(
  context: ConnectorContext,
  input: CreateApplicationInput,
  { made, warnings }: Progress,
): Promise<void> {
  const attempt = async (what: string, work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof RemoteError)) throw error;
      warnings.push(`The application was created, but ${what}: ${error.message}`);
      return false;
    }
  };
  const { id, partnerId, hadContact } = made;
  const isNewContact = partnerId !== null && !hadContact;
  const contact = await toContact(context, input.candidate);
  if (hadContact) warnings.push('The contact was there already, and was left as it is.');
  const isWritten =
    isNewContact &&
    Object.keys(contact).length > 0 &&
    (await attempt('the contact could not be completed', () => {
      const target = { model: 'res.partner', method: 'write' };
      return changeOdoo(context, target, { ids: [partnerId], vals: contact });
    }));
  for (const attachment of input.attachments) {
    const what = `the file "${attachment.file.name}" could not be attached`;
    await attempt(what, () => attach(context, id, attachment));
  }
  const lines = toNoteLines(input, { isContactWritten: isWritten });
  if (lines.length > 0) {
    warnings.push('Odoo has no fields for some details of the candidate: they are in a note.');
    await attempt('some details could not be noted', () =>
      postNote(context, id, toHtml(lines.join('\n'))),
    );
  }
  if (input.candidate.gender !== null) {
    warnings.push('`gender` was not sent: Odoo has no place for it.');
  }
  if (input.gdprConsent !== null) {
    warnings.push('`gdpr_consent` was not sent: Odoo has no place for it.');
  }
}
