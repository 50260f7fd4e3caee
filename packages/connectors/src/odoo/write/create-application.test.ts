import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type {
  CandidateDraft,
  ConnectorContext,
  CreateApplicationInput,
  CreateApplicationOutcome,
} from '@hirewire/connector-kit';
import { startOdooSimulator } from '@hirewire/simulators';
import type { OdooRow, OdooSimulator, OdooValue } from '@hirewire/simulators';
import { candidateDraft } from '../../testing/candidate-draft.ts';
import { createRow, openOdoo, readAll } from '../fixtures/open-odoo.ts';
import { odoo } from '../index.ts';
import { normalizeEmail } from './find-contact.ts';

let pretend: OdooSimulator;
let context: ConnectorContext;
before(async () => {
  pretend = await startOdooSimulator({ candidates: 20 });
});
after(() => pretend.close());
beforeEach(() => {
  ({ context } = openOdoo(pretend.url));
});

interface Wish extends Partial<CandidateDraft> {
  job?: string;
  stage?: string;
}

function apply({ job = '1', stage, ...given }: Wish): Promise<CreateApplicationOutcome> {
  const input: CreateApplicationInput = {
    job: { remoteId: job },
    stageRemoteId: stage ?? null,
    candidate: candidateDraft(given),
    attachments: [],
    answers: [],
    source: { name: null, remoteId: null, isAutomatic: true },
    sourcedByUserRemoteId: null,
    gdprConsent: null,
    remoteFields: {},
  };
  return odoo.write!.createApplication!(context, input);
}

const create = (model: string, values: Record<string, OdooValue>): Promise<number> =>
  createRow(context, model, values);

const contactCount = (): number => pretend.tables['res.partner']!.rows.length;
const rowOf = (model: string, id: number | string): OdooRow =>
  pretend.tables[model]!.rows.find((row) => row.id === Number(id))!;
const addressesOf = async (remoteId: string): Promise<string[]> => {
  const { records } = await readAll(openOdoo(pretend.url).context, 'candidates');
  const found = records.find(({ remote_id: id }) => id === remoteId);
  return (found?.email_addresses ?? []).map(({ email_address: address }) => address ?? '');
};

const separated: [field: string, first: string, second: string][] = [
  ['a1@example.com, B1@Example.com', 'a1@example.com', 'b1@example.com'],
  ['a2@example.com;b2@example.com', 'A2@example.com', 'b2@example.com'],
  ['a3@example.com / b3@example.com', 'a3@example.com', 'b3@example.com'],
  ['Ada <a4@example.com>, "At home" <b4@example.com>', 'a4@example.com', 'b4@example.com'],
];

for (const [field, first, second] of separated) {
  test(`"${field}" is one person, whichever of the addresses applies, and stays so`, async () => {
    const id = await create('res.partner', { name: 'Two Addresses', email: field, phone: '1' });
    const count = contactCount();
    for (const [index, address] of [first, second].entries()) {
      const applied = await apply({
        job: String(index + 1),
        email_address: address,
        phone_number: '2',
      });
      assert.equal(applied.candidateRemoteId, `partner:${id}`);
      assert.match(applied.warnings.join(), /left as it is/);
      const row = rowOf('hr.applicant', applied.applicationRemoteId);
      assert.deepEqual([row['partner_phone'], row['email_from']], ['2', field]);
      const again = apply({ job: String(index + 1), email_address: first });
      await assert.rejects(again, { kind: 'already-exists' });
    }
    assert.equal(contactCount(), count);
    const { name, email, phone } = rowOf('res.partner', id);
    assert.deepEqual([name, email, phone], ['Two Addresses', field, '1']);
    const expected = [first, second].map((address) => address.toLowerCase());
    assert.deepEqual(
      (await addressesOf(`partner:${id}`)).map((address) => address.toLowerCase()),
      expected,
    );
  });
}

test('an application with two addresses and no contact is found by both', async () => {
  const email = 'c1@example.com, d1@example.com';
  await create('hr.applicant', { partner_name: 'Web Form', job_id: 1, email_from: email });
  for (const address of ['c1@example.com', 'D1@example.com']) {
    await assert.rejects(apply({ email_address: address }), { kind: 'already-exists' });
  }
});

