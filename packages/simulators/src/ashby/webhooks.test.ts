import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { startAshbySimulator } from './start-ashby-simulator.ts';
import type { AshbySimulator } from './start-ashby-simulator.ts';
import { results } from './testing/ashby-client.ts';
import {
  applicationWith,
  changedIds,
  failureCode,
  openJob,
  stageOf,
} from './testing/simulated-state.ts';
import { startWebhookReceiver } from './testing/webhook-receiver.ts';
import type { ReceivedWebhook, WebhookReceiver } from './testing/webhook-receiver.ts';
import type { AshbyWebhook, AshbyWebhookType } from './webhooks.ts';

describe('webhooks of the Ashby simulator', () => {
  let simulator: AshbySimulator;
  let receiver: WebhookReceiver;
  beforeEach(async () => {
    simulator = await startAshbySimulator({ candidates: 120 });
    receiver = await startWebhookReceiver();
  });
  afterEach(async () => {
    receiver.close();
    await simulator.close();
  });

  async function subscribe(webhookType: AshbyWebhookType): Promise<AshbyWebhook> {
    const { url: requestUrl, secret: secretToken } = receiver;
    return results(simulator, 'webhook.create', { webhookType, requestUrl, secretToken });
  }

  /** What arrives because of a change, pings left out. */
  async function sentBy(change: () => unknown): Promise<ReceivedWebhook[]> {
    receiver.received.length = 0;
    await change();
    await simulator.webhooks.settled();
    assert.ok(receiver.received.every(({ isSigned }) => isSigned));
    return receiver.received.filter(({ action }) => action !== 'ping');
  }

  function actionsOf(sent: ReceivedWebhook[]): string[] {
    return sent.map(({ action }) => action);
  }

  it('ping their receiver when they are made, and show no secret later', async () => {
    const webhook = await subscribe('candidateHire');
    assert.deepEqual(receiver.received, [
      { action: 'ping', data: { webhookActionType: 'ping' }, isSigned: true },
    ]);
    const { secretToken, ...shown } = webhook;
    assert.equal(secretToken, receiver.secret);
    assert.equal(webhook.enabled, true);
    assert.deepEqual(await results(simulator, 'webhook.info', { webhookId: webhook.id }), shown);
  });

  it('are made disabled when their receiver fails, and enabled when a later ping succeeds', async () => {
    receiver.answerWith(500);
    const { id: webhookId, enabled } = await subscribe('applicationSubmit');
    assert.equal(enabled, false);
    const add = (): unknown => {
      const { id } = simulator.state.addCandidate({ name: 'Ada' });
      return simulator.state.addApplication(id, openJob(simulator).id);
    };
    assert.deepEqual(await sentBy(add), []);
    const enable = { webhookId, enabled: true };
    assert.equal((await results(simulator, 'webhook.update', enable)).enabled, false);
    receiver.answerWith(200);
    assert.equal((await results(simulator, 'webhook.update', enable)).enabled, true);
    assert.deepEqual(actionsOf(await sentBy(add)), ['applicationSubmit']);
  });

  it('are made disabled when nobody listens', async () => {
    receiver.close();
    assert.equal((await subscribe('applicationSubmit')).enabled, false);
    assert.equal(simulator.webhooks.deliveries().at(-1)?.status, null);
  });

  it('are sent once, also when the receiver fails', async () => {
    await subscribe('applicationSubmit');
    receiver.answerWith(503);
    const { id } = simulator.state.addCandidate({ name: 'Ada' });
    const add = (): unknown => simulator.state.addApplication(id, openJob(simulator).id);
    assert.equal((await sentBy(add)).length, 1);
    assert.deepEqual(
      simulator.webhooks.deliveries().map(({ status }) => status),
      [200, 503],
    );
  });

  it('follow a change through the API as one of the organisation itself', async () => {
    await subscribe('candidateStageChange');
    await subscribe('applicationUpdate');
    const { id: applicationId, currentInterviewStage } = applicationWith(simulator, 'Active');
    const { interviewPlanId } = currentInterviewStage;
    const stage = stageOf(simulator, interviewPlanId, 'Lead');
    const sent = await sentBy(() =>
      results(simulator, 'application.changeStage', { applicationId, interviewStageId: stage.id }),
    );
    assert.deepEqual(actionsOf(sent), ['candidateStageChange', 'applicationUpdate']);
    for (const { data } of sent) {
      assert.deepEqual(
        [data.application.id, data.application.currentInterviewStage.id],
        [applicationId, stage.id],
      );
    }
    const [source] = [...simulator.state.records.sources.values()];
    const changed = await sentBy(() =>
      results(simulator, 'application.changeSource', { applicationId, sourceId: source?.id }),
    );
    assert.deepEqual(actionsOf(changed), ['applicationUpdate']);
    assert.equal(changed[0]?.data.application.source.id, source?.id);
  });

  it('show the state at the time of each change, in the order of the changes', async () => {
    await subscribe('candidateStageChange');
    const { id, currentInterviewStage } = applicationWith(simulator, 'Active');
    const stages = simulator.state.records.stagesOf(currentInterviewStage.interviewPlanId);
    const sent = await sentBy(() => {
      for (const stage of stages) simulator.state.moveApplication(id, stage.id);
    });
    const shown = sent.map(({ data }) => data.application.currentInterviewStage.id);
    assert.deepEqual(
      shown,
      stages.map((stage) => stage.id),
    );
  });

  it('bring the accepted offer with a hire', async () => {
    await subscribe('candidateHire');
    const { records } = simulator.state;
    const accepted = [...records.offers.values()].find(
      (offer) => offer.acceptanceStatus === 'Accepted',
    )!;
    const { id, currentInterviewStage } = records.applications.get(accepted.applicationId);
    const hired = stageOf(simulator, currentInterviewStage.interviewPlanId, 'Hired');
    const [sent] = await sentBy(() => simulator.state.moveApplication(id, hired.id));
    assert.deepEqual([sent?.data.application.status, sent?.data.offer.id], ['Hired', accepted.id]);
  });

  it('tell of merged and deleted people, whose records are gone', async () => {
    await subscribe('candidateMerge');
    await subscribe('candidateDelete');
    const { state } = simulator;
    const [kept, gone] = [...state.records.candidates.values()].filter(
      ({ applicationIds }) => applicationIds.length > 0,
    );
    const [keptId, goneId] = [kept!.id, gone!.id];
    const moved = [...gone!.applicationIds];
    const together = [...kept!.applicationIds, ...moved];
    await results(simulator, 'candidate.createNote', { candidateId: goneId, note: 'moves' });
    let listed: string[] = [];
    const merged = await sentBy(async () => {
      const merge = async (): Promise<void> => state.mergeCandidates(keptId, goneId);
      listed = await changedIds(simulator, 'application.list', merge);
    });
    assert.deepEqual(listed.toSorted(), moved.toSorted());
    assert.deepEqual(
      merged.map(({ action, data }) => [action, data]),
      [['candidateMerge', { deletedCandidate: { id: goneId }, mergedCandidate: { id: keptId } }]],
    );
    assert.equal(
      await failureCode(simulator, 'candidate.info', { id: goneId }),
      'candidate_not_found',
    );
    const now = await results(simulator, 'candidate.info', { id: keptId });
    assert.deepEqual(now.applicationIds, together);
    const notes = await results(simulator, 'candidate.listNotes', { candidateId: keptId });
    assert.equal(notes.at(-1).content, 'moves');
    for (const applicationId of together) {
      const { candidate } = await results(simulator, 'application.info', { applicationId });
      assert.equal(candidate.id, keptId);
    }
    const deleted = await sentBy(() => state.deleteCandidate(keptId));
    assert.deepEqual(
      deleted.map(({ data }) => data),
      [{ candidate: { id: keptId } }],
    );
    for (const applicationId of together) {
      const code = await failureCode(simulator, 'application.info', { applicationId });
      assert.equal(code, 'application_not_found');
    }
  });

  it('go to a new address with a new secret after an update, and nowhere after deletion', async () => {
    const { id: webhookId } = await subscribe('applicationSubmit');
    const other = await startWebhookReceiver();
    await results(simulator, 'webhook.update', { webhookId, requestUrl: other.url });
    await sentBy(() => {
      const { id } = simulator.state.addCandidate({ name: 'Ada' });
      simulator.state.addApplication(id, openJob(simulator).id);
    });
    assert.deepEqual(actionsOf(other.received), ['ping', 'applicationSubmit']);
    assert.deepEqual(receiver.received, []);
    await results(simulator, 'webhook.update', { webhookId, secretToken: 'another' });
    assert.equal(other.received.at(-1)?.isSigned, false);
    const { webhookId: gone } = await results(simulator, 'webhook.delete', { webhookId });
    assert.equal(gone, webhookId);
    const { length } = other.received;
    await sentBy(() => {
      const { id } = simulator.state.addCandidate({ name: 'Bo' });
      simulator.state.addApplication(id, openJob(simulator).id);
    });
    assert.equal(other.received.length, length);
    other.close();
    for (const method of ['webhook.info', 'webhook.delete']) {
      assert.equal(await failureCode(simulator, method, { webhookId }), 'webhook_not_found');
    }
  });

  it('refuse unknown types, addresses that are none, and updates of nothing', async () => {
    const right = {
      webhookType: 'candidateHire',
      requestUrl: receiver.url,
      secretToken: 'secret',
    };
    for (const change of [
      { webhookType: 'jobCreate' },
      { requestUrl: 'file:///etc/hosts' },
      { secretToken: undefined },
    ]) {
      const code = await failureCode(simulator, 'webhook.create', { ...right, ...change });
      assert.equal(code, 'invalid_input', JSON.stringify(change));
    }
    const { id: webhookId } = await subscribe('candidateHire');
    assert.equal(await failureCode(simulator, 'webhook.update', { webhookId }), 'invalid_input');
    const type = { webhookId, webhookType: 'candidateMerge' };
    assert.equal(await failureCode(simulator, 'webhook.update', type), 'invalid_input');
  });

  it('do not hold up the end of the simulator', async () => {
    const slow = await startAshbySimulator({ candidates: 5 });
    const { url: requestUrl, secret: secretToken } = receiver;
    const webhookType = 'applicationSubmit';
    await results(slow, 'webhook.create', { webhookType, requestUrl, secretToken });
    receiver.answerWith(0);
    const { id } = slow.state.addCandidate({ name: 'Ada' });
    slow.state.addApplication(id, openJob(slow).id);
    await slow.close();
    assert.equal(slow.webhooks.deliveries().at(-1)?.status, null);
  });
});
