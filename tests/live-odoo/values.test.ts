import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { describe, test } from 'node:test';
import { connectors } from '@hirewire/connectors';
import { openOdoo, readAll } from '@hirewire/connectors/testing';
import type { CreateApplicationInput } from '@hirewire/connector-kit';
import { findLiveOdoo, noOdoo } from './setup/live-odoo.ts';
import type { Row } from './setup/live-odoo.ts';

const live = findLiveOdoo();
const connector = connectors.find(({ tool }) => tool.id === 'odoo')!;

// What the simulator of Odoo claims, at a real one.
describe('values beyond the plain case', { skip: live === null ? noOdoo : false }, () => {
  const { context, issues } = openOdoo(live?.baseUrl ?? 'http://127.0.0.1', {
    database: live?.database,
    api_key: live?.keys.officer ?? 'none',
  });

  async function findOne(model: string, id: number | string, fields: object): Promise<Row> {
    const [row] = await live!.list(model, fields as Record<string, object>, [
      ['id', '=', Number(id)],
    ]);
    assert.ok(row, `${model} has no ${id}`);
    return row;
  }

  async function apply(email: string, given: { job?: string; stage?: string } = {}) {
    const input: CreateApplicationInput = {
      job: { remoteId: given.job ?? '1' },
      stageRemoteId: given.stage ?? null,
      candidate: {
        first_name: 'Ada',
        last_name: 'Example',
        email_address: email,
        additional_email_addresses: [],
        company: null,
        title: null,
        phone_number: '+49 30 0123456',
        additional_phone_numbers: [],
        location: null,
        gender: null,
        availability_date: null,
        salary_expectations: null,
        social_links: [],
      },
      attachments: [],
      answers: [],
      source: { name: null, remoteId: null, isAutomatic: true },
      sourcedByUserRemoteId: null,
      gdprConsent: null,
      remoteFields: {},
    };
    return connector.write!.createApplication!(context, input);
  }

  const contactFields = { name: {}, email: {}, phone: {} };
  for (const email of [
    'a1@example.com, B1@example.com',
    'a2@example.com;b2@example.com',
    'a3@example.com / b3@example.com',
    'Ada <a4@example.com>, "At home" <b4@example.com>',
  ]) {
    test(`"${email}" is one contact, whichever of the addresses applies`, async () => {
      const values = { name: 'Two Addresses', email, phone: '+1 555 0001' };
      const id = await live!.create('res.partner', values);
      const count = (await live!.list('res.partner', {})).length;
      const addresses = email.match(/\w+@example\.com/g)!;
      for (const [index, address] of addresses.entries()) {
        const job = String(index + 1);
        const applied = await apply(address, { job });
        assert.equal(applied.candidateRemoteId, `partner:${id}`);
        const row = await findOne('hr.applicant', applied.applicationRemoteId, { email_from: {} });
        assert.equal(row['email_from'], email);
        await assert.rejects(apply(addresses[0]!, { job }), { kind: 'already-exists' });
      }
      assert.equal((await live!.list('res.partner', {})).length, count);
      assert.deepEqual(await findOne('res.partner', id, contactFields), { id, ...values });
      const { records } = await readAll(context, 'candidates');
      const candidate = records.find(({ remote_id: remoteId }) => remoteId === `partner:${id}`);
      assert.deepEqual(
        candidate?.email_addresses?.map(({ email_address: shown }) => shown),
        addresses,
      );
    });
  }

  test('a contact of one address gets the name and telephone number of the application', async () => {
    const email = 'Old One <c1@example.com>';
    const id = await live!.create('res.partner', { name: 'Old One', email, phone: '+1 555 0001' });
    assert.equal((await apply('C1@example.com')).candidateRemoteId, `partner:${id}`);
    const expected = { id, name: 'Ada Example', email: 'C1@example.com', phone: '+49 30 0123456' };
    assert.deepEqual(await findOne('res.partner', id, contactFields), expected);
    const archived = { name: 'Gone', email: 'd1@example.com', active: false };
    const gone = await live!.create('res.partner', archived);
    assert.notEqual((await apply('d1@example.com')).candidateRemoteId, `partner:${gone}`);
  });

  test('the applicant is mailed alike, whether the application names the first stage or not', async () => {
    const [stage] = await live!.list('hr.recruitment.stage', { template_id: {} }, [
      ['sequence', '=', 0],
    ]);
    assert.ok(stage?.['template_id'], 'the first stage has no template');
    const mailsOf = async (id: string): Promise<unknown[]> =>
      (
        await live!.list('mail.message', { subject: {} }, [
          ['model', '=', 'hr.applicant'],
          ['res_id', '=', Number(id)],
          ['message_type', '=', 'auto_comment'],
        ])
      ).map(({ subject }) => subject);
    const unset = await apply('e1@example.com');
    const named = await apply('e2@example.com', { stage: String(stage.id) });
    const { stage_id: chosen } = await findOne('hr.applicant', unset.applicationRemoteId, {
      stage_id: {},
    });
    assert.equal(chosen, stage.id);
    const mails = await mailsOf(unset.applicationRemoteId);
    assert.equal(mails.length, 1);
    assert.deepEqual(await mailsOf(named.applicationRemoteId), mails);
    // What the connector makes up for.
    const bare = { partner_name: 'Bare', email_from: 'e3@example.com', job_id: 1 };
    assert.deepEqual(await mailsOf(String(await live!.create('hr.applicant', bare))), []);
  });

  test('an event that takes all day is on its days', async () => {
    const days = { start_date: '2031-06-02', stop_date: '2031-06-04' };
    const start = '2031-06-02 08:00:00';
    const event = { name: 'Trial days', applicant_id: 1, allday: true, start, stop: start };
    const several = await live!.create('calendar.event', { ...event, ...days });
    const one = await live!.create('calendar.event', event);
    const { records } = await readAll(context, 'interviews');
    const timesOf = (id: number): unknown => {
      const found = records.find(({ remote_id: remoteId }) => remoteId === String(id));
      return [found?.starting_at, found?.ending_at];
    };
    assert.deepEqual(timesOf(several), ['2031-06-02T00:00:00.000Z', '2031-06-04T23:59:59.000Z']);
    assert.deepEqual(timesOf(one), ['2031-06-02T00:00:00.000Z', '2031-06-02T23:59:59.000Z']);
  });

  test('a file that is an address is downloaded from it, and the only PDF is the CV', async () => {
    const storage = createServer((incoming, outgoing) => {
      outgoing.writeHead(incoming.url === '/cv' ? 200 : 404, { 'content-type': 'application/pdf' });
      outgoing.end(incoming.headers.authorization ?? '%PDF a CV');
    });
    await new Promise<void>((resolve) => void storage.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(storage.address() as AddressInfo).port}`;
    try {
      const { applicationRemoteId: remoteId } = await apply('f1@example.com');
      const file = { res_model: 'hr.applicant', res_id: Number(remoteId) };
      const byAddress = { ...file, name: 'cv.pdf', type: 'url', url: `${url}/cv` };
      const lost = { ...file, name: 'lost', type: 'url', url: `${url}/lost` };
      const photo = { ...file, name: 'photo.png', datas: 'iVBORw0KGgo=' };
      const empty = { ...file, name: 'empty.txt', datas: false };
      const ids: number[] = [];
      for (const values of [byAddress, lost, photo, empty]) {
        ids.push(await live!.create('ir.attachment', values));
      }
      const application = { remoteId, jobRemoteId: '1', candidateRemoteId: '' };
      const files = await connector.write!.getApplicationAttachments!(context, { application });
      const types = files.map(({ file_name: name, type }) => [name, type]);
      assert.deepEqual(Object.fromEntries(types), {
        'cv.pdf': 'CV',
        lost: 'OTHER',
        'photo.png': 'OTHER',
        'empty.txt': 'OTHER',
      });
      const open = async (id: number | undefined): Promise<string> => {
        const { body } = await connector.openAttachment!(context, id ?? 0);
        return (await buffer(body)).toString('latin1');
      };
      assert.equal(await open(ids[0]), '%PDF a CV');
      await assert.rejects(open(ids[1]), { status: 404 });
      assert.equal(await open(ids[2]), '\u0089PNG\r\n\u001a\n');
      assert.equal(await open(ids[3]), '');
    } finally {
      storage.closeAllConnections();
      storage.close();
    }
  });

  test('the text of a job is that of its page, once the app for it is installed', async () => {
    const before = (await readAll(context, 'jobs')).records;
    assert.deepEqual(
      before.flatMap((job) => job.job_postings),
      [],
    );
    const [app] = await live!.list('ir.module.module', {}, [
      ['name', '=', 'website_hr_recruitment'],
    ]);
    await live!.call('ir.module.module', 'button_immediate_install', { ids: [app?.id] });
    const id = await live!.create('hr.job', {
      name: 'Lamplighter',
      description: '<p>For us.</p>',
      website_description: '<p>For <b>everybody</b>.</p>',
    });
    const { records } = await readAll(context, 'jobs');
    const job = records.find(({ remote_id: remoteId }) => remoteId === String(id));
    assert.equal(job?.description, '<p>For <b>everybody</b>.</p>');
    assert.equal(job.job_postings[0]?.description_html, '<p>For <b>everybody</b>.</p>');
    await live!.call('hr.job', 'write', { ids: [id], vals: { website_description: false } });
    const again = (await readAll(context, 'jobs')).records;
    const emptied = again.find(({ remote_id: remoteId }) => remoteId === String(id));
    assert.equal(emptied?.description, '<p>For us.</p>');
    assert.equal(emptied.job_postings[0]?.description_html, null);
  });

  test('nothing that Odoo sent was unusable', () => assert.deepEqual(issues, []));
});
