import { contentTypeOf, toIsoDate } from '@hirewire/connector-kit';
import type { AttachmentRecord, ConnectorContext } from '@hirewire/connector-kit';
import { z } from 'zod';
import { createOdooReader } from '../read/odoo-reader.ts';
import { parseRows } from '../read/parse-rows.ts';
import { fieldsOf } from '../remote-types.ts';

const OdooAttachment = z.object({
  id: z.number(),
  name: z.string().nullish(),
  mimetype: z.string().nullish(),
  res_id: z.number().nullish(),
  create_date: z.string().nullish(),
  write_date: z.string().nullish(),
});

/** The files of applicants, also those that came with their e-mails and notes. */
export async function listFiles(
  context: ConnectorContext,
  applicantIds: number[],
): Promise<AttachmentRecord[]> {
  const reader = createOdooReader(context);
  const rows = await reader.searchAll({
    model: 'ir.attachment',
    domain: [
      ['res_model', '=', 'hr.applicant'],
      ['res_id', 'in', applicantIds],
    ],
    fields: fieldsOf(OdooAttachment),
  });
  const applicants = await reader.searchAll({
    model: 'hr.applicant',
    domain: [['id', 'in', applicantIds]],
    fields: ['message_main_attachment_id'],
  });
  const { reportIssue } = context;
  const dated = (field: string) => ({ model: 'applications', field, reportIssue }) as const;
  const files = parseRows(OdooAttachment, rows, { model: 'applications', context }).map(
    ({ parsed }): AttachmentRecord => ({
      remote_id: String(parsed.id),
      type: 'OTHER',
      file_name: parsed.name ?? String(parsed.id),
      content_type: toContentType(parsed),
      remote_created_at: toIsoDate(parsed.create_date, dated('create_date')),
      remote_updated_at: toIsoDate(parsed.write_date, dated('write_date')),
      application_remote_id: parsed.res_id ? String(parsed.res_id) : null,
      reference: parsed.id,
    }),
  );
  const cvs = new Set(
    applicants.map(({ id, plain }) => {
      const own = files.filter((file) => file.application_remote_id === String(id));
      return findCv(own, idOfLink(plain['message_main_attachment_id']));
    }),
  );
  return files.map((file) => (cvs.has(file) ? { ...file, type: 'CV' } : file));
}

const anyBytes = 'application/octet-stream';

/** Odoo calls what it does not recognise a stream of bytes, also the files behind addresses. */
function toContentType({ name, mimetype }: z.output<typeof OdooAttachment>): string {
  return mimetype && mimetype !== anyBytes ? mimetype : contentTypeOf(name ?? '');
}

const writtenTexts =
  /^application\/(?:msword|rtf|vnd\.openxmlformats-officedocument\.wordprocessingml\.document|vnd\.oasis\.opendocument\.text)$|^text\/rtf$/;

/**
 * The file that Odoo shows beside an applicant. Odoo chooses none among files that are added one by
 * one; then the only PDF is it, or without a PDF the only other document. Of several, none is.
 */
function findCv(files: AttachmentRecord[], shownId: number | null): AttachmentRecord | null {
  const shown = files.find(({ reference }) => reference === shownId);
  if (shown !== undefined) return shown;
  const pdfs = files.filter(({ content_type: type }) => type.startsWith('application/pdf'));
  const documents = files.filter(({ content_type: type }) => writtenTexts.test(type));
  const [only, ...others] = pdfs.length > 0 ? pdfs : documents;
  return others.length === 0 ? (only ?? null) : null;
}

function idOfLink(link: unknown): number | null {
  return z.object({ id: z.number() }).safeParse(link).data?.id ?? null;
}