test('an address that only contains that of another person is another person', async () => {
  const email = 'other.e1@example.com, e1@example.com.au';
  const id = await create('res.partner', { name: 'Similar', email });
  const applied = await apply({ email_address: 'e1@example.com' });
  assert.notEqual(applied.candidateRemoteId, `partner:${id}`);
  assert.equal(applied.warnings.join(), '');
  const wildcard = await apply({ email_address: 'e_@example.com' });
  assert.notEqual(wildcard.candidateRemoteId, applied.candidateRemoteId);
});

test('the contact of this address alone is chosen before one that has it among others', async () => {
  await create('res.partner', { name: 'Both', email: 'f1@example.com, g1@example.com' });
  const own = await create('res.partner', { name: 'Own', email: 'Own <F1@example.com>' });
  const applied = await apply({ email_address: 'f1@example.com' });
  assert.equal(applied.candidateRemoteId, `partner:${own}`);
});

test('a contact that exists is not completed, and an archived one is another', async () => {
  const id = await create('res.partner', { name: 'Old', email: 'Old <h1@example.com>' });
  const applied = await apply({ email_address: 'H1@example.com', title: 'Welder' });
  assert.equal(applied.candidateRemoteId, `partner:${id}`);
  assert.match(applied.warnings.join(), /has the name/);
  assert.deepEqual(
    [rowOf('res.partner', id)['name'], rowOf('res.partner', id)['function']],
    ['Ada Example', undefined],
  );
  const archived = { name: 'Gone', email: 'i1@example.com', active: false };
  const gone = await create('res.partner', archived);
  const back = await apply({ email_address: 'i1@example.com', title: 'Welder' });
  assert.notEqual(back.candidateRemoteId, `partner:${gone}`);
  const made = rowOf('res.partner', back.candidateRemoteId.replace('partner:', ''));
  assert.equal(made['function'], 'Welder');
});

test('addresses are compared as Odoo does', () => {
  assert.equal(normalizeEmail(' Ada.L@Example.COM '), 'ada.l@example.com');
  assert.equal(normalizeEmail('Jörg@Bücher.Example'), 'Jörg@bücher.example');
});

test('Odoo sends the e-mail of the first stage, whether the application names it or not', async () => {
  const mailsOf = (id: string): OdooRow[] =>
    pretend.tables['mail.message']!.rows.filter(
      (row) => row['res_id'] === Number(id) && row['message_type'] === 'auto_comment',
    );
  const unset = await apply({ email_address: 'j1@example.com' });
  const named = await apply({ email_address: 'j2@example.com', stage: '1' });
  for (const { applicationRemoteId: id } of [unset, named]) {
    assert.equal(rowOf('hr.applicant', id)['stage_id'], 1);
    assert.equal(mailsOf(id).length, 1);
  }
  const later = await apply({ email_address: 'j3@example.com', stage: '2' });
  assert.equal(mailsOf(later.applicationRemoteId).length, 0);
});

test('the first stage is one of the job that is not folded, by its place', async () => {
  const stages = pretend.tables['hr.recruitment.stage']!.rows;
  const before = stages.map((row) => ({ ...row }));
  // Folded, of another job, of this one, of all.
  for (const [index, changes] of [
    { sequence: 0, fold: true },
    { sequence: 1, job_ids: [2] },
    { sequence: 2, job_ids: [1, 2] },
    { sequence: 3, job_ids: [] },
  ].entries()) {
    Object.assign(stages[index]!, { fold: false, job_ids: [], ...changes });
  }
  try {
    const stageOf = async (email: string, job: string): Promise<unknown> => {
      const { applicationRemoteId: id } = await apply({ email_address: email, job });
      return rowOf('hr.applicant', id)['stage_id'];
    };
    assert.equal(await stageOf('k1@example.com', '1'), stages[2]!.id);
    assert.equal(await stageOf('k2@example.com', '2'), stages[1]!.id);
    for (const stage of stages) stage['fold'] = true;
    // It is Odoo's to choose then.
    assert.equal(await stageOf('k3@example.com', '1'), 1);
  } finally {
    for (const [index, row] of before.entries()) Object.assign(stages[index]!, row);
  }
});
