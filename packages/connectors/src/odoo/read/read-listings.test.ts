import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { openOdoo, readAll } from '../fixtures/open-odoo.ts';
import { odoo } from '../index.ts';
import { startOdooSimulator } from '@hirewire/simulators';
import type { OdooSimulator } from '@hirewire/simulators';
import type { OdooRow as Row, OdooValue as Value } from '@hirewire/simulators';
import type { ConnectorContext, ModelName } from '@hirewire/connector-kit';

let pretend: OdooSimulator;
let context: ConnectorContext;
beforeEach(async () => {
  pretend = await startOdooSimulator();
  ({ context } = openOdoo(pretend.url));
});
afterEach(() => pretend.close());

const rows = (model: string): Row[] => pretend.tables[model]!.rows;

/** A change as people make it: with the date of now. */
function change(model: string, id: number, values: Record<string, Value>): void {
  const row = rows(model).find((each) => each.id === id);
  const write_date = new Date().toISOString().slice(0, 19).replace('T', ' ');
  Object.assign(row!, values, { write_date });
}

/** Ids that a delta yields after a full read and some changes. */
async function idsAfter(model: ModelName, changeThings: () => void): Promise<string[]> {
  const { since } = await readAll(context, model);
  changeThings();
  const delta = await readAll(context, model, since);
  assert.equal(delta.completeness, 'changes');
  return delta.records.map(({ remote_id: id }) => id);
}

test("a delta starts ten minutes before the last read, by the server's clock", async () => {
  // The clock of the test stands in another year: it must not matter.
  const { since } = await readAll(context, 'tags');
  const { changedFrom } = since as { changedFrom: number };
  const minutes = (Date.now() - changedFrom) / 60_000;
  assert.ok(minutes >= 10 && minutes < 11, `${minutes} minutes`);
});

test('a delta yields what was changed in an overlap, and nothing that is old', async () => {
  assert.deepEqual(await idsAfter('tags', () => change('hr.applicant.category', 2, {})), ['2']);
  assert.deepEqual(await idsAfter('rejection_reasons', () => undefined), []);
});

test('an application is read again when its reason gets another name', async () => {
  const rename = () => change('hr.applicant.refuse.reason', 1, { name: 'Too little experience' });
  assert.deepEqual(await idsAfter('applications', rename), ['2']);
});

test('a job is read again when its department or its address changes', async () => {
  const jobs = await idsAfter('jobs', () => change('hr.department', 1, { name: 'R&D' }));
  assert.deepEqual(jobs, ['1', '3']);
  const moved = await idsAfter('jobs', () => change('res.partner', 100, { city: 'Shelbyville' }));
  assert.ok(moved.includes('1'));
});

test('a user is read again when the name of the contact behind it changes', async () => {
  const rename = () => change('res.partner', 3, { name: 'Bo Boss' });
  assert.deepEqual(await idsAfter('users', rename), ['3']);
});

test('a candidate is read again when the contact, an entry or the source changes', async () => {
  const mail = () => change('res.partner', 110, { email: 'new@example.com' });
  assert.deepEqual(await idsAfter('candidates', mail), ['partner:110']);
});

test('a candidate is read again when an entry of the person changes', async () => {
  const tag = () => change('hr.applicant', 7, { categ_ids: [1] });
  assert.deepEqual(await idsAfter('candidates', tag), ['partner:100']);
});

test('a candidate is read again when the source of an entry gets another name', async () => {
  const rename = () => change('utm.source', 1, { name: 'Job fair 2025' });
  assert.deepEqual(await idsAfter('candidates', rename), ['partner:100']);
});

test('who gets a contact is another candidate from then on', async () => {
  const { since } = await readAll(context, 'candidates');
  change('hr.applicant', 520, { partner_id: 200 });
  const delta = await readAll(context, 'candidates', since);
  assert.deepEqual(
    delta.records.map(({ remote_id: id }) => id),
    ['partner:200'],
  );
  assert.deepEqual(delta.tombstones, [{ remote_id: 'applicant:520', deleted: true }]);
});

test('who is put into a talent pool applies no more', async () => {
  const { since } = await readAll(context, 'applications');
  change('hr.applicant', 9, { talent_pool_ids: [1], job_id: false });
  const delta = await readAll(context, 'applications', since);
  assert.deepEqual(delta.tombstones, [{ remote_id: '9', deleted: true }]);
});

for (const model of ['jobs', 'applications'] as const) {
  test(`${model} are read in full when the pipelines change, which no date tells`, async () => {
    const { since, records } = await readAll(context, model);
    // Deleted, so that there is no row left to have a date.
    const stages = pretend.tables['hr.recruitment.stage']!;
    stages.rows = stages.rows.filter(({ id }) => id !== 4);
    const next = await readAll(context, model, since);
    assert.equal(next.completeness, 'full');
    assert.equal(next.records.length, records.length);
    const third = await readAll(context, model, next.since);
    assert.equal(third.completeness, 'changes');
  });
}

test('a memory of an unknown form leads to a full read', async () => {
  const { completeness } = await readAll(context, 'tags', { token: 'of another version' });
  assert.equal(completeness, 'full');
});

/** An Odoo that gives at most so many records, whatever limit is asked for. */
function capRecords(max: number): void {
  pretend.alterSearch = ({ length, records }) => ({ length, records: records.slice(0, max) });
}

test('all records are read from an Odoo that gives fewer than it is asked for', async () => {
  const { records } = await readAll(context, 'applications');
  capRecords(200);
  const capped = await readAll(context, 'applications');
  assert.ok(records.length > 400);
  assert.deepEqual(capped.records, records);
  assert.equal(capped.unlisted, 0);
});

test('what a page refers to is read whole from an Odoo that gives one record at a time', async () => {
  const { records } = await readAll(context, 'jobs');
  capRecords(1);
  assert.deepEqual((await readAll(context, 'jobs')).records, records);
});

test('records that Odoo counts but does not give are told, also after a read is resumed', async () => {
  const { records } = await readAll(context, 'tags');
  const hidden = rows('hr.applicant.category').splice(1);
  assert.ok(hidden.length > 0);
  // It counts all, and gives those that are left.
  pretend.alterSearch = ({ length, records }, model) => ({
    length: model === 'hr.applicant.category' ? length + hidden.length : length,
    records,
  });
  const incomplete = await readAll(context, 'tags');
  assert.equal(incomplete.records.length, records.length - hidden.length);
  assert.equal(incomplete.unlisted, hidden.length);
  const resumed = await readAll(context, 'tags', null, incomplete.resumePoints[0] ?? null);
  assert.equal(resumed.unlisted, hidden.length);
  assert.deepEqual(resumed.records, []);
});

test('a record that is deleted during a read is not one that Odoo keeps back', async () => {
  capRecords(100);
  const read = odoo.read.applications?.(context, { since: null, resumeFrom: null });
  assert.ok(read);
  let unlisted: number | undefined;
  let pages = 0;
  for await (const page of read) {
    pages += 1;
    if (pages === 1) rows('hr.applicant').pop();
    unlisted = page.unlistedRecords;
  }
  assert.ok(pages > 4);
  assert.equal(unlisted, 0);
});

test('the read ends when Odoo returns the same records for every request', async () => {
  const [first] = rows('hr.applicant');
  pretend.alterSearch = (answer, model) =>
    model === 'hr.applicant' && first ? { ...answer, records: [first] } : answer;
  await assert.rejects(readAll(context, 'applications'), {
    kind: 'unknown',
    message: /hr\.applicant makes no progress/,
  });
});
