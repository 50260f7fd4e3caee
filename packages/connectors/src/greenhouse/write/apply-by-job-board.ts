import { RemoteError, lookUntilShown } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  CreateApplicationInput,
  RemoteErrorKind,
} from '@hirewire/connector-kit';
import { changeGreenhouse } from '../call-greenhouse.ts';
import type { GreenhouseCandidate } from '../remote-types.ts';
import { fileTimeoutMs } from './attachments.ts';
import { findByEmail, listApplications } from './find-records.ts';
import { fillForm } from './job-board-fields.ts';
import type { FilledForm } from './job-board-fields.ts';
import type { JobBoardForm } from './job-board-form.ts';

export interface Applied {
  candidate: GreenhouseCandidate;
  applicationId: string;
  /** What the form had no field for. */
  rest: FilledForm['rest'];
}

/** A key that is wrong, or may not do this, and a post that is not on the board any more. */
const refusals: readonly RemoteErrorKind[] = ['not-found', 'permission', 'authentication'];

/**
 * Sends the application form of a job post, as a careers page does: for somebody whom Greenhouse does not
 * know yet. https://developers.greenhouse.io/job-board.html#submit-an-application
 * @returns who has applied, or why the form cannot be used; nothing was made then
 */
export async function applyByJobBoard(
  context: ConnectorContext,
  form: JobBoardForm,
  input: CreateApplicationInput,
): Promise<Applied | string> {
  const { parts, rest } = fillForm(form, input);
  const request = { host: 'jobBoardForms', path: form.path, form: parts, timeoutMs: fileTimeoutMs };
  try {
    await changeGreenhouse(context, 'POST', request);
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    if (error.mayHaveHappened) return { ...(await findInDoubt(context, input, error)), rest };
    if (!refusals.includes(error.kind)) throw error;
    return `the job board does not take them: ${error.message.replace(/\.$/, '')}`;
  }
  return { ...(await findApplied(context, input)), rest };
}

/** Nobody had the address before, so that whoever has it now is the applicant. */
async function findInDoubt(
  context: ConnectorContext,
  input: CreateApplicationInput,
  lost: RemoteError,
): Promise<Omit<Applied, 'rest'>> {
  try {
    return await findApplied(context, input);
  } catch (error) {
    throw error instanceof RemoteError ? lost : error;
  }
}

/** The answer does not say what was made. */
async function findApplied(
  context: ConnectorContext,
  { candidate: draft, job }: CreateApplicationInput,
): Promise<Omit<Applied, 'rest'>> {
  const { email_address: email, phone_number: phone } = draft;
  if (context.isDryRun) {
    const known = { email_addresses: [{ value: email }], phone_numbers: [{ value: phone }] };
    return { candidate: { id: '<candidate>', ...known }, applicationId: '<application>' };
  }
  return lookUntilShown(context, 'Greenhouse took the application', async () => {
    for (const candidate of await findByEmail(context, email)) {
      const all = await listApplications(context, candidate.id);
      const found = all.find((one) => one.job_id === job.remoteId && one.prospect !== true);
      if (found !== undefined) return { candidate, applicationId: found.id };
    }
    return null;
  });
}
