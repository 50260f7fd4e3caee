import { toEmails } from '@hirewire/connector-kit';
import type { ConnectorContext } from '@hirewire/connector-kit';
import { z } from 'zod';
import { createOdooReader } from '../read/odoo-reader.ts';
import { parseRows } from '../read/parse-rows.ts';
import { fieldsOf } from '../remote-types.ts';
import type { OdooApplicant } from '../remote-types.ts';
import { findApplicants } from './find-applicants.ts';

const OdooContact = z.object({
  id: z.number(),
  email: z.string().nullish(),
  email_normalized: z.string().nullish(),
  active: z.boolean().nullish(),
});
type OdooContact = z.output<typeof OdooContact>;

/** What Odoo already has of an e-mail address. */
export interface KnownPerson {
  /** Newest first. */
  applicants: OdooApplicant[];
  /** What a new applicant has to say for Odoo to give it the right contact. */
  values: { email_from: string; partner_id?: number };
  /** Whether there is a contact already: one to which Odoo writes, or one that stays as it is. */
  contact: 'none' | 'updated' | 'kept';
}

/**
 * Finds a person by any of their addresses. Odoo itself compares the first of a field alone: it makes
 * a second contact for the second address, and writes the first over both.
 * https://github.com/odoo/odoo/blob/19.0/addons/hr_recruitment/models/hr_applicant.py
 */
export async function findPerson(context: ConnectorContext, address: string): Promise<KnownPerson> {
  const normalized = normalizeEmail(address);
  const contacts = await findContacts(context, normalized);
  const found = await findApplicants(context, [
    '|',
    '|',
    ['email_normalized', '=', normalized],
    ['email_from', 'ilike', normalized],
    ['partner_id', 'in', contacts.map(({ id }) => id)],
  ]);
  const applicants = found.filter(
    ({ partner_id: partner, email_from: email, email_normalized: first }) =>
      contacts.some(({ id }) => id === partner?.id) || addressesOf(email, first).has(normalized),
  );
  // Odoo makes another contact in the place of an archived one.
  const active = contacts.filter(({ active: isActive }) => isActive !== false);
  return { applicants, ...chooseContact(active, address) };
}

function chooseContact(
  contacts: readonly OdooContact[],
  address: string,
): Pick<KnownPerson, 'values' | 'contact'> {
  const shared = contacts.filter(({ email }) => toEmails(email, null).length > 1);
  const [own] = contacts.filter((contact) => !shared.includes(contact));
  const [{ id, email } = { id: 0, email: null }] = shared;
  if (shared.length === 0) {
    return { values: { email_from: address }, contact: own === undefined ? 'none' : 'updated' };
  }
  // Named, as Odoo might otherwise choose the one of several addresses.
  if (own !== undefined) {
    return { values: { email_from: address, partner_id: own.id }, contact: 'updated' };
  }
  // With all its addresses: Odoo writes the applicant's text over that of the contact.
  return { values: { email_from: email ?? address, partner_id: id }, contact: 'kept' };
}

/** By rising id. */
async function findContacts(context: ConnectorContext, normalized: string): Promise<OdooContact[]> {
  const rows = await createOdooReader(context).searchAll({
    model: 'res.partner',
    domain: ['|', ['email_normalized', '=', normalized], ['email', 'ilike', normalized]],
    fields: fieldsOf(OdooContact),
  });
  return parseRows(OdooContact, rows, { model: 'candidates', context })
    .map(({ parsed }) => parsed)
    .filter(({ email, email_normalized: first }) => addressesOf(email, first).has(normalized));
}

function addressesOf(
  field: string | null | undefined,
  first: string | null | undefined,
): ReadonlySet<string> {
  return new Set([...toEmails(field, null).map(normalizeEmail), ...(first ? [first] : [])]);
}

/**
 * The form in which Odoo compares addresses: it leaves the case of a local part that is not ASCII.
 * https://github.com/odoo/odoo/blob/19.0/odoo/tools/mail.py (`email_normalize`)
 */
export function normalizeEmail(address: string): string {
  const trimmed = address.trim();
  const at = trimmed.lastIndexOf('@');
  const local = trimmed.slice(0, at);
  const isAscii = /^[\u0021-\u007e]*$/.test(local);
  return (isAscii ? local.toLowerCase() : local) + trimmed.slice(at).toLowerCase();
}
