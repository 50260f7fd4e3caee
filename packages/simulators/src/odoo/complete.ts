import { subtypeIds } from './messages.ts';
import { tableOf } from './search.ts';
import type { Row, Tables, Value } from './search.ts';

type Values = Readonly<Record<string, Value>>;

/** A row that has been written. */
interface Written {
  row: Row;
  /** The fields that the request named. */
  given: Values;
  isNew: boolean;
  /** In Odoo's notation. */
  now: Value;
}

export function insert(tables: Tables, model: string, values: Values): Row {
  const { rows } = tableOf(tables, model);
  const id = Math.max(0, ...rows.map((row) => row.id)) + 1;
  const row: Row = { active: true, ...values, id };
  rows.push(row);
  return row;
}

/** Does what Odoo does by itself once a row is written. */
export function complete(tables: Tables, model: string, written: Written): void {
  const { row } = written;
  if (model === 'hr.applicant') completeApplicant(tables, written);
  if (model === 'res.partner') row['email_normalized'] = normalize(row['email']);
  if (model === 'calendar.event') completeEvent(written);
  if (model === 'ir.attachment') completeFile(row);
}

/** https://github.com/odoo/odoo/blob/19.0/addons/hr_recruitment/models/hr_applicant.py */
function completeApplicant(tables: Tables, { row, given, isNew, now }: Written): void {
  if (isNew) {
    const defaults = { categ_ids: [], talent_pool_ids: [], stage_id: 1 };
    Object.assign(row, { ...defaults, ...row });
  }
  if (given['email_from'] || given['partner_phone']) updateContact(tables, row);
  else if (given['partner_id']) {
    const contact = rowOf(tables, 'res.partner', row['partner_id']);
    row['email_from'] = contact?.['email'] ?? false;
    row['partner_phone'] = contact?.['phone'] ?? false;
  }
  row['email_normalized'] = normalize(row['email_from']);
  if (given['stage_id']) sendStageMail(tables, row, now);
}

/** Finds or makes the contact, and writes what the applicant says over it; not for two addresses. */
function updateContact(tables: Tables, row: Row): void {
  const { email_from: email = false, partner_name: name = false, partner_phone: phone } = row;
  const addresses = addressesIn(email);
  const normalized = addresses.length === 1 ? normalize(email) : false;
  if (normalized === false) return;
  const active = tableOf(tables, 'res.partner').rows.filter((one) => one['active'] !== false);
  const contact =
    rowOf(tables, 'res.partner', row['partner_id']) ??
    active.find((one) => one['email_normalized'] === normalized) ??
    insert(tables, 'res.partner', { is_company: false, email: normalized });
  row['partner_id'] = contact.id;
  if (name) contact['name'] = name;
  if (contact['email'] !== normalized) contact['email'] = email;
  if (phone) contact['phone'] = phone;
  contact['email_normalized'] = normalize(contact['email']);
}

/** Only where the request names the stage: not where Odoo itself chooses the first. */
function sendStageMail(tables: Tables, row: Row, now: Value): void {
  const stage = rowOf(tables, 'hr.recruitment.stage', row['stage_id']);
  const template = rowOf(tables, 'mail.template', stage?.['template_id']);
  if (template === undefined) return;
  insert(tables, 'mail.message', {
    model: 'hr.applicant',
    res_id: row.id,
    subject: template['name'] ?? false,
    body: '<p>We have received your application</p>',
    message_type: 'auto_comment',
    subtype_id: subtypeIds['mail.mt_note'],
    author_id: 2,
    is_internal: false,
    date: now,
    create_date: now,
    write_date: now,
  });
}

/**
 * The times of an event that takes all day stand for days, whatever the zone.
 * https://github.com/odoo/odoo/blob/19.0/addons/calendar/models/calendar_event.py
 */
function completeEvent({ row, given }: Written): void {
  const dayOf = (value: Value | undefined): string => textOf(value).slice(0, 'YYYY-MM-DD'.length);
  if (row['allday'] !== true) {
    Object.assign(row, { start_date: false, stop_date: false });
    return;
  }
  if (given['start_date'] && given['stop_date']) {
    row['start'] = `${dayOf(given['start_date'])} 08:00:00`;
    row['stop'] = `${dayOf(given['stop_date'])} 18:00:00`;
  }
  Object.assign(row, { start_date: dayOf(row['start']), stop_date: dayOf(row['stop']) });
}

const mimetypes: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/** https://github.com/odoo/odoo/blob/19.0/odoo/addons/base/models/ir_attachment.py */
function completeFile(row: Row): void {
  row['type'] ??= 'binary';
  row['url'] ??= false;
  const [address = ''] = textOf(row['url'] || row['name']).split('?');
  const ending = /\.(\w+)$/.exec(address)?.[1] ?? '';
  row['mimetype'] ??= mimetypes[ending] ?? 'application/octet-stream';
  row['file_size'] = Buffer.from(textOf(row['datas']), 'base64').byteLength;
}

/** The first address of a field, in the form in which Odoo compares them. */
function normalize(field: Value | undefined): Value {
  const [first] = addressesIn(field);
  if (first === undefined) return false;
  const at = first.lastIndexOf('@');
  const local = first.slice(0, at);
  // Odoo leaves the case of what is not ASCII.
  const isAscii = /^[\u0021-\u007e]*$/.test(local);
  return (isAscii ? local.toLowerCase() : local) + first.slice(at).toLowerCase();
}

function addressesIn(field: Value | undefined): string[] {
  return textOf(field).match(/[^\s<>"(),;]+@[^\s<>"(),;]+/g) ?? [];
}

function rowOf(tables: Tables, model: string, id: Value | undefined): Row | undefined {
  return tableOf(tables, model).rows.find((row) => row.id === id);
}

function textOf(value: Value | undefined): string {
  return typeof value === 'string' ? value : '';
}
