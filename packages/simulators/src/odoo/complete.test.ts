import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { odooKeys, startOdooSimulator } from './start-odoo-simulator.ts';
import type { OdooSimulator } from './start-odoo-simulator.ts';

// What is expected here was seen at Odoo 19.0 Community; `tests/live-odoo/values.test.ts` sees it again.

let odoo: OdooSimulator;
before(async () => {
  odoo = await startOdooSimulator({ candidates: 20 });
});
after(() => odoo.close());

async function call(model: string, method: string, named: object): Promise<unknown> {
  const response = await fetch(`${odoo.url}/json/2/${model}/${method}`, {
    method: 'POST',
    headers: { authorization: `bearer ${odooKeys.officer}` },
    body: JSON.stringify(named),
  });
  return response.json();
}

async function create(model: string, values: object): Promise<number> {
  const [id] = (await call(model, 'create', { vals_list: [values] })) as number[];
  return id ?? 0;
}

async function show(model: string, id: number, fields: string[]): Promise<unknown[]> {
  const specification = Object.fromEntries(fields.map((name) => [name, {}]));
  const named = { domain: [['id', '=', id]], specification };
  const { records } = (await call(model, 'web_search_read', named)) as {
    records: Record<string, unknown>[];
  };
  return fields.map((name) => records[0]?.[name]);
}

const contactFields = ['name', 'email', 'email_normalized', 'phone'];

async function apply(values: object): Promise<{ applicant: number; contact: number }> {
  const applicant = await create('hr.applicant', { partner_name: 'Ada', job_id: 1, ...values });
  const [link] = await show('hr.applicant', applicant, ['partner_id']);
  return { applicant, contact: (link as { id?: number }).id ?? 0 };
}

test('of a field with two addresses, Odoo compares the first', async () => {
  const email = 'one@example.com, Two@example.com';
  const id = await create('res.partner', { name: 'Old', email, phone: '1' });
  const normalized = await show('res.partner', id, ['email_normalized']);
  assert.deepEqual(normalized, ['one@example.com']);
  const bySecond = await apply({ email_from: 'two@example.com' });
  assert.notEqual(bySecond.contact, id);
  const byFirst = await apply({ email_from: 'one@example.com', partner_phone: '2' });
  assert.equal(byFirst.contact, id);
  const expected = ['Ada', 'one@example.com', 'one@example.com', '2'];
  assert.deepEqual(await show('res.partner', id, contactFields), expected);
});

test('an applicant who names a contact and two addresses leaves the contact as it is', async () => {
  const email = 'three@example.com; four@example.com';
  const id = await create('res.partner', { name: 'Old', email, phone: '1' });
  const { applicant, contact } = await apply({
    partner_id: id,
    email_from: email,
    partner_phone: '2',
  });
  assert.equal(contact, id);
  assert.deepEqual(await show('res.partner', id, contactFields), [
    'Old',
    email,
    'three@example.com',
    '1',
  ]);
  const shown = await show('hr.applicant', applicant, ['email_from', 'partner_phone']);
  assert.deepEqual(shown, [email, '2']);
});

test('an applicant with two addresses and no contact gets none', async () => {
  const { applicant, contact } = await apply({ email_from: 'five@example.com, six@example.com' });
  assert.equal(contact, 0);
  const [normalized] = await show('hr.applicant', applicant, ['email_normalized']);
  assert.equal(normalized, 'five@example.com');
});

test('a name beside an address does not matter, an archived contact and an umlaut do', async () => {
  const id = await create('res.partner', { name: 'Old', email: 'Old One <Seven@Example.com>' });
  const { contact } = await apply({ email_from: 'seven@example.com' });
  assert.equal(contact, id);
  const archived = await create('res.partner', { email: 'eight@example.com', active: false });
  assert.notEqual((await apply({ email_from: 'eight@example.com' })).contact, archived);
  const umlaut = await create('res.partner', { email: 'Jörg@Example.com' });
  assert.deepEqual(await show('res.partner', umlaut, ['email_normalized']), ['Jörg@example.com']);
});

test('an event that takes all day has days, and times that mean nothing', async () => {
  const fields = ['start', 'stop', 'start_date', 'stop_date'];
  const event = async (values: object): Promise<unknown[]> =>
    show('calendar.event', await create('calendar.event', values), fields);
  const days = { start_date: '2031-06-02', stop_date: '2031-06-04' };
  assert.deepEqual(await event({ allday: true, ...days }), [
    '2031-06-02 08:00:00',
    '2031-06-04 18:00:00',
    '2031-06-02',
    '2031-06-04',
  ]);
  const times = { start: '2031-06-02 00:00:00', stop: '2031-06-02 23:59:59' };
  assert.deepEqual(await event({ allday: true, ...times }), [
    times.start,
    times.stop,
    '2031-06-02',
    '2031-06-02',
  ]);
  assert.deepEqual(await event(times), [times.start, times.stop, false, false]);
});

test('a file may be an address, of which there are no bytes', async () => {
  const file = { res_model: 'hr.applicant', res_id: 1 };
  const id = await create('ir.attachment', {
    ...file,
    name: 'CV',
    type: 'url',
    url: 'https://files.example.com/cv.pdf?x=1',
  });
  const fields = ['datas', 'file_size', 'mimetype', 'type'];
  const [address] = (await call('ir.attachment', 'read', { ids: [id], fields })) as object[];
  assert.deepEqual(address, {
    id,
    datas: '',
    file_size: 0,
    mimetype: 'application/pdf',
    type: 'url',
  });
  const bytes = await create('ir.attachment', {
    ...file,
    name: 'a.pdf',
    datas: 'JVBERi0xLjQgeA==',
  });
  const shown = await show('ir.attachment', bytes, ['file_size', 'mimetype', 'type', 'url']);
  assert.deepEqual(shown, [10, 'application/pdf', 'binary', false]);
});

test('only a stage that is named when an applicant is created makes Odoo send an e-mail', async () => {
  const mailsOf = async (applicant: number): Promise<number> => {
    const domain = [
      ['model', '=', 'hr.applicant'],
      ['res_id', '=', applicant],
      ['message_type', '=', 'auto_comment'],
    ];
    const named = { domain, specification: {} };
    const answer = await call('mail.message', 'web_search_read', named);
    return (answer as { records: unknown[] }).records.length;
  };
  const unset = await apply({ email_from: 'nine@example.com' });
  assert.deepEqual(await show('hr.applicant', unset.applicant, ['stage_id']), [
    { id: 1, display_name: 'New' },
  ]);
  assert.equal(await mailsOf(unset.applicant), 0);
  const named = await apply({ email_from: 'ten@example.com', stage_id: 1 });
  assert.equal(await mailsOf(named.applicant), 1);
  const other = await apply({ email_from: 'eleven@example.com', stage_id: 2 });
  assert.equal(await mailsOf(other.applicant), 0);
});
