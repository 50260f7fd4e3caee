import { toHtml } from '@hirewire/connector-kit';
import type {
  AddNoteInput,
  ApplicationResultLinkInput,
  CandidateResultLinkInput,
  ConnectorContext,
  ResultLinkDraft,
  WriteOutcome,
} from '@hirewire/connector-kit';
import { changeOdoo } from '../call-odoo.ts';
import { applicantsOf } from './find-applicants.ts';

/**
 * An internal note in the applicant's log, which nobody is sent.
 * https://www.odoo.com/documentation/19.0/developer/reference/backend/mixins.html#messaging-features
 */
export async function postNote(
  context: ConnectorContext,
  applicantId: string | number,
  html: string,
): Promise<void> {
  await changeOdoo(
    context,
    { model: 'hr.applicant', method: 'message_post' },
    {
      ids: [Number(applicantId)],
      body: html,
      // Without it Odoo shows the elements of a text from outside as they are.
      body_is_html: true,
      message_type: 'comment',
      subtype_xmlid: 'mail.mt_note',
    },
  );
}

export async function addApplicationNote(
  context: ConnectorContext,
  { application, content }: AddNoteInput,
): Promise<WriteOutcome> {
  await postNote(context, application.remoteId, toHtml(content));
  return { changed: [], warnings: [] };
}

// Odoo has no result links: they are notes.

export async function addApplicationResultLink(
  context: ConnectorContext,
  { application, link }: ApplicationResultLinkInput,
): Promise<WriteOutcome> {
  await postNote(context, application.remoteId, linkToHtml(link));
  return { changed: [], warnings: ['Odoo has no result links: the link is a note.'] };
}

/** On the person's newest application, as that is the one that somebody looks at. */
export async function addCandidateResultLink(
  context: ConnectorContext,
  { candidate, link }: CandidateResultLinkInput,
): Promise<WriteOutcome> {
  const [newest] = await applicantsOf(context, candidate);
  await postNote(context, newest?.id ?? 0, linkToHtml(link));
  const warning =
    "Odoo has no result links: the link is a note on the person's newest application.";
  return { changed: [], warnings: [warning] };
}

function linkToHtml({ label, url, details }: ResultLinkDraft): string {
  const figures = (details?.attributes ?? []).map(
    ({ key, value }) => `<br>${toHtml(key)}: ${toHtml(value)}`,
  );
  return `<a href="${toHtml(url)}">${toHtml(label)}</a>${figures.join('')}`;
}
