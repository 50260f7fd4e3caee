import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { startAshbySimulator } from '../start-ashby-simulator.ts';
import type { AshbySimulator } from '../start-ashby-simulator.ts';
import { call, readAll, results } from '../testing/ashby-client.ts';
import { changedIds } from '../testing/simulated-state.ts';
import type { AshbyNote } from '../types.ts';

const changedAt = '2026-12-24T10:00:00.000Z';

describe('the notes of the Ashby simulator', () => {
  let simulator: AshbySimulator;
  beforeEach(async () => {
    simulator = await startAshbySimulator({ candidates: 60, now: () => Date.parse(changedAt) });
  });
  afterEach(() => simulator.close());

  async function notesOf(candidateId: string): Promise<AshbyNote[]> {
    return (await readAll(simulator, 'candidate.listNotes', { candidateId })).records;
  }

  /** The person with the most seeded notes. */
  function busiest(): { candidateId: string; notes: AshbyNote[] } {
    const [most] = [...simulator.state.records.notes].toSorted(
      ([, a], [, b]) => b.length - a.length,
    );
    assert.ok(most !== undefined);
    return { candidateId: most[0], notes: most[1] };
  }

  it('shows more than a page of them in pages, and never a sync token', async () => {
    const { candidateId, notes } = busiest();
    const body = { candidateId, syncToken: 'ignored' };
    const { records, pages } = await readAll(simulator, 'candidate.listNotes', body);
    assert.deepEqual(records, notes);
    assert.deepEqual(
      pages.map((page) => [page.moreDataAvailable, page.syncToken]),
      [
        [true, undefined],
        [false, undefined],
      ],
    );
    assert.ok(notes.some(({ isPrivate }) => isPrivate));
    simulator.access.privateFields = false;
    const open = notes.filter(({ isPrivate }) => !isPrivate);
    assert.deepEqual(await notesOf(candidateId), open);
  });

  it('shows none to a key without the permission, and none of people on confidential jobs only', async () => {
    const { state, access } = simulator;
    const { candidateId } = busiest();
    for (const id of state.records.candidates.get(candidateId).applicationIds) {
      state.updateJob(state.records.applications.get(id).job.id, { confidential: true });
    }
    access.confidentialJobs = false;
    const hidden = await call(simulator, 'candidate.listNotes', { candidateId });
    assert.equal(hidden.envelope.errorInfo?.code, 'candidate_not_found');
    access.scopes = access.scopes.filter((scope) => scope !== 'candidates:read');
    const { status, envelope } = await call(simulator, 'candidate.listNotes', { candidateId });
    assert.equal(status, 403);
    assert.equal(envelope.errorInfo?.code, 'missing_endpoint_permission');
  });

  it('adds, edits and deletes one on the vendor’s side; the person does not count as changed', async () => {
    const { state } = simulator;
    const { id: candidateId } = await results(simulator, 'candidate.create', { name: 'Ada' });
    const shown = await changedIds(simulator, 'candidate.list', async () => {
      const first = state.addNote(candidateId, { content: 'First' });
      const second = state.addNote(candidateId, { content: 'Second', isPrivate: true });
      assert.deepEqual(await notesOf(candidateId), [first, second]);
      assert.deepEqual(
        [first.createdAt, first.isPrivate, second.isPrivate],
        [changedAt, false, true],
      );
      state.editNote(first.id, { content: 'Edited' });
      assert.deepEqual(await notesOf(candidateId), [{ ...first, content: 'Edited' }, second]);
      state.deleteNote(first.id);
      assert.deepEqual(await notesOf(candidateId), [second]);
    });
    assert.deepEqual(shown, []);
  });

  it('throws on people and notes that do not exist', () => {
    const { state } = simulator;
    const unknown = crypto.randomUUID();
    assert.throws(() => state.addNote(unknown, { content: 'x' }), new RegExp(unknown));
    assert.throws(() => state.editNote(unknown, { content: 'x' }), new RegExp(unknown));
    assert.throws(() => state.deleteNote(unknown), new RegExp(unknown));
  });
});
