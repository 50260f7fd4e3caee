import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { ConnectorContext, Json } from '@hirewire/connector-kit';
import { openOdoo } from '../fixtures/open-odoo.ts';
import { odooKeys, startOdooSimulator } from '@hirewire/simulators';
import type { OdooSimulator } from '@hirewire/simulators';
import { odooWebhooks } from './webhooks.ts';

const secret = 'a secret that & needs = encoding';
const receiver = {
  url: 'http://127.0.0.1:9/vendor-webhooks/odoo%3Aone',
  secret,
  keepSecret: async () => undefined,
};

describe("Odoo's webhooks", () => {
  let pretend: OdooSimulator;
  beforeEach(async () => {
    pretend = await startOdooSimulator();
  });
  afterEach(() => pretend.close());

  const open = (
    settings: Record<string, Json> = { install_automation_rules: true },
    api_key = odooKeys.administrator,
  ) => ({ ...openOdoo(pretend.url, { api_key }).context, settings });
  async function register(context: ConnectorContext, to: typeof receiver): Promise<string[]> {
    const hooks = odooWebhooks.register(context, { ...to, known: [] });
    return (await Array.fromAsync(hooks)).map(({ id }) => id);
  }
  const rowsOf = (model: string) => pretend.tables[model]?.rows ?? [];

  it('are rules for what changes and for what is deleted, of all that is read', async () => {
    const ids = await register(open(), receiver);
    assert.deepEqual(
      ids,
      rowsOf('base.automation').map(({ id }) => String(id)),
    );
    const names = rowsOf('base.automation').map(({ name }) => name);
    for (const model of ['hr.applicant', 'hr.job', 'hr.recruitment.stage', 'calendar.event']) {
      assert.ok(names.includes(`Hirewire: changed ${model}`), model);
      assert.ok(names.includes(`Hirewire: deleted ${model}`), model);
    }
    for (const action of rowsOf('ir.actions.server')) {
      const { origin, pathname, searchParams } = new URL(action['webhook_url'] as string);
      assert.equal(origin + pathname, receiver.url);
      assert.equal(searchParams.get('token'), secret);
    }
  });

  it('are refused to a key without the rights of an administrator, with what to do', async () => {
    const officer = open(undefined, odooKeys.officer);
    await assert.rejects(register(officer, receiver), {
      kind: 'permission',
      message: /Role: Administrator/,
    });
    assert.equal(rowsOf('ir.module.module')[0]?.['state'], 'uninstalled');
    await assert.rejects(odooWebhooks.unregister(officer, ['1']), { kind: 'permission' });
    await odooWebhooks.unregister(officer, []);
  });

  it('install the app that they need only where the integration says so', async () => {
    await assert.rejects(register(open({}), receiver), {
      kind: 'input',
      message: /install_automation_rules=true/,
    });
    assert.equal(rowsOf('ir.module.module')[0]?.['state'], 'uninstalled');
    await register(open(), receiver);
    assert.equal(rowsOf('ir.module.module')[0]?.['state'], 'installed');
    assert.ok((await register(open({}), receiver)).length > 0);
  });

  it('take the place of those that were forgotten, and leave those of others alone', async () => {
    const other = { ...receiver, url: 'http://127.0.0.1:9/vendor-webhooks/odoo%3Aother' };
    const others = await register(open(), other);
    const first = await register(open(), receiver);
    const second = await register(open(), { ...receiver, secret: 'another' });
    const present = rowsOf('base.automation').map(({ id }) => String(id));
    assert.deepEqual(present, [...others, ...second]);
    assert.equal(second.length, first.length);
  });

  it('are there before those go that they replace', async () => {
    const first = await register(open(), receiver);
    pretend.faults.add({ kind: '500', times: 100, matching: '/base.automation/create' });
    await assert.rejects(register(open(), receiver));
    assert.deepEqual(
      rowsOf('base.automation').map(({ id }) => String(id)),
      first,
    );
  });

  it('say whether they are there and active', async () => {
    const [one = '', two = '', three = ''] = await register(open(), receiver);
    for (const row of rowsOf('base.automation')) row['active'] = String(row.id) !== two;
    await odooWebhooks.unregister(open(), [three]);
    const states = await odooWebhooks.inspect?.(open(), [one, two, three]);
    assert.deepEqual(
      [one, two, three].map((id) => states?.get(id)),
      ['enabled', 'disabled', undefined],
    );
    delete pretend.tables['base.automation'];
    assert.equal((await odooWebhooks.inspect?.(open(), [one]))?.size, 0);
  });

  it('are taken back with what they do, whatever of them is left', async () => {
    const ids = await register(open(), receiver);
    await odooWebhooks.unregister(open(), ids.slice(0, 3));
    assert.equal(rowsOf('base.automation').length, ids.length - 3);
    await odooWebhooks.unregister(open(), ids);
    assert.deepEqual(rowsOf('ir.actions.server'), []);
    await odooWebhooks.unregister(open(), ids);
    delete pretend.tables['base.automation'];
    await odooWebhooks.unregister(open(), ids);
  });

  it('name what to read again', () => {
    const events: [object, string[]][] = [
      [
        { _model: 'hr.applicant', _id: 5, partner_id: 7 },
        ['applications 5', 'candidates applicant:5', 'candidates partner:7'],
      ],
      [
        { _model: 'hr.applicant', _id: 5, partner_id: false },
        ['applications 5', 'candidates applicant:5'],
      ],
      [
        { _model: 'res.partner', _id: 7, applicant_ids: [5], user_ids: [2] },
        ['candidates partner:7', 'applications 5', 'candidates applicant:5', 'users 2'],
      ],
      [{ _model: 'hr.job', _id: 1 }, ['jobs 1']],
      [{ _model: 'hr.recruitment.stage', _id: 2 }, ['application_stages 2', 'jobs null']],
      [{ _model: 'hr.applicant.category', _id: 3 }, ['tags 3']],
      [
        { _model: 'hr.applicant.refuse.reason', _id: 4 },
        ['rejection_reasons 4', 'applications null'],
      ],
      [{ _model: 'hr.department', _id: 4 }, ['jobs null']],
      [{ _model: 'calendar.event', _id: 9 }, ['interviews 9']],
      [{ _model: 'res.users', _id: 2 }, ['users 2']],
      [{ _model: 'sale.order', _id: 2 }, []],
      [{ _model: 'constructor', _id: 2 }, []],
      [{ _model: 'hr.applicant', _id: '5' }, ['applications 5', 'candidates applicant:5']],
      [
        { _model: 'res.partner', _id: 7, applicant_ids: ['x', 5, null], partner_id: {} },
        ['candidates partner:7', 'applications 5', 'candidates applicant:5'],
      ],
      [{ _model: 'hr.applicant', _id: 'five' }, ['candidates null']],
      [{ _model: 'hr.job' }, ['candidates null']],
      [['no', 'event'], []],
    ];
    for (const [event, expected] of events) {
      const delivery = {
        headers: {},
        query: { token: secret },
        body: Buffer.from(JSON.stringify(event)),
      };
      const changes = odooWebhooks.receive(delivery, secret);
      assert.deepEqual(
        changes?.map(({ model, remoteId }) => `${model} ${remoteId}`),
        expected,
      );
    }
    const broken = { headers: {}, query: { token: secret }, body: Buffer.from('{') };
    assert.deepEqual(odooWebhooks.receive(broken, secret), [
      { model: 'candidates', remoteId: null },
    ]);
  });

  it('are refused without exactly the secret', () => {
    const body = Buffer.from('{"_model":"hr.job","_id":1}');
    for (const token of [undefined, '', 'guessed', `${secret} `, secret.slice(1)]) {
      assert.equal(odooWebhooks.receive({ headers: {}, query: { token }, body }, secret), null);
    }
  });
});
