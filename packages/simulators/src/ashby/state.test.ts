import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { startAshbySimulator } from './start-ashby-simulator.ts';
import type { AshbySimulator } from './start-ashby-simulator.ts';
import { call, readAll, results } from './testing/ashby-client.ts';
import type { Envelope } from './testing/ashby-client.ts';
import type { AshbyApplication, AshbyCandidate, AshbyJob } from './types.ts';

const changedAt = '2026-12-24T10:00:00.000Z';

describe('the state of the Ashby simulator', () => {
  let simulator: AshbySimulator;
  beforeEach(async () => {
    simulator = await startAshbySimulator({ candidates: 150, now: () => Date.parse(changedAt) });
  });
  afterEach(() => simulator.close());

  /** The records that a change shows in a read with a sync token. */
  async function changesOf(
    method: string,
    change: () => void,
    filters: Record<string, unknown> = {},
  ): Promise<Record<string, unknown>[]> {
    const { syncToken } = await readAll(simulator, method, filters);
    change();
    return (await readAll(simulator, method, { ...filters, syncToken })).records;
  }

  function firstApplication(
    accept: (application: AshbyApplication) => boolean = () => true,
  ): AshbyApplication {
    const found = [...simulator.state.records.applications.values()].find(accept);
    assert.ok(found !== undefined);
    return found;
  }

  function firstCandidate(accept: (candidate: AshbyCandidate) => boolean): AshbyCandidate {
    const found = [...simulator.state.records.candidates.values()].find(accept);
    assert.ok(found !== undefined);
    return found;
  }

  function openJob(): AshbyJob {
    const found = [...simulator.state.records.jobs.values()].find((job) => job.status === 'Open');
    assert.ok(found !== undefined);
    return found;
  }

  async function applicationNow(applicationId: string): Promise<Envelope['results']> {
    return results(simulator, 'application.info', { applicationId });
  }

  it('moves an application to another stage, with its history', async () => {
    const { id, currentInterviewStage } = firstApplication(({ status }) => status === 'Active');
    const stages = simulator.state.records.stagesOf(currentInterviewStage.interviewPlanId);
    const hired = stages.find(({ type }) => type === 'Hired');
    const before = (await applicationNow(id))['applicationHistory'].length;
    const shown = await changesOf('application.list', () =>
      simulator.state.moveApplication(id, hired?.id ?? ''),
    );
    assert.deepEqual(
      shown.map((record) => record['id']),
      [id],
    );
    const moved = await applicationNow(id);
    assert.equal(moved['currentInterviewStage'].id, hired?.id);
    assert.equal(moved['status'], 'Hired');
    assert.equal(moved['updatedAt'], changedAt);
    const history = moved['applicationHistory'];
    assert.equal(history.length, before + 1);
    assert.equal(history.at(-2).leftStageAt, changedAt);
    assert.deepEqual(
      [history.at(-1).stageId, history.at(-1).enteredStageAt, history.at(-1).leftStageAt],
      [hired?.id, changedAt, null],
    );
  });

  it('refuses to move an application to a stage of another plan', () => {
    const { id, currentInterviewStage } = firstApplication();
    const foreign = [...simulator.state.records.interviewStages.values()].find(
      ({ interviewPlanId }) => interviewPlanId !== currentInterviewStage.interviewPlanId,
    );
    assert.throws(
      () => simulator.state.moveApplication(id, foreign?.id ?? ''),
      /another interview plan/,
    );
  });

  it('archives an application with a reason, and moving it back opens it again', async () => {
    const { id, currentInterviewStage } = firstApplication(({ status }) => status === 'Active');
    const [reason] = [...simulator.state.records.archiveReasons.values()];
    const stage = currentInterviewStage.id;
    simulator.state.archiveApplication(id, reason?.id ?? '');
    const archived = await applicationNow(id);
    assert.equal(archived['status'], 'Archived');
    assert.equal(archived['archivedAt'], changedAt);
    assert.equal(archived['archiveReason'].text, reason?.text);
    assert.equal(archived['currentInterviewStage'].type, 'Archived');
    simulator.state.moveApplication(id, stage);
    const reopened = await applicationNow(id);
    assert.deepEqual(
      [reopened['status'], reopened['archivedAt'], reopened['archiveReason']],
      ['Active', null, null],
    );
  });

  it('renames a stage everywhere, counting the plan but not the applications as changed', async () => {
    const application = firstApplication();
    const { id, interviewPlanId } = application.currentInterviewStage;
    const rename = (): void => simulator.state.renameStage(id, 'Neue Stufe');
    assert.deepEqual(await changesOf('application.list', rename), []);
    const plans = await changesOf('interviewPlan.list', rename, { includeArchived: true });
    assert.deepEqual(
      plans.map((plan) => plan['id']),
      [interviewPlanId],
    );
    const stages = await results(simulator, 'interviewStage.list', { interviewPlanId });
    const titles = stages.map((stage: { title: string }) => stage.title);
    assert.ok(titles.includes('Neue Stufe'));
    const shown = await applicationNow(application.id);
    assert.equal(shown['currentInterviewStage'].title, 'Neue Stufe');
  });

  it('keeps the order of stages when one of them is renamed', async () => {
    const [stage] = [...simulator.state.records.interviewStages.values()];
    simulator.state.renameStage(stage?.id ?? '', 'Renamed');
    const body = { interviewPlanId: stage?.interviewPlanId };
    const [first] = await results(simulator, 'interviewStage.list', body);
    assert.equal(first.title, 'Renamed');
  });

  it('renames a job, also where applications repeat it', async () => {
    const { id, job } = firstApplication();
    const shown = await changesOf(
      'job.list',
      () => simulator.state.renameJob(job.id, 'Chief Baker'),
      { status: ['Open', 'Closed', 'Archived', 'Draft'] },
    );
    assert.deepEqual(
      shown.map((record) => [record['id'], record['title'], record['updatedAt']]),
      [[job.id, 'Chief Baker', changedAt]],
    );
    assert.equal((await applicationNow(id))['job'].title, 'Chief Baker');
  });

  it('adds a person with an application in the first stage of the job', async () => {
    const job = openJob();
    const email = { value: 'ada.neu@example.com', type: 'Work', isPrimary: true } as const;
    const candidate = simulator.state.addCandidate({ name: 'Ada Neu', emailAddresses: [email] });
    const application = simulator.state.addApplication(candidate.id, job.id);
    const [found] = await results(simulator, 'candidate.search', { email: 'ADA.neu@example.com' });
    assert.equal(found.id, candidate.id);
    assert.deepEqual(found.applicationIds, [application.id]);
    assert.deepEqual(found.primaryEmailAddress, email);
    const shown = await applicationNow(application.id);
    const [first] = simulator.state.records.stagesOf(job.defaultInterviewPlanId ?? '');
    assert.equal(shown['currentInterviewStage'].id, first?.id);
    assert.equal(shown['candidate'].name, 'Ada Neu');
    assert.equal(shown['applicationHistory'].length, 1);
  });

  it('changes a person, also where applications repeat it', async () => {
    const candidate = firstCandidate(({ applicationIds }) => applicationIds.length > 1);
    const shown = await changesOf('candidate.list', () =>
      simulator.state.updateCandidate(candidate.id, { name: 'Anders Genannt' }),
    );
    assert.deepEqual(
      shown.map((record) => [record['id'], record['name'], record['updatedAt']]),
      [[candidate.id, 'Anders Genannt', changedAt]],
    );
    for (const applicationId of candidate.applicationIds) {
      assert.equal((await applicationNow(applicationId))['candidate'].name, 'Anders Genannt');
    }
  });

  it('deletes a person with the applications, interviews and offers', async () => {
    const { records } = simulator.state;
    const [offer] = [...records.offers.values()];
    const { candidate } = records.applications.get(offer?.applicationId ?? '');
    const { applicationIds } = records.candidates.get(candidate.id);
    const [applicationId = ''] = applicationIds;
    const [interview] = [...records.interviews.values()];
    simulator.state.addInterview(applicationId, {
      interviewId: interview?.id ?? '',
      interviewerIds: [],
      startTime: changedAt,
      endTime: changedAt,
    });
    simulator.state.deleteCandidate(candidate.id);
    const gone = await call(simulator, 'candidate.info', { id: candidate.id });
    assert.equal(gone.envelope.errorInfo?.code, 'candidate_not_found');
    for (const id of applicationIds) {
      assert.equal(
        (await call(simulator, 'application.info', { applicationId: id })).envelope.success,
        false,
      );
      assert.deepEqual(
        await results(simulator, 'interviewSchedule.list', { applicationId: id }),
        [],
      );
      assert.deepEqual(await results(simulator, 'offer.list', { applicationId: id }), []);
    }
  });

  it('tags, untags and archives tags', async () => {
    const { id } = firstCandidate(({ tags }) => tags.length === 0);
    const [tag] = [...simulator.state.records.tags.values()];
    const tagId = tag?.id ?? '';
    const tagsNow = async (): Promise<unknown> =>
      (await results(simulator, 'candidate.info', { id })).tags;
    const shown = await changesOf('candidate.list', () => simulator.state.tagCandidate(id, tagId));
    assert.deepEqual(
      shown.map((record) => record['id']),
      [id],
    );
    simulator.state.tagCandidate(id, tagId);
    assert.deepEqual(await tagsNow(), [{ id: tagId, title: tag?.title, isArchived: false }]);
    simulator.state.archiveTag(tagId);
    assert.deepEqual(await tagsNow(), [{ id: tagId, title: tag?.title, isArchived: true }]);
    const listed = await results(simulator, 'candidateTag.list');
    assert.ok(!listed.some((one: { id: string }) => one.id === tagId));
    simulator.state.untagCandidate(id, tagId);
    assert.deepEqual(await tagsNow(), []);
  });

  it('schedules an interview and cancels it', async () => {
    const { id, currentInterviewStage } = firstApplication(({ status }) => status === 'Active');
    const [interview] = [...simulator.state.records.interviews.values()];
    const [user] = [...simulator.state.records.users.values()];
    const schedule = simulator.state.addInterview(id, {
      interviewId: interview?.id ?? '',
      interviewerIds: [user?.id ?? ''],
      startTime: '2027-01-05T09:00:00.000Z',
      endTime: '2027-01-05T10:00:00.000Z',
      meetingLink: 'https://meet.example.com/abc',
    });
    const listed = await results(simulator, 'interviewSchedule.list', { applicationId: id });
    const shown = listed.find((one: { id: string }) => one.id === schedule.id);
    assert.equal(shown.status, 'Scheduled');
    assert.equal(shown.interviewStageId, currentInterviewStage.id);
    assert.deepEqual(shown.interviewEvents[0].interviewerUserIds, [user?.id]);
    assert.equal(shown.interviewEvents[0].interviewers[0].email, user?.email);
    const events = await results(simulator, 'interviewEvent.list', {
      interviewScheduleId: schedule.id,
      expand: ['interview'],
    });
    assert.equal(events[0].interview.title, interview?.title);
    const cancelled = await changesOf('interviewSchedule.list', () =>
      simulator.state.cancelInterview(schedule.id),
    );
    assert.deepEqual(
      cancelled.map((one) => [one['id'], one['status']]),
      [[schedule.id, 'Cancelled']],
    );
  });

  it('changes an offer and its newest version', async () => {
    const [offer] = [...simulator.state.records.offers.values()];
    const offerId = offer?.id ?? '';
    const startDate = '2027-03-01T00:00:00.000Z';
    const shown = await changesOf('offer.list', () =>
      simulator.state.changeOffer(offerId, {
        offerStatus: 'CandidateRejected',
        acceptanceStatus: 'Declined',
        latestVersion: { startDate },
      }),
    );
    assert.deepEqual(
      shown.map((one) => one['id']),
      [offerId],
    );
    const now = await results(simulator, 'offer.info', { offerId });
    assert.equal(now.offerStatus, 'CandidateRejected');
    assert.equal(now.latestVersion.startDate, startDate);
    assert.deepEqual(now.versions.at(-1), now.latestVersion);
    assert.equal(now.formDefinition.sections.length, 1);
  });

  it('publishes and unpublishes postings', async () => {
    const [posting] = await results(simulator, 'jobPosting.list');
    const isListed = async (): Promise<boolean> =>
      (await results(simulator, 'jobPosting.list')).some(
        (one: { id: string }) => one.id === posting.id,
      );
    const postingIds = async (extra = {}): Promise<string[]> =>
      (await results(simulator, 'job.info', { id: posting.jobId, ...extra })).jobPostingIds;
    assert.ok((await postingIds()).includes(posting.id));
    simulator.state.updatePosting(posting.id, { isPublished: false, title: 'Hidden' });
    assert.equal(await isListed(), false);
    assert.ok(!(await postingIds()).includes(posting.id));
    const all = await postingIds({ includeUnpublishedJobPostingsIds: true });
    assert.ok(all.includes(posting.id));
    const shown = await results(simulator, 'jobPosting.info', { jobPostingId: posting.id });
    assert.deepEqual([shown.title, shown.updatedAt], ['Hidden', changedAt]);
    simulator.state.updatePosting(posting.id, { isPublished: true });
    assert.equal(await isListed(), true);
  });

  it('shows who referred a person only when asked, and only for referrals', async () => {
    const referral = firstApplication(
      ({ source, creditedToUser }) =>
        source?.sourceType?.title === 'Referral' && creditedToUser !== null,
    );
    const other = firstApplication(({ source }) => source?.sourceType?.title === 'Inbound');
    const expand = ['referrals'];
    const referralsOf = async (applicationId: string): Promise<Envelope['results']> =>
      (await results(simulator, 'application.info', { applicationId, expand })).referrals;
    assert.deepEqual(await referralsOf(referral.id), [
      { user: referral.creditedToUser, referredAt: referral.createdAt },
    ]);
    assert.deepEqual(await referralsOf(other.id), []);
    assert.equal((await applicationNow(referral.id))['referrals'], undefined);
  });

  it('finds an application by what was submitted, and shows the answers only when asked', async () => {
    const [entry] = [...simulator.state.records.submissions];
    const [applicationId, [submission] = []] = entry ?? [];
    const expand = ['applicationFormSubmissions'];
    const found = await results(simulator, 'application.info', {
      submittedFormInstanceId: submission?.id,
      expand,
    });
    assert.equal(found.id, applicationId);
    assert.deepEqual(found.applicationFormSubmissions, [submission]);
    const plain = await applicationNow(applicationId ?? '');
    assert.equal(plain['applicationFormSubmissions'], undefined);
  });

  it('takes malformed values, and shows them as a change', async () => {
    const { id } = firstApplication();
    const shown = await changesOf('application.list', () =>
      simulator.state.put('applications', id, {
        status: 'Teleported',
        candidate: 7,
        createdAt: null,
      }),
    );
    assert.deepEqual(
      shown.map((one) => [one['id'], one['status'], one['candidate'], one['createdAt']]),
      [[id, 'Teleported', 7, null]],
    );
  });

  it('takes whole records', async () => {
    const tag = { id: crypto.randomUUID(), title: 'Inserted', isArchived: false };
    simulator.state.insert('tags', tag);
    const listed = await results(simulator, 'candidateTag.list');
    assert.deepEqual(listed.at(-1), tag);
  });

  it('throws on records that do not exist', () => {
    const id = crypto.randomUUID();
    assert.throws(() => simulator.state.renameJob(id, 'x'), new RegExp(id));
    assert.throws(() => simulator.state.put('users', id, {}), new RegExp(id));
  });
});
