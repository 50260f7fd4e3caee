import { toHtml, attempt } from '@hirewire/connector-kit';
import type { ConnectorContext, CreateApplicationInput } from '@hirewire/connector-kit';
import { changeOdoo } from '../call-odoo.ts';
import { attach } from './attachments.ts';
import type { KnownPerson } from './find-contact.ts';
import { toContact, toNoteLines } from './candidate-details.ts';
import { postNote } from './notes.ts';

interface Progress {
  made: { id: number; partnerId: number | null; contact: KnownPerson['contact'] };
  warnings: string[];
}

const existingContact = {
  updated: 'has the name and the telephone number of this application now, as Odoo does it.',
  kept: 'was left as it is. It has several e-mail addresses, which are on the application, too.',
};

/** The applicant is there by now: whatever fails from here on is a warning. */
export async function completeApplication(
  context: ConnectorContext,
  input: CreateApplicationInput,
  { made, warnings }: Progress,
): Promise<void> {
  if (made.contact !== 'none') {
    warnings.push(`The contact was there already, and ${existingContact[made.contact]}`);
  }
  const isContactWritten = await completeContact(context, input, { made, warnings });
  for (const attachment of input.attachments) {
    const what = `the file "${attachment.file.name}" could not be attached`;
    await attempt(warnings, what, async () => {
      warnings.push(...(await attach(context, made.id, attachment)));
    });
  }
  const lines = toNoteLines(input, { isContactWritten });
  if (lines.length > 0) {
    warnings.push('Odoo has no fields for some details of the candidate: they are in a note.');
    await attempt(warnings, 'some details could not be noted', () =>
      postNote(context, made.id, toHtml(lines.join('\n'))),
    );
  }
  if (input.candidate.gender !== null) {
    warnings.push('`gender` was not sent: Odoo has no place for it.');
  }
  if (input.gdprConsent !== null) {
    warnings.push('`gdpr_consent` was not sent: Odoo has no place for it.');
  }
}

/** Of a new contact, which holds an address and little else. Gives whether it was written. */
async function completeContact(
  context: ConnectorContext,
  { candidate }: CreateApplicationInput,
  { made, warnings }: Progress,
): Promise<boolean> {
  const { partnerId, contact } = made;
  if (partnerId === null || contact !== 'none') return false;
  const isWritten = await attempt(warnings, 'the contact could not be completed', async () => {
    const vals = await toContact(context, candidate);
    if (Object.keys(vals).length === 0) return false;
    await changeOdoo(
      context,
      { model: 'res.partner', method: 'write' },
      { ids: [partnerId], vals },
    );
    return true;
  });
  return isWritten === true;
}
