import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openOdoo, readAll } from '../fixtures/open-odoo.ts';
import { startOdooSimulator } from '@hirewire/simulators';
import type { OdooSimulator } from '@hirewire/simulators';

let pretend: OdooSimulator;
before(async () => {
  pretend = await startOdooSimulator();
});
after(() => pretend.close());

test('notes are what people logged on applicants: no messages, e-mails, notices or tracked changes', async () => {
  const { records } = await readAll(openOdoo(pretend.url).context, 'notes');
  const notes = records.map(({ remote_data: _raw, ...note }) => note);
  const onFirst = notes.filter((note) => note.application_remote_id === '1');
  assert.deepEqual(
    onFirst.map((note) => note.content_html),
    [
      '<p>Called, will <b>think</b> about it.</p>',
      '<p>Strong:</p><ul><li>SQL &amp; Python</li><li>calm</li></ul>',
      '<p>Old note</p>',
    ],
  );
  const [first, second, old] = onFirst;
  assert.deepEqual(first, {
    remote_id: first?.remote_id,
    candidate_remote_id: 'partner:100',
    application_remote_id: '1',
    author_remote_id: '2',
    content_html: '<p>Called, will <b>think</b> about it.</p>',
    remote_created_at: '2025-03-01T09:00:00.000Z',
    remote_updated_at: '2025-03-01T09:00:00.000Z',
  });
  assert.equal(second?.remote_updated_at, '2025-03-05T12:00:00.000Z');
  // Its author has been deleted.
  assert.equal(old?.author_remote_id, null);
});

test('a note that is deleted in the chatter is only emptied, and a delta tells that it is gone', async () => {
  const { context } = openOdoo(pretend.url);
  const { records, since } = await readAll(context, 'notes');
  const row = pretend.tables['mail.message']?.rows.find(({ body }) => body === '<p>Old note</p>');
  assert.ok(row && records.some(({ remote_id: id }) => id === String(row.id)));
  Object.assign(row, { body: '<p> </p>', write_date: '2030-01-01 00:00:00' });
  const delta = await readAll(context, 'notes', since);
  assert.deepEqual(delta.tombstones, [{ remote_id: String(row.id), deleted: true }]);
  assert.equal(delta.completeness, 'changes');
  const full = await readAll(context, 'notes');
  assert.ok(full.records.every(({ remote_id: id }) => id !== String(row.id)));
});
