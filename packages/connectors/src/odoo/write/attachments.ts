import { RemoteError, jsonWithFile, toIsoDate } from '@hirewire/connector-kit';
import type {
  ApplicationAttachmentInput,
  ApplicationTarget,
  AttachmentRecord,
  CandidateAttachmentInput,
  ConnectorContext,
  OutgoingAttachment,
  WriteOutcome,
} from '@hirewire/connector-kit';
import { z } from 'zod';
import { changeOdoo, createdId } from '../call-odoo.ts';
import { createOdooReader } from '../read/odoo-reader.ts';
import { parseRows } from '../read/parse-rows.ts';
import { fieldsOf } from '../remote-types.ts';
import { applicantsOf, getApplicant } from './find-applicants.ts';

const model = 'ir.attachment';

const OdooAttachment = z.object({
  id: z.number(),
  name: z.string().nullish(),
  mimetype: z.string().nullish(),
  res_id: z.number().nullish(),
  create_date: z.string().nullish(),
  write_date: z.string().nullish(),
});

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
  try {
    const target = { model: 'hr.applicant', method: 'write' };
    await changeOdoo(context, target, { ids: [resId], vals: { message_main_attachment_id: id } });
    return [];
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    return [`The file "${file.name}" was attached, but not as the one to show: ${error.message}`];
  }
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

async function listFiles(
  context: ConnectorContext,
  applicantIds: number[],
): Promise<AttachmentRecord[]> {
  const reader = createOdooReader(context);
  const rows = await reader.searchAll({
    model,
    domain: [
      ['res_model', '=', 'hr.applicant'],
      ['res_id', 'in', applicantIds],
    ],
    fields: fieldsOf(OdooAttachment),
  });
  const main = await reader.searchAll({
    model: 'hr.applicant',
    domain: [['id', 'in', applicantIds]],
    fields: ['message_main_attachment_id'],
  });
  const shown = new Set(main.map(({ plain }) => idOfLink(plain['message_main_attachment_id'])));
  const place = { model: 'applications', context } as const;
  const { reportIssue } = context;
  const dated = (field: string) => ({ model: place.model, field, reportIssue });
  return parseRows(OdooAttachment, rows, place).map(({ parsed }) => ({
    remote_id: String(parsed.id),
    type: shown.has(parsed.id) ? 'CV' : 'OTHER',
    file_name: parsed.name ?? String(parsed.id),
    content_type: parsed.mimetype ?? 'application/octet-stream',
    remote_created_at: toIsoDate(parsed.create_date, dated('create_date')),
    remote_updated_at: toIsoDate(parsed.write_date, dated('write_date')),
    application_remote_id: parsed.res_id ? String(parsed.res_id) : null,
    reference: parsed.id,
  }));
}

function idOfLink(link: unknown): number | null {
  return z.object({ id: z.number() }).safeParse(link).data?.id ?? null;
}
