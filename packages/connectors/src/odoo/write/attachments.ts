import { jsonWithFile, attempt } from '@hirewire/connector-kit';
import type {
  ApplicationAttachmentInput,
  ApplicationTarget,
  AttachmentRecord,
  CandidateAttachmentInput,
  ConnectorContext,
  OutgoingAttachment,
  WriteOutcome,
} from '@hirewire/connector-kit';
import { changeOdoo, createdId } from '../call-odoo.ts';
import { applicantsOf, getApplicant } from './find-applicants.ts';
import { listFiles } from './list-files.ts';

const model = 'ir.attachment';

/**
 * Files are records with the applicant's id; a CV is also the one that Odoo shows beside it.
 * Gives the warnings.
 */
export async function attach(
  context: ConnectorContext,
  applicantId: string | number,
  { type, file }: OutgoingAttachment,
): Promise<string[]> {
  const resId = Number(applicantId);
  const body = jsonWithFile(
    (datas) => ({
      vals_list: [
        {
          name: file.name,
          res_model: 'hr.applicant',
          res_id: resId,
          mimetype: file.contentType,
          datas,
        },
      ],
    }),
    file,
  );
  const id = createdId(await changeOdoo(context, { model, method: 'create' }, body), model);
  if (type !== 'CV') return [];
  const warnings: string[] = [];
  const target = { model: 'hr.applicant', method: 'write' };
  const shown = { ids: [resId], vals: { message_main_attachment_id: id } };
  const show = () => changeOdoo(context, target, shown);
  await attempt(warnings, 'not as the one to show', show, `The file "${file.name}" was attached`);
  return warnings;
}

export async function addApplicationAttachment(
  context: ConnectorContext,
  { application, attachment }: ApplicationAttachmentInput,
): Promise<WriteOutcome> {
  const { remoteId } = application;
  // Odoo takes files of applicants that it does not have.
  await getApplicant(context, remoteId);
  const warnings = await attach(context, remoteId, attachment);
  return { changed: [{ model: 'applications', remoteId }], warnings };
}

/** Files belong to applications: this one goes to the person's newest. */
export async function addCandidateAttachment(
  context: ConnectorContext,
  { candidate, attachment }: CandidateAttachmentInput,
): Promise<WriteOutcome> {
  const [newest] = await applicantsOf(context, candidate);
  const remoteId = String(newest?.id ?? 0);
  const warnings = await attach(context, remoteId, attachment);
  warnings.push("Odoo keeps files on applications: the file is on the person's newest one.");
  return { changed: [{ model: 'applications', remoteId }], warnings };
}

export async function getApplicationAttachments(
  context: ConnectorContext,
  { application }: { application: ApplicationTarget },
): Promise<AttachmentRecord[]> {
  const { id } = await getApplicant(context, application.remoteId);
  return listFiles(context, [id]);
}

export async function getCandidateAttachments(
  context: ConnectorContext,
  { candidate }: { candidate: { remoteId: string } },
): Promise<AttachmentRecord[]> {
  const applicants = await applicantsOf(context, candidate);
  return listFiles(
    context,
    applicants.map(({ id }) => id),
  );
}
