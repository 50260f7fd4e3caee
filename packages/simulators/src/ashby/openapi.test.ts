import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ashbyMethods } from './methods.ts';
import { startAshbySimulator } from './start-ashby-simulator.ts';
import type { AshbySimulator } from './start-ashby-simulator.ts';
import { call, results } from './testing/ashby-client.ts';
import { loadOracle, oracleSkip } from './testing/openapi-oracle.ts';
import type { Oracle } from './testing/openapi-oracle.ts';
import type { AshbyCandidate } from './types.ts';

describe('the Ashby simulator against the vendor’s OpenAPI document', { skip: oracleSkip }, () => {
  let simulator: AshbySimulator;
  let oracle: Oracle;
  const answeredMethods = new Set<string>();

  before(async () => {
    oracle = loadOracle();
    simulator = await startAshbySimulator({ candidates: 400 });
  });
  after(() => simulator.close());

  /** Calls a method with a documented request and checks the answer; returns its results. */
  async function check(method: string, body: Record<string, unknown> = {}): Promise<unknown[]> {
    assert.deepEqual(oracle.complaintsAboutRequest(method, body), [], `request of ${method}`);
    const { envelope } = await call(simulator, method, body);
    assert.equal(envelope.success, true, `${method} ${JSON.stringify(envelope.errorInfo)}`);
    assert.deepEqual(oracle.complaintsAboutAnswer(method, envelope).slice(0, 5), [], method);
    answeredMethods.add(method);
    return [envelope.results].flat();
  }

  const lists: Record<string, Record<string, unknown>[]> = {
    'apiKey.info': [{}],
    'application.list': [
      {},
      { createdAfter: Date.UTC(2025, 0, 1), limit: 100, expand: ['openings'] },
      { status: 'Archived', limit: 50 },
      { status: 'Lead' },
      { status: 'Hired' },
    ],
    'applicationFeedback.list': [{}, { createdAfter: Date.UTC(2025, 0, 1), limit: 100 }],
    'archiveReason.list': [{}, { includeArchived: true }],
    'candidate.list': [{}, { createdAfter: Date.UTC(2025, 0, 1), limit: 30 }],
    'candidate.search': [{ name: 'a' }],
    'candidateTag.list': [{}, { includeArchived: true }],
    'customField.list': [{}],
    'department.list': [{}, { includeArchived: true }],
    'location.list': [{}, { includeArchived: true, includeLocationHierarchy: true }],
    'hiringTeamRole.list': [{}, { namesOnly: false }],
    'interview.list': [
      {},
      {
        includeArchived: true,
        includeNonSharedInterviews: true,
        excludeArchivedScheduleTemplateInterviews: true,
      },
    ],
    'interviewPlan.list': [{}, { includeArchived: true }],
    'interviewSchedule.list': [{}, { createdAfter: Date.UTC(2025, 0, 1) }],
    'job.list': [
      { status: ['Draft', 'Open', 'Closed', 'Archived'], includeUnpublishedJobPostingsIds: true },
      { expand: ['location', 'openings'], createdAfter: 0 },
      { openedAfter: Date.UTC(2024, 0, 1), openedBefore: Date.UTC(2026, 0, 1) },
      { closedAfter: Date.UTC(2024, 0, 1), closedBefore: Date.UTC(2026, 9, 1) },
    ],
    'jobPosting.list': [{}, { listedOnly: true }, { jobBoardId: crypto.randomUUID() }],
    'offer.list': [
      {},
      { offerStatus: ['CandidateAccepted'], acceptanceStatus: ['Accepted'] },
      { approvalStatus: ['Approved', 'Declined', 'WaitingOnApprovals'], createdAfter: 1 },
    ],
    'source.list': [{}, { includeArchived: true }],
    'user.list': [{}, { includeDeactivated: true }],
  };

  for (const [method, bodies] of Object.entries(lists)) {
    it(`answers ${method} as documented`, async () => {
      for (const body of bodies) {
        const shown = await check(method, body);
        assert.ok(shown.length > 0, `${method} ${JSON.stringify(body)} showed nothing to validate`);
      }
    });
  }

  const singles: [list: string, single: string, idField: string, extra: object][] = [
    [
      'application.list',
      'application.info',
      'applicationId',
      { expand: ['openings', 'applicationFormSubmissions', 'referrals'] },
    ],
    ['application.list', 'application.listHistory', 'applicationId', { limit: 2 }],
    ['candidate.list', 'candidate.info', 'id', {}],
    ['interview.list', 'interview.info', 'id', {}],
    ['interviewPlan.list', 'interviewStage.list', 'interviewPlanId', {}],
    ['interviewSchedule.list', 'interviewEvent.list', 'interviewScheduleId', {}],
    [
      'interviewSchedule.list',
      'interviewEvent.list',
      'interviewScheduleId',
      { expand: ['interview'], createdAfter: 1, limit: 5 },
    ],
    ['job.list', 'job.info', 'id', { expand: ['location', 'openings'] }],
    ['jobPosting.list', 'jobPosting.info', 'jobPostingId', { expand: ['job'] }],
    ['offer.list', 'offer.info', 'offerId', {}],
    ['offer.list', 'offer.info', 'offerId', { excludeFormDefinition: true }],
  ];

  for (const [list, single, idField, extra] of singles) {
    it(`answers ${single} as documented for ${JSON.stringify(extra)}`, async () => {
      const records = (await check(list)) as { id: string }[];
      let shown = 0;
      for (const { id } of records.slice(0, 60)) {
        shown += (await check(single, { [idField]: id, ...extra })).length;
      }
      assert.ok(shown >= 3, `${single} validated ${shown} objects only`);
    });
  }

  it('accepts the documented filters by id', async () => {
    const [schedule] = await check('interviewSchedule.list');
    const { applicationId, interviewStageId } = schedule as Record<string, string>;
    await check('interviewSchedule.list', { applicationId, interviewStageId });
    const [offer] = await check('offer.list');
    await check('offer.list', {
      applicationId: (offer as Record<string, string>)['applicationId'],
    });
    const [feedback] = await check('applicationFeedback.list');
    const { applicationId: ratedId } = feedback as Record<string, string>;
    assert.ok((await check('applicationFeedback.list', { applicationId: ratedId })).length > 0);
    const [application] = await check('application.list');
    const { job } = application as { job: { id: string } };
    await check('application.list', { jobId: job.id });
    const [submission] = [...simulator.state.records.submissions.values()];
    await check('application.info', { submittedFormInstanceId: submission?.[0]?.id });
  });

  it('answers for files, notes and webhooks as documented', async () => {
    const candidates = (await check('candidate.list', { limit: 20 })) as AshbyCandidate[];
    const files = candidates.flatMap(({ fileHandles }) => fileHandles);
    assert.ok(files.length > 5);
    for (const { handle } of files) await check('file.info', { fileHandle: handle });
    const { notes: seeded } = simulator.state.records;
    for (const candidateId of [...seeded.keys()].slice(0, 20)) {
      const shown = await check('candidate.listNotes', { candidateId });
      assert.equal(shown.length, Math.min(seeded.get(candidateId)?.length ?? 0, 100));
    }
    const candidateId = candidates.find(({ id }) => !seeded.has(id))?.id;
    for (const isPrivate of [true, false]) {
      await call(simulator, 'candidate.createNote', { candidateId, note: 'A note', isPrivate });
    }
    const bodies = [{ candidateId }, { candidateId, limit: 1, syncToken: 'any' }];
    const notes = await Promise.all(bodies.map((body) => check('candidate.listNotes', body)));
    assert.deepEqual(
      notes.map((shown) => shown.length),
      [2, 1],
    );
    const webhook = {
      webhookType: 'candidateHire',
      requestUrl: 'http://127.0.0.1:9/closed',
      secretToken: 'secret',
    };
    const created = await results(simulator, 'webhook.create', webhook);
    await check('webhook.info', { webhookId: created.id });
  });

  it('answers every seeded feedback, and what is submitted later, as documented', async () => {
    const { state } = simulator;
    const [event] = [...state.records.interviewEvents.values()];
    const [application] = [...state.records.applications.values()];
    const [user] = [...state.records.users.values()];
    assert.ok(event !== undefined && application !== undefined && user !== undefined);
    const { applicationId } = state.records.interviewSchedules.get(event.interviewScheduleId);
    state.submitFeedback(applicationId, { userId: user.id, interviewEventId: event.id });
    state.submitFeedback(application.id, { userId: user.id, submittedValues: { other: null } });
    const all = [...state.records.feedback.values()].filter(
      ({ submittedAt }) => submittedAt !== null,
    );
    let shown = 0;
    for (const rated of new Set(all.map((one) => one.applicationId))) {
      shown += (await check('applicationFeedback.list', { applicationId: rated })).length;
    }
    assert.equal(shown, all.length);
  });

  it('knows exactly the documented request fields of every method', () => {
    assert.ok(ashbyMethods.size >= 49);
    for (const [name, { fields }] of ashbyMethods) {
      const documented = Object.fromEntries(oracle.requestFields(name));
      const ours = Object.entries(fields).map(([field, { isRequired = false }]) => [
        field,
        isRequired,
      ]);
      assert.deepEqual(Object.fromEntries(ours), documented, name);
    }
  });

  it('requires the documented permission for every method', () => {
    for (const [name, { scope }] of ashbyMethods) {
      const [module = '', right = ''] = scope.split(':');
      const written = `${module}${right === 'read' ? 'Read' : 'Write'}`;
      assert.equal(written, oracle.permission(name), name);
    }
  });

  it('has validated an answer of every method that reads', () => {
    const reading = [...ashbyMethods].filter(([, { scope }]) => scope.endsWith(':read'));
    assert.deepEqual([...answeredMethods].toSorted(), reading.map(([name]) => name).toSorted());
  });

  it('would complain about a wrong type, a missing field, an unknown word or an invented field', async () => {
    const { envelope } = await call(simulator, 'application.list', { limit: 1 });
    const changes: Record<string, unknown>[] = [
      { status: 'Rejected' },
      { createdAt: 12 },
      { candidate: undefined },
      { hiringTeam: null },
      { invented: true },
    ];
    for (const change of changes) {
      const broken = JSON.parse(
        JSON.stringify({ ...envelope, results: [{ ...envelope.results[0], ...change }] }),
      ) as unknown;
      const complaints = oracle.complaintsAboutAnswer('application.list', broken);
      assert.ok(complaints.length > 0, `${JSON.stringify(change)} passed`);
    }
    assert.ok(oracle.complaintsAboutRequest('application.list', { status: 'Rejected' }).length > 0);
  });
});
