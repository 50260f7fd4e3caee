import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { startAshbySimulator } from '../start-ashby-simulator.ts';
import type { AshbySimulator } from '../start-ashby-simulator.ts';
import { call, results } from '../testing/ashby-client.ts';
import type { Envelope } from '../testing/ashby-client.ts';
import {
  applicationWith,
  changedIds,
  failureCode,
  foreignStage,
  jobWith,
  openJob,
  stageOf,
} from '../testing/simulated-state.ts';
import type { AshbyInterviewStage } from '../types.ts';

const writtenAt = '2026-12-24T10:00:00.000Z';
const unknownId = '11111111-1111-4111-8111-111111111111';

describe('writing applications in the Ashby simulator', () => {
  let simulator: AshbySimulator;
  beforeEach(async () => {
    simulator = await startAshbySimulator({ candidates: 200, now: () => Date.parse(writtenAt) });
  });
  afterEach(() => simulator.close());

  async function write(method: string, body: unknown): Promise<Envelope['results']> {
    return results(simulator, method, body);
  }

  async function refusal(method: string, body: unknown): Promise<string> {
    return failureCode(simulator, method, body);
  }

  async function newPerson(): Promise<string> {
    return (await write('candidate.create', { name: 'Ada Beispiel' })).id;
  }

  function stage(planId: string, type: string): AshbyInterviewStage {
    return stageOf(simulator, planId, type);
  }

  function firstReason(): string {
    return [...simulator.state.records.archiveReasons.values()][0]!.id;
  }

  describe('application.create', () => {
    it('puts a person in the first Lead stage, and shows it everywhere', async () => {
      const job = openJob(simulator);
      const candidateId = await newPerson();
      const created: string[] = [];
      const listed = await changedIds(simulator, 'application.list', async () => {
        created.push((await write('application.create', { candidateId, jobId: job.id })).id);
      });
      assert.deepEqual(listed, created);
      const now = await write('application.info', { applicationId: created[0] });
      assert.deepEqual(
        [now.status, now.currentInterviewStage.id, now.createdAt, now.updatedAt, now.job.title],
        ['Lead', stage(job.defaultInterviewPlanId, 'Lead').id, writtenAt, writtenAt, job.title],
      );
      assert.equal(now.applicationHistory.length, 1);
      assert.equal(now.candidate.name, 'Ada Beispiel');
      const { applicationIds } = await write('candidate.info', { id: candidateId });
      assert.deepEqual(applicationIds, created);
    });

    it('takes a plan, a stage, the first screening stage, source, credit and date', async () => {
      const job = openJob(simulator);
      const { sources, users } = simulator.state.records;
      const [source] = [...sources.values()];
      const [user] = [...users.values()];
      const planId = job.interviewPlanIds.at(-1) ?? '';
      const made = await write('application.create', {
        candidateId: await newPerson(),
        jobId: job.id,
        interviewPlanId: planId,
        interviewStageId: stage(planId, 'Active').id,
        sourceId: source?.id,
        creditedToUserId: user?.id,
        createdAt: '2026-02-03T04:05:06+02:00',
      });
      assert.deepEqual(
        [made.status, made.source, made.creditedToUser, made.createdAt, made.updatedAt],
        ['Active', source, user, '2026-02-03T02:05:06.000Z', writtenAt],
      );
      const screened = await write('application.create', {
        candidateId: await newPerson(),
        jobId: job.id,
        interviewPlanId: job.defaultInterviewPlanId,
        interviewStageId: 'FirstPreInterviewScreen',
      });
      assert.equal(screened.currentInterviewStage.type, 'PreInterviewScreen');
    });

    it('takes a history, whose last entry is the current stage', async () => {
      const { id: jobId, defaultInterviewPlanId: planId } = openJob(simulator);
      const [lead, archived] = [stage(planId, 'Lead'), stage(planId, 'Archived')];
      const entry = {
        stageId: archived.id,
        stageNumber: 1,
        enteredStageAt: '2026-05-02T00:00:00Z',
      };
      const first = { stageId: lead.id, stageNumber: 0, enteredStageAt: '2026-05-01T00:00:00Z' };
      const candidateId = await newPerson();
      const body = { candidateId, jobId, applicationHistory: [entry, first] };
      assert.equal(await refusal('application.create', body), 'invalid_input');
      const archiveReasonId = firstReason();
      const made = await write('application.create', {
        ...body,
        applicationHistory: [{ ...entry, archiveReasonId }, first],
      });
      assert.deepEqual(
        [made.status, made.archivedAt, made.archiveReason.id],
        ['Archived', '2026-05-02T00:00:00.000Z', archiveReasonId],
      );
      const history = await write('application.listHistory', { applicationId: made.id });
      assert.deepEqual(
        history.map((one: Record<string, unknown>) => [one['stageId'], one['leftStageAt']]),
        [
          [lead.id, '2026-05-02T00:00:00.000Z'],
          [archived.id, null],
        ],
      );
      const contrary = { candidateId: await newPerson(), interviewStageId: archived.id };
      const mixed = { ...body, ...contrary, applicationHistory: [first] };
      assert.equal(await refusal('application.create', mixed), 'invalid_input');
    });

    it('refuses what does not exist or does not belong to the job', async () => {
      const job = openJob(simulator);
      const candidateId = await newPerson();
      const right = { candidateId, jobId: job.id };
      const otherPlan = [...simulator.state.records.interviewPlans.values()].find(
        ({ id }) => !job.interviewPlanIds.includes(id),
      );
      const interviewStageId = foreignStage(simulator, job.defaultInterviewPlanId).id;
      const archived = stage(job.defaultInterviewPlanId, 'Archived').id;
      const cases: [object, string][] = [
        [{ candidateId: unknownId }, 'candidate_not_found'],
        [{ jobId: unknownId }, 'job_not_found'],
        [{ interviewPlanId: otherPlan?.id }, 'interview_plan_not_found'],
        [{ interviewStageId }, 'interview_stage_not_found'],
        [{ interviewStageId: archived }, 'invalid_input'],
        [{ interviewStageId: 'SecondPreInterviewScreen' }, 'invalid_input'],
        [{ sourceId: unknownId }, 'source_not_found'],
        [{ creditedToUserId: unknownId }, 'user_not_found'],
        [{ createdAt: '2026-02-03' }, 'invalid_input'],
        [{ name: 'x' }, 'invalid_input'],
      ];
      const { count } = simulator.state.records.applications;
      for (const [change, code] of cases) {
        const given = await refusal('application.create', { ...right, ...change });
        assert.equal(given, code, JSON.stringify(change));
      }
      assert.equal(simulator.state.records.applications.count, count);
    });

    it('refuses jobs that are not open, and a second application until the first is archived', async () => {
      const candidateId = await newPerson();
      for (const status of ['Closed', 'Draft', 'Archived'] as const) {
        const jobId = jobWith(simulator, status).id;
        assert.equal(await refusal('application.create', { candidateId, jobId }), 'job_not_open');
      }
      const { id: jobId, defaultInterviewPlanId: planId } = openJob(simulator);
      const { id } = await write('application.create', { candidateId, jobId });
      const again = { candidateId, jobId };
      assert.equal(await refusal('application.create', again), 'application_already_exists');
      await write('application.changeStage', {
        applicationId: id,
        interviewStageId: stage(planId, 'Archived').id,
        archiveReasonId: firstReason(),
      });
      assert.notEqual((await write('application.create', again)).id, id);
    });
  });

  describe('application.changeStage', () => {
    it('moves an application, with its history, and shows it in the next sync', async () => {
      const { id, currentInterviewStage } = applicationWith(simulator, 'Active');
      const target = stage(currentInterviewStage.interviewPlanId, 'Hired');
      const body = { applicationId: id, interviewStageId: target.id };
      const before = await write('application.listHistory', { applicationId: id });
      const listed = await changedIds(simulator, 'application.list', () =>
        write('application.changeStage', body),
      );
      assert.deepEqual(listed, [id]);
      const now = await write('application.info', { applicationId: id });
      assert.deepEqual(
        [now.status, now.currentInterviewStage.id, now.updatedAt],
        ['Hired', target.id, writtenAt],
      );
      const after = await write('application.listHistory', { applicationId: id });
      assert.equal(after.length, before.length + 1);
      assert.deepEqual(after, now.applicationHistory);
      assert.equal(after.at(-2).leftStageAt, writtenAt);
    });

    it('archives with a reason only, and opens again without it', async () => {
      const { id, currentInterviewStage } = applicationWith(simulator, 'Active');
      const { interviewPlanId } = currentInterviewStage;
      const archived = {
        applicationId: id,
        interviewStageId: stage(interviewPlanId, 'Archived').id,
      };
      assert.equal(await refusal('application.changeStage', archived), 'invalid_input');
      const unknown = { ...archived, archiveReasonId: unknownId };
      assert.equal(await refusal('application.changeStage', unknown), 'archive_reason_not_found');
      const archiveReasonId = firstReason();
      const done = await write('application.changeStage', { ...archived, archiveReasonId });
      assert.deepEqual(
        [done.status, done.archivedAt, done.archiveReason.id],
        ['Archived', writtenAt, archiveReasonId],
      );
      const active = { applicationId: id, interviewStageId: currentInterviewStage.id };
      const withReason = { ...active, archiveReasonId };
      assert.equal(await refusal('application.changeStage', withReason), 'invalid_input');
      const reopened = await write('application.changeStage', active);
      assert.deepEqual(
        [reopened.status, reopened.archivedAt, reopened.archiveReason],
        ['Active', null, null],
      );
    });

    it('refuses stages of other plans, unknown ids and unknown templates', async () => {
      const { id, currentInterviewStage } = applicationWith(simulator, 'Active');
      const { interviewPlanId } = currentInterviewStage;
      const archived = stage(interviewPlanId, 'Archived').id;
      const archiveEmail = { communicationTemplateId: unknownId };
      const cases: [object, string][] = [
        [
          { interviewStageId: foreignStage(simulator, interviewPlanId).id },
          'interview_stage_not_found',
        ],
        [{ interviewStageId: unknownId }, 'interview_stage_not_found'],
        [{ applicationId: unknownId, interviewStageId: archived }, 'application_not_found'],
        [{ interviewStageId: currentInterviewStage.id, archiveEmail }, 'invalid_input'],
        [
          { interviewStageId: archived, archiveReasonId: firstReason(), archiveEmail },
          'communication_template_not_found',
        ],
        [{ interviewStageId: archived, archiveEmail: { sendAt: writtenAt } }, 'invalid_input'],
      ];
      for (const [change, code] of cases) {
        const body = { applicationId: id, ...change };
        assert.equal(await refusal('application.changeStage', body), code, JSON.stringify(change));
      }
      const now = await write('application.info', { applicationId: id });
      assert.equal(now.currentInterviewStage.id, currentInterviewStage.id);
      assert.notEqual(now.updatedAt, writtenAt);
    });
  });

  it('changes and removes the source, and changes other fields', async () => {
    const { id: applicationId } = applicationWith(simulator, 'Active');
    const [source, other] = [...simulator.state.records.sources.values()];
    const [, user] = [...simulator.state.records.users.values()];
    const set = (sourceId: unknown): Promise<Envelope['results']> =>
      write('application.changeSource', { applicationId, sourceId });
    assert.deepEqual((await set(source?.id)).source, source);
    assert.equal((await set(null)).source, null);
    const missing = { applicationId, sourceId: unknownId };
    assert.equal(await refusal('application.changeSource', missing), 'source_not_found');
    assert.equal(await refusal('application.changeSource', { applicationId }), 'invalid_input');
    const createdAt = '2026-01-01T00:00:00.000Z';
    const body = { applicationId, sourceId: other?.id, creditedToUserId: user?.id, createdAt };
    const listed = await changedIds(simulator, 'application.list', () =>
      write('application.update', body),
    );
    assert.deepEqual(listed, [applicationId]);
    const now = await write('application.info', { applicationId });
    assert.deepEqual(
      [now.source, now.creditedToUser, now.createdAt, now.updatedAt],
      [other, user, createdAt, writtenAt],
    );
    const untouched = await write('application.update', { applicationId });
    assert.deepEqual([untouched.source, untouched.createdAt], [other, createdAt]);
  });

  it('transfers an application to a stage of another job, keeping id and history', async () => {
    const target = openJob(simulator);
    const application = [...simulator.state.records.applications.values()].find(
      ({ candidate, job }) =>
        simulator.state.records.candidates.get(candidate.id).applicationIds.length === 1 &&
        job.id !== target.id,
    );
    const applicationId = application!.id;
    const planId = target.interviewPlanIds.at(-1)!;
    const goal = stage(planId, 'Lead').id;
    const before = await write('application.listHistory', { applicationId });
    const body = {
      applicationId,
      jobId: target.id,
      interviewPlanId: planId,
      interviewStageId: goal,
    };
    const cases: [object, string][] = [
      [{ jobId: jobWith(simulator, 'Closed').id }, 'job_not_open'],
      [{ interviewPlanId: unknownId }, 'interview_plan_not_found'],
      [{ interviewStageId: foreignStage(simulator, planId).id }, 'interview_stage_not_found'],
      [{ interviewStageId: stage(planId, 'Archived').id }, 'invalid_input'],
    ];
    for (const [change, code] of cases) {
      assert.equal(await refusal('application.transfer', { ...body, ...change }), code);
    }
    const moved = await write('application.transfer', body);
    assert.deepEqual(
      [moved.id, moved.job.id, moved.currentInterviewStage.id, moved.status, moved.archiveReason],
      [applicationId, target.id, goal, 'Lead', null],
    );
    assert.deepEqual(moved.hiringTeam, target.hiringTeam);
    const { length } = await write('application.listHistory', { applicationId });
    assert.equal(length, before.length + 1);
    const jobs = await write('application.list', { jobId: target.id });
    assert.ok(jobs.some((one: { id: string }) => one.id === applicationId));
  });

  it('shows the history in pages', async () => {
    const entry = [...simulator.state.records.histories].find(([, history]) => history.length >= 3);
    const [applicationId, history] = entry!;
    const first = (await call(simulator, 'application.listHistory', { applicationId, limit: 2 }))
      .envelope;
    assert.deepEqual([first.results.length, first.moreDataAvailable], [2, true]);
    const second = (
      await call(simulator, 'application.listHistory', { applicationId, cursor: first.nextCursor })
    ).envelope;
    assert.deepEqual([...first.results, ...second.results], history);
    assert.deepEqual([second.moreDataAvailable, second.nextCursor], [false, undefined]);
    const unknown = { applicationId: unknownId };
    assert.equal(await refusal('application.listHistory', unknown), 'application_not_found');
  });

  it('does nothing for a key that may only read', async () => {
    simulator.access.scopes = simulator.access.scopes.filter((one) => one !== 'candidates:write');
    const { count } = simulator.state.records.applications;
    const body = { candidateId: unknownId, jobId: unknownId };
    const { status, envelope } = await call(simulator, 'application.create', body);
    assert.equal(status, 403);
    assert.equal(envelope.errorInfo?.code, 'missing_endpoint_permission');
    assert.equal(simulator.state.records.applications.count, count);
  });

  it('does not write to confidential jobs that the key may not see', async () => {
    const { records } = simulator.state;
    const secret = [...records.jobs.values()].find(({ confidential }) => confidential)!;
    const hidden = [...records.applications.values()].find(({ job }) => job.id === secret.id)!;
    const candidateId = await newPerson();
    simulator.access.confidentialJobs = false;
    const create = { candidateId, jobId: secret.id };
    assert.equal(await refusal('application.create', create), 'job_not_found');
    const change = { applicationId: hidden.id, interviewStageId: hidden.currentInterviewStage.id };
    assert.equal(await refusal('application.changeStage', change), 'application_not_found');
  });
});
