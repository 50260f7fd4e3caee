import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { startAshbySimulator } from '../start-ashby-simulator.ts';
import type { AshbySimulator } from '../start-ashby-simulator.ts';
import { call, readAll, results } from '../testing/ashby-client.ts';
import { changedIds } from '../testing/simulated-state.ts';
import { startWebhookReceiver } from '../testing/webhook-receiver.ts';
import type { AshbyFeedback, AshbyInterviewEvent } from '../types.ts';
import { webhookTypes } from '../webhooks.ts';

const method = 'applicationFeedback.list';
const changedAt = '2026-12-24T10:00:00.000Z';

describe('the feedback of the Ashby simulator', () => {
  let simulator: AshbySimulator;
  beforeEach(async () => {
    simulator = await startAshbySimulator({ candidates: 120, now: () => Date.parse(changedAt) });
  });
  afterEach(() => simulator.close());

  async function listed(filters: Record<string, unknown> = {}): Promise<AshbyFeedback[]> {
    return (await readAll(simulator, method, filters)).records;
  }

  async function changes(write: () => unknown): Promise<string[]> {
    return changedIds(simulator, method, async () => write());
  }

  function userId(): string {
    const [user] = simulator.state.records.users.values();
    return user?.id ?? assert.fail('no users');
  }

  function feedbackWhere(accept: (one: AshbyFeedback) => boolean): AshbyFeedback {
    const found = [...simulator.state.records.feedback.values()].find(accept);
    return found ?? assert.fail('The seed has no such feedback');
  }

  /** An event without feedback, with its application. */
  function silentEvent(): { event: AshbyInterviewEvent; applicationId: string } {
    const { interviewEvents, interviewSchedules, feedback } = simulator.state.records;
    const spoken = new Set([...feedback.values()].map((one) => one.interviewEventId));
    const event = [...interviewEvents.values()].find(({ id }) => !spoken.has(id));
    assert.ok(event !== undefined);
    return {
      event,
      applicationId: interviewSchedules.get(event.interviewScheduleId).applicationId,
    };
  }

  async function hasFeedback(event: AshbyInterviewEvent): Promise<boolean> {
    const { id, interviewScheduleId } = event;
    const events = await results(simulator, 'interviewEvent.list', { interviewScheduleId });
    return events.find((one: { id: string }) => one.id === id).hasSubmittedFeedback;
  }

  it('shows what was submitted, of all applications or of one, and no draft', async () => {
    const all = [...simulator.state.records.feedback.values()];
    const submitted = all.filter(({ submittedAt }) => submittedAt !== null);
    assert.ok(submitted.length < all.length);
    assert.deepEqual(await listed(), submitted);
    const { applicationId } = feedbackWhere(({ submittedAt }) => submittedAt !== null);
    const own = submitted.filter((one) => one.applicationId === applicationId);
    assert.deepEqual(await listed({ applicationId }), own);
    assert.deepEqual(await listed({ applicationId: crypto.randomUUID() }), []);
  });

  it('shows what was submitted after a moment', async () => {
    const submitted = await listed();
    const moments = submitted.map(({ submittedAt }) => submittedAt ?? '').toSorted();
    const middle = moments[Math.floor(moments.length / 2)] ?? '';
    const later = submitted.filter(({ submittedAt }) => (submittedAt ?? '') > middle);
    assert.deepEqual(await listed({ createdAfter: Date.parse(middle) }), later);
    assert.ok(later.length > 0 && later.length < submitted.length);
  });

  it('hides that of confidential jobs, and all of it without the permission', async () => {
    const { state, access } = simulator;
    const { applicationId } = feedbackWhere(({ submittedAt }) => submittedAt !== null);
    const jobId = state.records.applications.get(applicationId).job.id;
    state.updateJob(jobId, { confidential: true });
    access.confidentialJobs = false;
    assert.deepEqual(await listed({ applicationId }), []);
    for (const one of await listed()) {
      const { job } = state.records.applications.get(one.applicationId);
      assert.equal(state.records.jobs.get(job.id).confidential, false);
    }
    access.scopes = access.scopes.filter((scope) => scope !== 'candidates:read');
    const { status, envelope } = await call(simulator, method);
    assert.equal(status, 403);
    assert.equal(envelope.errorInfo?.code, 'missing_endpoint_permission');
  });

  it('shows what an interviewer submits as a change, with the form of the interview', async () => {
    const { event, applicationId } = silentEvent();
    const { feedbackFormDefinitionId } = simulator.state.records.interviews.get(event.interviewId);
    const submittedValues = { overall_recommendation: 'hire' };
    const made: AshbyFeedback[] = [];
    const wanted = { userId: userId(), interviewEventId: event.id, submittedValues };
    const shown = await changes(() =>
      made.push(simulator.state.submitFeedback(applicationId, wanted)),
    );
    const [feedback] = made;
    assert.deepEqual(shown, [feedback?.id]);
    assert.deepEqual(await listed({ applicationId, createdAfter: Date.parse('2026-12-01') }), made);
    assert.deepEqual(
      [feedback?.interviewId, feedback?.feedbackFormDefinitionId, feedback?.submittedAt],
      [event.interviewId, feedbackFormDefinitionId, changedAt],
    );
    assert.deepEqual(feedback?.submittedValues, submittedValues);
    assert.equal(feedback?.submittedByUser.id, wanted.userId);
    assert.equal(await hasFeedback(event), true);
  });

  it('forgets what is deleted without a trace', async () => {
    const { event, applicationId } = silentEvent();
    const wanted = { userId: userId(), interviewEventId: event.id };
    const [first, second] = [1, 2].map(() => simulator.state.submitFeedback(applicationId, wanted));
    assert.deepEqual(await changes(() => simulator.state.deleteFeedback(first?.id ?? '')), []);
    assert.equal(await hasFeedback(event), true, 'there is still the other');
    simulator.state.deleteFeedback(second?.id ?? '');
    assert.deepEqual(await listed({ applicationId, createdAfter: Date.parse('2026-12-01') }), []);
    assert.equal(await hasFeedback(event), false);
  });

  it('shows a draft when it is submitted, and an edit as a change', async () => {
    const { state } = simulator;
    const { event, applicationId } = silentEvent();
    const wanted = { userId: userId(), interviewEventId: event.id, isDraft: true };
    const { id } = state.submitFeedback(applicationId, wanted);
    assert.ok((await listed()).every((one) => one.id !== id));
    assert.equal(await hasFeedback(event), false);
    assert.deepEqual(await changes(() => state.put('feedback', id, { submittedAt: changedAt })), [
      id,
    ]);
    const edited = await changes(() => state.put('feedback', id, { submittedValues: { a: 1 } }));
    assert.deepEqual(edited, [id]);
  });

  it('goes with its application, its person, and all that tells who somebody is', async () => {
    const { state } = simulator;
    const { applicationId } = feedbackWhere(({ submittedAt }) => submittedAt !== null);
    state.deleteCandidate(state.records.applications.get(applicationId).candidate.id);
    assert.deepEqual(await listed({ applicationId }), []);
    const isOver = (id: string): boolean =>
      ['Archived', 'Hired'].includes(state.records.applications.get(id).status);
    const other = feedbackWhere(({ applicationId: id, submittedAt }) => {
      const { candidate } = state.records.applications.get(id);
      const { applicationIds } = state.records.candidates.get(candidate.id);
      return submittedAt !== null && applicationIds.every(isOver);
    });
    const candidateId = state.records.applications.get(other.applicationId).candidate.id;
    await results(simulator, 'candidate.anonymize', { candidateId });
    assert.deepEqual(await listed({ applicationId: other.applicationId }), []);
    for (const one of await listed()) state.records.applications.get(one.applicationId);
  });

  it('hides that of an application that an older state file no longer has', async () => {
    const { records } = simulator.state;
    const { applicationId } = feedbackWhere(({ submittedAt }) => submittedAt !== null);
    records.applications.delete(applicationId);
    assert.deepEqual(await listed({ applicationId }), []);
  });

  for (const kind of ['429', '500', '502-html', 'cut-json'] as const) {
    it(`fails as asked with ${kind} for feedback alone, and then goes on`, async () => {
      simulator.faults.add({ kind, matching: method });
      const [note] = [...simulator.state.records.notes.keys()];
      const whole = await call(simulator, 'candidate.listNotes', { candidateId: note });
      assert.equal(whole.envelope.success, true);
      const failed = await call(simulator, method);
      assert.notEqual(failed.envelope?.success, true);
      assert.ok((await listed()).length > 0);
    });
  }

  it('sends no webhook for notes and feedback, as the document has none', async () => {
    const receiver = await startWebhookReceiver();
    for (const webhookType of webhookTypes) {
      const { url: requestUrl, secret: secretToken } = receiver;
      await results(simulator, 'webhook.create', { webhookType, requestUrl, secretToken });
    }
    const { state } = simulator;
    const { event, applicationId } = silentEvent();
    const wanted = { userId: userId(), interviewEventId: event.id };
    state.deleteFeedback(state.submitFeedback(applicationId, wanted).id);
    const { candidate } = state.records.applications.get(applicationId);
    const { id } = state.addNote(candidate.id, { content: 'Called' });
    state.editNote(id, { content: 'Called back' });
    state.deleteNote(id);
    await simulator.webhooks.settled();
    assert.deepEqual(new Set(receiver.received.map(({ action }) => action)), new Set(['ping']));
    receiver.close();
  });

  it('throws on what does not exist', () => {
    const { state } = simulator;
    const unknown = crypto.randomUUID();
    const [application] = state.records.applications.values();
    const submit = (id: string, extra: object): unknown =>
      state.submitFeedback(id, { userId: userId(), ...extra });
    const expected = new RegExp(unknown);
    assert.throws(() => submit(unknown, {}), expected);
    assert.throws(() => submit(application?.id ?? '', { interviewEventId: unknown }), expected);
    assert.throws(
      () => submit(application?.id ?? '', { feedbackFormDefinitionId: unknown }),
      expected,
    );
    assert.throws(() => state.deleteFeedback(unknown), expected);
  });
});
