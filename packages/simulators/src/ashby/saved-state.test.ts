import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { startAshbySimulator } from './start-ashby-simulator.ts';
import type { AshbySimulator } from './start-ashby-simulator.ts';
import { call, readAll, results } from './testing/ashby-client.ts';
import { uploaded } from './testing/uploads.ts';
import { startWebhookReceiver } from './testing/webhook-receiver.ts';

const lists = [
  'candidate.list',
  'application.list',
  'applicationFeedback.list',
  'job.list',
  'interviewSchedule.list',
];

describe('an Ashby simulator with a state file', () => {
  let folder: string;
  let stateFile: string;
  const started = new Set<AshbySimulator>();
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'hirewire-simulator-'));
    stateFile = path.join(folder, 'simulators', 'ashby.state');
  });
  afterEach(async () => {
    for (const simulator of started) await close(simulator);
    await rm(folder, { recursive: true });
  });

  async function start(candidates = 30): Promise<AshbySimulator> {
    const simulator = await startAshbySimulator({ candidates, stateFile });
    started.add(simulator);
    return simulator;
  }

  async function close(simulator: AshbySimulator): Promise<void> {
    started.delete(simulator);
    await simulator.close();
  }

  it('continues at its next start with everything that requests have changed', async () => {
    const receiver = await startWebhookReceiver();
    const first = await start();
    const [application] = (await readAll(first, 'application.list')).records;
    const { syncToken } = await readAll(first, 'candidate.list');
    const { url: requestUrl, secret: secretToken } = receiver;
    const webhookType = 'candidateStageChange';
    await results(first, 'webhook.create', { webhookType, requestUrl, secretToken });
    const { id: candidateId } = await results(first, 'candidate.create', { name: 'Ada Example' });
    await results(first, 'candidate.createNote', { candidateId, note: 'Called back.' });
    const [[noted, [edited]] = ['', []]] = first.state.records.notes;
    first.state.editNote(edited?.id ?? '', { content: 'Edited.' });
    const [user] = first.state.records.users.values();
    const given = { userId: user?.id ?? '', submittedValues: { overall_recommendation: 'hire' } };
    const { id: feedbackId } = first.state.submitFeedback(application.id, given);
    const fileHandle = await uploaded(first, 'CandidateFiles', { content: '%PDF- of Ada' });
    const before = await Promise.all(lists.map((list) => readAll(first, list)));
    await close(first);

    const second = await start();
    const after = await Promise.all(lists.map((list) => readAll(second, list)));
    assert.deepEqual(after, before, 'records in their order, cursors and sync tokens');
    assert.deepEqual(second.credentials, first.credentials);
    const changed = await readAll(second, 'candidate.list', { syncToken });
    assert.deepEqual(
      changed.records.map(({ id }) => id),
      [candidateId],
    );
    const [note] = await results(second, 'candidate.listNotes', { candidateId });
    assert.equal(note.content, 'Called back.');
    const seeded = await results(second, 'candidate.listNotes', { candidateId: noted });
    assert.deepEqual([seeded[0].id, seeded[0].content], [edited?.id, 'Edited.']);
    const feedback = await results(second, 'applicationFeedback.list', {
      applicationId: application.id,
    });
    assert.equal(feedback.at(-1).id, feedbackId);
    second.state.submitFeedback(application.id, given);
    const { fileHandles } = await results(second, 'candidate.uploadFile', {
      candidateId,
      fileHandle,
    });
    const { url } = await results(second, 'file.info', { fileHandle: fileHandles[0].handle });
    assert.equal(await (await fetch(url)).text(), '%PDF- of Ada');
    const other = await results(second, 'candidate.create', { name: 'Ben Example' });
    assert.ok(!before[0]!.records.some(({ id }) => id === other.id), 'a new id');

    const { interviewPlanId, id } = application.currentInterviewStage;
    const stages = await results(second, 'interviewStage.list', { interviewPlanId });
    const next = stages.find((stage: { id: string }) => stage.id !== id);
    await results(second, 'application.changeStage', {
      applicationId: application.id,
      interviewStageId: next.id,
    });
    await second.webhooks.settled();
    assert.ok(receiver.received.some(({ action }) => action === webhookType));
    receiver.close();
  });

  it('has saved each write before it answers it, as a killed one must have', async () => {
    const killed = await start();
    const names = Array.from({ length: 8 }, (_, number) => `Ada Example ${number}`);
    await Promise.all(names.map((name) => results(killed, 'candidate.create', { name })));
    const { records } = await readAll(await start(), 'candidate.list');
    const found = new Set(records.map(({ name }) => name));
    assert.deepEqual(
      names.filter((name) => !found.has(name)),
      [],
    );
    assert.deepEqual(
      await readdir(path.dirname(stateFile)),
      ['ashby.state'],
      'no half-written file',
    );
    assert.equal((await stat(stateFile)).mode & 0o777, 0o600);
  });

  it('writes nothing for requests that only read', async () => {
    const simulator = await start();
    await readAll(simulator, 'candidate.list');
    await assert.rejects(stat(stateFile), { code: 'ENOENT' });
    await call(simulator, 'candidate.create', { name: 'Ada Example' });
    await stat(stateFile);
  });

  it('refuses a file that it cannot read, and one of other people', async () => {
    const simulator = await start();
    await results(simulator, 'candidate.create', { name: 'Ada Example' });
    await assert.rejects(start(31), /has 30 candidates of seed 1, not 31 of seed 1/);
    await writeFile(stateFile, 'nonsense');
    await assert.rejects(start(), /ashby\.state\. Delete the file to start from the seed/);
  });
});
