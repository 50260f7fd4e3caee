import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ashbyMethods } from './methods.ts';
import { startAshbySimulator } from './start-ashby-simulator.ts';
import type { AshbySimulator } from './start-ashby-simulator.ts';
import { call, results } from './testing/ashby-client.ts';
import type { Envelope } from './testing/ashby-client.ts';
import { submissionsFor } from './testing/form-submission.ts';
import { loadOracle, oracleSkip } from './testing/openapi-oracle.ts';
import type { Oracle } from './testing/openapi-oracle.ts';
import { uploaded } from './testing/uploads.ts';
import { startWebhookReceiver } from './testing/webhook-receiver.ts';
import type { AshbyApplication, AshbyCandidate, AshbyJob } from './types.ts';
import { webhookTypes } from './webhooks.ts';

type Body = Record<string, unknown>;

const title = 'what the Ashby simulator writes against the vendor’s OpenAPI document';
describe(title, { skip: oracleSkip }, () => {
  let simulator: AshbySimulator;
  let oracle: Oracle;
  let candidates: AshbyCandidate[];
  let applications: AshbyApplication[];
  let jobs: AshbyJob[];
  const answeredMethods = new Set<string>();

  before(async () => {
    oracle = loadOracle();
    simulator = await startAshbySimulator({ candidates: 400 });
    const { records } = simulator.state;
    candidates = [...records.candidates.values()];
    applications = [...records.applications.values()];
    jobs = [...records.jobs.values()].filter(({ status }) => status === 'Open');
  });
  after(() => simulator.close());

  async function check(method: string, body: Body): Promise<Envelope['results']> {
    assert.deepEqual(oracle.complaintsAboutRequest(method, body), [], `request of ${method}`);
    const { envelope } = await call(simulator, method, body);
    assert.equal(envelope.success, true, `${method} ${JSON.stringify(envelope.errorInfo)}`);
    assert.deepEqual(oracle.complaintsAboutAnswer(method, envelope).slice(0, 5), [], method);
    answeredMethods.add(method);
    return envelope.results;
  }

  function stageOf(planId: string, type: string): string {
    const stage = simulator.state.records.stagesOf(planId).find((one) => one.type === type);
    assert.ok(stage !== undefined, type);
    return stage.id;
  }

  function firstId(records: { values: () => Iterable<{ id: string }> }): string {
    const [first] = [...records.values()];
    assert.ok(first !== undefined);
    return first.id;
  }

  it('creates candidates as documented, from the name alone to every field', async () => {
    const { users, sources } = simulator.state.records;
    await check('candidate.create', { name: 'Ada Beispiel' });
    await check('candidate.create', { name: 'Bo Sørensen', location: { country: 'Denmark' } });
    await check('candidate.create', {
      name: 'Chiara Esempio',
      email: 'chiara@example.com',
      phoneNumber: '+39 01 23',
      linkedInUrl: 'https://www.linkedin.com/in/chiara',
      githubUrl: 'https://github.com/chiara',
      website: 'https://chiara.example.com',
      alternateEmailAddresses: ['chiara@example.org'],
      sourceId: firstId(sources),
      creditedToUserId: firstId(users),
      location: { city: 'Torino', region: 'Piemonte', country: 'Italy' },
      createdAt: '2026-01-02T03:04:05.000Z',
    });
  });

  it('changes candidates as documented', async () => {
    const { users, sources, tags } = simulator.state.records;
    for (const { id: candidateId } of candidates.slice(0, 5)) {
      await check('candidate.update', { candidateId });
      await check('candidate.update', {
        candidateId,
        name: 'Dora Ejemplo',
        email: 'dora@example.com',
        phoneNumber: '+34 01 23',
        linkedInUrl: 'https://www.linkedin.com/in/dora',
        githubUrl: 'https://github.com/dora',
        websiteUrl: 'https://dora.example.com',
        alternateEmail: 'dora@example.org',
        sourceId: firstId(sources),
        creditedToUserId: firstId(users),
        location: { city: 'Bilbao', region: 'País Vasco', country: 'Spain' },
        createdAt: '2026-01-02T03:04:05.000Z',
        sendNotifications: false,
      });
      const socialLinks = [{ type: 'CodePen', url: 'https://codepen.io/dora' }];
      await check('candidate.update', { candidateId, socialLinks });
      for (const tagId of [...tags.values()].map(({ id }) => id)) {
        await check('candidate.addTag', { candidateId, tagId });
      }
      await check('candidate.removeTag', { candidateId, tagId: firstId(tags) });
    }
  });

  it('creates tags and notes as documented', async () => {
    await check('candidateTag.create', { title: 'A new tag' });
    await check('candidateTag.create', { title: 'VIP' });
    for (const { id: candidateId } of candidates.slice(0, 3)) {
      await check('candidate.createNote', { candidateId, note: 'Plain' });
      const note = { type: 'text/html', value: '<b>Bold</b>' };
      await check('candidate.createNote', { candidateId, note, sendNotifications: true });
      const createdAt = '2026-01-02T03:04:05.000Z';
      await check('candidate.createNote', { candidateId, note, isPrivate: true, createdAt });
    }
  });

  it('uploads files as documented', async () => {
    for (const fileUploadContext of ['CandidateResume', 'CandidateFiles', 'ApplicationForm']) {
      await check('file.createFileUploadHandle', {
        fileUploadContext,
        filename: 'file.pdf',
        contentType: 'application/pdf',
        contentLength: 5,
      });
    }
    for (const { id: candidateId } of candidates.slice(0, 3)) {
      const resumeHandle = await uploaded(simulator, 'CandidateResume');
      await check('candidate.uploadResume', { candidateId, resumeHandle });
      const fileHandle = await uploaded(simulator, 'CandidateFiles');
      await check('candidate.uploadFile', { candidateId, fileHandle });
    }
  });

  it('creates applications as documented', async () => {
    const { users, sources } = simulator.state.records;
    for (const { id: jobId, defaultInterviewPlanId, interviewPlanIds } of jobs.slice(0, 5)) {
      const { id: candidateId } = await results(simulator, 'candidate.create', { name: 'Eva' });
      await check('application.create', { candidateId, jobId });
      const other = await results(simulator, 'candidate.create', { name: 'Finn' });
      const planId = defaultInterviewPlanId ?? interviewPlanIds[0] ?? '';
      await check('application.create', {
        candidateId: other.id,
        jobId,
        interviewPlanId: planId,
        interviewStageId: stageOf(planId, 'Offer'),
        sourceId: firstId(sources),
        creditedToUserId: firstId(users),
        createdAt: '2026-01-02T03:04:05.000Z',
        applicationHistory: [
          {
            stageId: stageOf(planId, 'Offer'),
            stageNumber: 1,
            enteredStageAt: '2026-01-03T00:00:00Z',
          },
          {
            stageId: stageOf(planId, 'Lead'),
            stageNumber: 0,
            enteredStageAt: '2026-01-02T00:00:00Z',
          },
        ],
      });
    }
  });

  it('moves, archives, updates and transfers applications as documented', async () => {
    const { users, sources, archiveReasons } = simulator.state.records;
    const job = jobs[0] ?? assert.fail();
    const planId = job.interviewPlanIds[0] ?? '';
    const others = applications.filter((one) => one.job.id !== job.id);
    let transferred = 0;
    for (const { id: applicationId, currentInterviewStage, candidate } of others.slice(0, 8)) {
      const { interviewPlanId } = currentInterviewStage;
      for (const type of ['Hired', 'Lead', 'Active']) {
        const interviewStageId = stageOf(interviewPlanId, type);
        await check('application.changeStage', { applicationId, interviewStageId });
      }
      await check('application.changeStage', {
        applicationId,
        interviewStageId: stageOf(interviewPlanId, 'Archived'),
        archiveReasonId: firstId(archiveReasons),
      });
      const sourceId = firstId(sources);
      await check('application.changeSource', { applicationId, sourceId });
      await check('application.update', {
        applicationId,
        sourceId,
        creditedToUserId: firstId(users),
        createdAt: '2026-01-02T03:04:05.000Z',
        sendNotifications: false,
      });
      const own = applications.filter((one) => one.candidate.id === candidate.id);
      if (own.some((one) => one.job.id === job.id)) continue;
      await check('application.transfer', {
        applicationId,
        jobId: job.id,
        interviewPlanId: planId,
        interviewStageId: stageOf(planId, 'Lead'),
        startAutomaticActivities: false,
      });
      transferred += 1;
    }
    assert.ok(transferred >= 3, `${transferred} transferred`);
  });

  it('takes submitted forms as documented, blocked ones included', async () => {
    const { jobPostings, tags } = simulator.state.records;
    const postings = [...jobPostings.values()].filter((posting) =>
      jobs.some(({ id }) => id === posting.jobId),
    );
    assert.ok(postings.length >= 5);
    for (const [index, posting] of postings.slice(0, 8).entries()) {
      const handle = await uploaded(simulator, 'ApplicationForm');
      const email = `form.${index}@example.com`;
      const body = {
        jobPostingId: posting.id,
        applicationForm: { fieldSubmissions: submissionsFor(posting, { email, handle }) },
      };
      const extra = { utmData: { utm_source: 'newsletter' }, tagIds: [firstId(tags)] };
      const first = await check('applicationForm.submit', { ...body, ...extra });
      assert.equal(first.formMessages.blocked, false);
      const allowSubmissionForUnpublishedJobPosting = true;
      const again = { ...body, allowSubmissionForUnpublishedJobPosting };
      assert.equal((await check('applicationForm.submit', again)).formMessages.blocked, true);
    }
  });

  it('sets every type of custom field as documented', async () => {
    const values: Record<string, unknown[]> = {
      Boolean: [true, false],
      CompensationRange: [
        {
          type: 'compensation-range',
          minValue: 1,
          maxValue: 2.5,
          currencyCode: 'EUR',
          interval: '1 YEAR',
        },
      ],
      Currency: [{ value: 10, currencyCode: 'EUR' }],
      Date: ['2027-02-28T00:00:00.000Z'],
      LongText: ['Long\ntext'],
      MultiValueSelect: [['sql', 'figma'], []],
      Number: [3, 2.5],
      NumberRange: [{ type: 'number-range', minValue: 1, maxValue: 2 }],
      String: ['Text'],
      Url: ['https://example.com/report'],
      ValueSelect: ['high'],
    };
    const objects: Record<string, string[]> = {
      Application: applications.slice(0, 3).map(({ id }) => id),
      Candidate: candidates.slice(0, 3).map(({ id }) => id),
      Job: jobs.slice(0, 3).map(({ id }) => id),
    };
    const seen = new Set<string>();
    for (const { id, objectType, fieldType } of simulator.state.records.customFields.values()) {
      for (const objectId of objects[objectType] ?? []) {
        for (const fieldValue of values[fieldType] ?? assert.fail(fieldType)) {
          const body = { objectId, objectType, fieldId: id, fieldValue };
          await check('customField.setValue', body);
          seen.add(fieldType);
        }
      }
    }
    assert.deepEqual([...seen].toSorted(), Object.keys(values));
    // The objects with their new values are still as documented.
    const shown = await call(simulator, 'application.info', { applicationId: applications[0]?.id });
    assert.deepEqual(oracle.complaintsAboutAnswer('application.info', shown.envelope), []);
  });

  it('anonymizes candidates as documented', async () => {
    const over = candidates.filter(({ applicationIds }) =>
      applicationIds.every((id) =>
        ['Archived', 'Hired'].includes(simulator.state.records.applications.get(id).status),
      ),
    );
    assert.ok(over.length > 5);
    for (const { id: candidateId } of over.slice(0, 5)) {
      await check('candidate.anonymize', { candidateId });
    }
  });

  it('keeps webhooks as documented, and sends them as documented', async () => {
    const receiver = await startWebhookReceiver();
    const ids: string[] = [];
    for (const webhookType of webhookTypes) {
      const { url: requestUrl, secret: secretToken } = receiver;
      const body = { webhookType, requestUrl, secretToken };
      ids.push((await check('webhook.create', body)).id);
    }
    changeEverything();
    await simulator.webhooks.settled();
    const sent = new Set<string>();
    for (const { action, data, isSigned } of receiver.received) {
      assert.ok(isSigned, action);
      const complaints = oracle.complaintsAboutWebhook(action, { action, data });
      assert.deepEqual(complaints.slice(0, 5), [], action);
      sent.add(action);
    }
    // Nothing in the simulator switches plans, pushes to an HRIS or answers a survey.
    const never = ['interviewPlanTransition', 'offerCreate', 'pushToHRIS', 'surveySubmit'];
    const expected = [...webhookTypes.filter((type) => !never.includes(type)), 'ping'];
    assert.deepEqual([...sent].toSorted(), expected.toSorted());
    for (const webhookId of ids) {
      await check('webhook.update', { webhookId, enabled: false });
      await check('webhook.delete', { webhookId });
    }
    receiver.close();
  });

  it('has validated an answer of every method that writes', () => {
    const writing = [...ashbyMethods].filter(([, { scope }]) => scope.endsWith(':write'));
    assert.deepEqual([...answeredMethods].toSorted(), writing.map(([name]) => name).toSorted());
  });

  it('would complain about planted errors in requests, answers and webhooks', async () => {
    const right: Record<string, Body> = {
      'candidate.create': { name: 'Ada' },
      'application.changeStage': { applicationId: firstId(simulator.state.records.jobs) },
      'customField.setValue': { objectType: 'Candidate' },
      'webhook.create': { webhookType: 'candidateHire' },
    };
    const wrong: [string, Body][] = [
      ['candidate.create', { name: 3 }],
      ['candidate.create', { name: 'Ada', location: { city: 4 } }],
      ['candidate.create', { name: 'Ada', createdAt: 'yesterday' }],
      ['candidate.update', { candidateId: 'not-a-uuid' }],
      ['candidate.removeTag', { ...right['candidate.create'] }],
      ['application.listHistory', {}],
      ['applicationForm.submit', { jobPostingId: crypto.randomUUID(), applicationForm: {} }],
      ['file.createFileUploadHandle', { fileUploadContext: 'Else' }],
      ['webhook.create', { webhookType: 'jobCreate', requestUrl: 'x', secretToken: 'x' }],
      ...Object.entries(right).slice(1),
    ];
    for (const [method, body] of wrong) {
      const complaints = oracle.complaintsAboutRequest(method, body);
      assert.ok(complaints.length > 0, `${method} ${JSON.stringify(body)} passed`);
    }
    const { envelope } = await call(simulator, 'candidate.create', { name: 'Ada' });
    for (const change of [{ tags: [{}] }, { id: 'x' }, { invented: 1 }, { name: 5 }]) {
      const answer = { ...envelope, results: { ...envelope.results, ...change } };
      const complaints = oracle.complaintsAboutAnswer('candidate.create', answer);
      assert.ok(complaints.length > 0, `${JSON.stringify(change)} passed`);
    }
    const payloads: [string, Body][] = [
      ['candidateDelete', { action: 'candidateMerge', data: {} }],
      ['candidateDelete', { action: 'candidateDelete', data: { candidate: { id: 5 } } }],
      ['applicationUpdate', { action: 'applicationUpdate', data: { application: {} } }],
      ['ping', { action: 'ping', data: {} }],
    ];
    for (const [type, payload] of payloads) {
      assert.ok(oracle.complaintsAboutWebhook(type, payload).length > 0, JSON.stringify(payload));
    }
  });

  function stageInPlanOf(applicationId: string, type: string): string {
    const { currentInterviewStage } = simulator.state.records.applications.get(applicationId);
    return stageOf(currentInterviewStage.interviewPlanId, type);
  }

  /** One change at least for each webhook that the simulator can send. */
  function changeEverything(): void {
    const { state } = simulator;
    const { records } = state;
    const [first, second] = [...records.candidates.values()].filter(
      ({ applicationIds }) => applicationIds.length > 0,
    );
    const applicationId = first!.applicationIds[0]!;
    const { interviewPlanId } = records.applications.get(applicationId).currentInterviewStage;
    for (const offer of [...records.offers.values()].slice(0, 5)) {
      state.moveApplication(offer.applicationId, stageInPlanOf(offer.applicationId, 'Hired'));
      state.changeOffer(offer.id, {});
      state.deleteOffer(offer.id);
    }
    state.moveApplication(applicationId, stageOf(interviewPlanId, 'Active'));
    const { id } = state.addInterview(applicationId, {
      interviewId: firstId(records.interviews),
      interviewerIds: [firstId(records.users)],
      startTime: '2027-01-01T10:00:00.000Z',
      endTime: '2027-01-01T11:00:00.000Z',
    });
    state.cancelInterview(id);
    for (const posting of [...records.jobPostings.values()].slice(0, 5)) {
      state.updatePosting(posting.id, { isPublished: false });
      state.updatePosting(posting.id, { isPublished: true });
    }
    state.addApplication(state.addCandidate({ name: 'Greta Modell' }).id, jobs[0]!.id);
    state.mergeCandidates(first!.id, second!.id);
    state.deleteCandidate(first!.id);
  }
});
