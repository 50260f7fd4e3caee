import { after, afterEach, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AshbySimulator } from '@hirewire/simulators';
import type { Kombo } from '@kombo-api/sdk';
import { KomboAtsError } from '@kombo-api/sdk/models/errors';
import { answersTo, canBeComplete, pdf } from './answers.ts';
import { createOfficialSdk, listAll } from './official-sdk.ts';
import { type RunningHirewire, type Tenant, startHirewire } from './start-hirewire.ts';

describe('actions of the official TypeScript SDK change Ashby, and show at once', () => {
  let hirewire: RunningHirewire;
  let ashby: AshbySimulator;
  let tenant: Tenant;
  let kombo: Kombo;

  before(async () => {
    hirewire = await startHirewire();
    ashby = await hirewire.startSimulator({ candidates: 50, seed: 7 });
    tenant = await hirewire.createTenant({ environment: 'Acme Jobs (Prod)', simulator: ashby });
    await hirewire.waitForSync(tenant.integrationId);
    ({ kombo } = createOfficialSdk(hirewire.url, tenant));
  });
  afterEach(() => ashby.faults.clear());
  after(() => hirewire.close());

  const records = () => ashby.state.records;
  const notesOf = (candidateId: string): string[] =>
    (records().notes.get(candidateId) ?? []).map(({ content }) => content);

  /** An application in progress, with our id and that of Ashby. */
  async function findApplication(skip = 0) {
    const applications = await listAll(kombo, 'applications', { outcomes: ['PENDING'] });
    const found = applications.filter(({ remote_id }) => {
      const { status, candidate } = records().applications.get(remote_id ?? '');
      const isAlone = records().candidates.get(candidate.id).applicationIds.length === 1;
      return status === 'Active' && isAlone && otherStageOf(remote_id ?? '') !== undefined;
    })[skip];
    assert.ok(found?.remote_id && found.candidate && found.job);
    return {
      id: found.id,
      candidateId: found.candidate.id,
      jobId: found.job.id,
      remote: records().applications.get(found.remote_id),
    };
  }
  /** A stage of the same plan that the application could be moved to. */
  function otherStageOf(applicationId: string) {
    const { currentInterviewStage: current } = records().applications.get(applicationId);
    const stages = records().stagesOf(current.interviewPlanId);
    return stages.find(({ type, id }) => type === 'Active' && id !== current.id);
  }
  async function findOpenJob() {
    const jobs = await listAll(kombo, 'jobs', { statuses: ['OPEN'] });
    const job = jobs.find((one) => answersTo(one).length > 4 && canBeComplete(one));
    assert.ok(job);
    return job;
  }
  async function expectError(call: Promise<unknown>, code: string): Promise<string> {
    const failure = await call.then(
      () => assert.fail('it should have failed'),
      (error: unknown) => error,
    );
    assert.ok(failure instanceof KomboAtsError, String(failure));
    assert.equal(failure.error.code, code, failure.error.message);
    assert.match(failure.error.log_url ?? '', /\/hirewire\/v1\/interactions\/\w{24}$/);
    return failure.error.message;
  }
  /** Records of a list that have changed since; what a client that polls would see. */
  const changedSince = async (list: 'applications' | 'candidates' | 'tags', updated_after: Date) =>
    (await listAll(kombo, list, { updated_after, include_deleted: true })).map(({ id }) => id);

  async function expectStable(): Promise<void> {
    const before = await listAll(kombo, 'applications', { include_deleted: true });
    const people = await listAll(kombo, 'candidates', { include_deleted: true });
    await hirewire.sync(tenant.integrationId, 'DELTA');
    await hirewire.sync(tenant.integrationId, 'FULL');
    const withoutTimes = (list: readonly { changed_at: Date }[]) =>
      list.map((record) => ({ ...record, changed_at: null }));
    assert.deepEqual(
      withoutTimes(await listAll(kombo, 'applications', { include_deleted: true })),
      withoutTimes(before),
    );
    assert.deepEqual(
      withoutTimes(await listAll(kombo, 'candidates', { include_deleted: true })),
      withoutTimes(people),
    );
  }

  describe('createApplication', () => {
    it('creates candidate and application with everything that Ashby has a place for', async () => {
      const job = await findOpenJob();
      const startedAt = new Date();
      const { data, warnings } = await kombo.ats.createApplication({
        job_id: job.id,
        body: {
          candidate: {
            first_name: 'Ada',
            last_name: 'Beispiel',
            email_address: 'ada.beispiel@example.com',
            additional_email_addresses: [{ type: 'WORK', email_address: 'ada@work.example.com' }],
            company: 'Example Dockyard',
            title: 'Welder',
            phone_number: '+49 30 0123',
            location: { country: 'DE', city: 'Leipzig', street_1: 'Beispielweg 1' },
            gender: 'FEMALE',
            availability_date: new Date('2027-02-01'),
            salary_expectations: { period: 'YEAR', amount: 60_000 },
            social_links: [
              { url: 'https://www.linkedin.com/in/ada' },
              { url: 'https://a.example' },
            ],
          },
          attachments: [
            { name: 'cv.pdf', type: 'CV', content_type: 'application/pdf', data: pdf },
            {
              name: 'letter.pdf',
              type: 'COVER_LETTER',
              content_type: 'application/pdf',
              data: pdf,
            },
          ],
        },
      });
      assert.equal(data.candidate?.first_name, 'Ada');
      assert.equal(data.job?.id, job.id);
      assert.equal(data.outcome, 'PENDING');
      const application = records().applications.get(data.remote_id ?? '');
      const candidate = records().candidates.get(application.candidate.id);
      assert.equal(candidate.name, 'Ada Beispiel');
      assert.equal(candidate.primaryEmailAddress?.value, 'ada.beispiel@example.com');
      assert.ok(candidate.emailAddresses.some(({ value }) => value === 'ada@work.example.com'));
      assert.equal(candidate.primaryPhoneNumber?.value, '+49 30 0123');
      assert.ok(candidate.socialLinks.some(({ type }) => type === 'LinkedIn'));
      assert.equal(candidate.resumeFileHandle?.name, 'cv.pdf');
      assert.ok(candidate.fileHandles.some(({ name }) => name === 'letter.pdf'));
      assert.notEqual(application.currentInterviewStage.type, 'Lead');
      assert.match(notesOf(candidate.id).join('\n'), /Company: Example Dockyard\nTitle: Welder/);
      assert.ok(!notesOf(candidate.id).join('\n').includes('FEMALE'));
      const said = warnings.map(({ message }) => message).join('\n');
      assert.match(said, /no source "Acme Jobs"/);
      assert.match(said, /`gender` was not sent/);
      assert.ok((await changedSince('applications', startedAt)).includes(data.id));
      assert.ok((await changedSince('candidates', startedAt)).includes(data.candidate.id));
      await expectStable();
    });

    it('submits the answers to the questions of the job', async () => {
      const job = await findOpenJob();
      const answers = answersTo(job);
      const stage = job.stages.findLast(({ name }) => !/archive|hired|lead/i.test(name ?? ''));
      assert.ok(stage);
      const { data, warnings } = await kombo.ats.createApplication({
        job_id: `remote:${job.remote_id}`,
        body: {
          stage_id: stage.id,
          candidate: {
            first_name: 'Mo',
            last_name: 'Muster',
            email_address: 'mo.muster@example.com',
            phone_number: '+49 40 555',
          },
          screening_question_answers: [...answers, { question_id: 'nobody-asked', answer: 'x' }],
        },
      });
      assert.equal(data.current_stage?.id, stage.id);
      const submitted = records().submissions.get(data.remote_id ?? '') ?? [];
      const values = submitted.flatMap(({ submittedValues }) => Object.keys(submittedValues));
      assert.ok(values.length > answers.length, 'name, e-mail and the answers');
      // Files are no answers on the wire.
      const shown = answers.filter(
        ({ answer }) => typeof answer !== 'object' || Array.isArray(answer),
      );
      assert.equal(data.screening_question_answers?.length, shown.length);
      const candidate = records().candidates.get(
        records().applications.get(data.remote_id ?? '').candidate.id,
      );
      assert.equal(candidate.primaryPhoneNumber?.value, '+49 40 555');
      assert.match(
        warnings.map(({ message }) => message).join('\n'),
        /"nobody-asked" was not submitted/,
      );
    });

    it('refuses an answer that does not fit its question, and names it', async () => {
      const job = await findOpenJob();
      const question = job.screening_questions.find(
        ({ format }) => format?.type === 'SINGLE_SELECT',
      );
      assert.ok(question);
      const before = [...records().applications.values()].length;
      const message = await expectError(
        kombo.ats.createApplication({
          job_id: job.id,
          body: {
            candidate: { first_name: 'A', last_name: 'B', email_address: 'a.b@example.com' },
            screening_question_answers: [{ question_id: question.id, answer: 'no option' }],
          },
        }),
        'PLATFORM.INPUT_INVALID',
      );
      assert.ok(message.includes(question.title ?? ''), message);
      assert.equal([...records().applications.values()].length, before);
    });

    it('attaches to the candidate who has the e-mail address, in whatever case', async () => {
      const job = await findOpenJob();
      const candidate = ashby.state.addCandidate({
        name: 'Kim Alias',
        emailAddresses: [{ value: 'Kim@Example.com', type: 'Personal', isPrimary: true }],
        primaryEmailAddress: { value: 'Kim@Example.com', type: 'Personal', isPrimary: true },
      });
      const { data } = await kombo.ats.createApplication({
        job_id: job.id,
        body: { candidate: { first_name: 'K', last_name: 'A', email_address: 'kim@example.com' } },
      });
      assert.equal(data.candidate?.remote_id, candidate.id);
      assert.equal(records().candidates.get(candidate.id).name, 'Kim Alias');
      await expectError(
        kombo.ats.createApplication({
          job_id: job.id,
          body: {
            candidate: { first_name: 'K', last_name: 'A', email_address: 'KIM@example.com' },
          },
        }),
        'ATS.APPLICATION_ALREADY_EXISTS',
      );
      assert.equal(records().candidates.get(candidate.id).applicationIds.length, 1);
    });

    it('refuses a job that is closed', async () => {
      const [job] = await listAll(kombo, 'jobs', { statuses: ['CLOSED'] });
      assert.ok(job);
      const person = { first_name: 'A', last_name: 'B', email_address: 'late@example.com' };
      await expectError(
        kombo.ats.createApplication({ job_id: job.id, body: { candidate: person } }),
        'ATS.JOB_CLOSED',
      );
      assert.ok(![...records().candidates.values()].some(({ name }) => name === 'A B'));
    });

    it('succeeds with a warning when a file cannot be attached afterwards', async () => {
      const job = await findOpenJob();
      ashby.faults.add({ kind: '500', matching: 'candidate.uploadResume' });
      const { data, warnings } = await kombo.ats.createApplication({
        job_id: job.id,
        body: {
          candidate: { first_name: 'Fay', last_name: 'Ler', email_address: 'fay@example.com' },
          attachments: [{ name: 'cv.pdf', type: 'CV', content_type: 'application/pdf', data: pdf }],
        },
      });
      assert.ok(data.id);
      assert.match(warnings.map(({ message }) => message).join(), /"cv.pdf" could not be attached/);
    });
  });

  it('createCandidate answers with the candidate and the application', async () => {
    const job = await findOpenJob();
    const { data } = await kombo.ats.createCandidate({
      candidate: { first_name: 'Cy', last_name: 'Example', email_address: 'cy@example.com' },
      application: { job_id: job.id },
    });
    assert.equal(data.last_name, 'Example');
    assert.equal(data.applications[0]?.job?.id, job.id);
    assert.equal(records().candidates.get(data.remote_id).applicationIds.length, 1);
  });

  it('moveApplicationToStage moves, and shows it in both lists at once', async () => {
    const { id, jobId, candidateId, remote } = await findApplication();
    const [job] = await listAll(kombo, 'jobs', { ids: [jobId] });
    const wanted = otherStageOf(remote.id);
    const stage = job?.stages.find(({ remote_id: stageId }) => stageId === wanted?.id);
    assert.ok(stage);
    const startedAt = new Date();
    const { data } = await kombo.ats.moveApplicationToStage({
      application_id: id,
      body: { stage_id: stage.id },
    });
    assert.deepEqual(data, {});
    assert.equal(records().applications.get(remote.id).currentInterviewStage.id, wanted?.id);
    const [shown] = await listAll(kombo, 'applications', { ids: [id] });
    assert.equal(shown?.current_stage?.id, stage.id);
    assert.ok((await changedSince('candidates', startedAt)).includes(candidateId));
    await expectStable();
  });

  it('moveApplicationToStage refuses a stage of another job, and one that takes a reason', async () => {
    const { id, jobId, remote } = await findApplication();
    const [job] = await listAll(kombo, 'jobs', { ids: [jobId] });
    const known = new Set(job?.stages.map(({ id: stageId }) => stageId));
    const foreign = (await listAll(kombo, 'application_stages')).find(
      ({ id: stageId }) => !known.has(stageId),
    );
    const archived = job?.stages.find(({ remote_id: stageId }) =>
      records()
        .stagesOf(remote.currentInterviewStage.interviewPlanId)
        .some((stage) => stage.id === stageId && stage.type === 'Archived'),
    );
    assert.ok(foreign && archived);
    const message = await expectError(
      kombo.ats.moveApplicationToStage({ application_id: id, body: { stage_id: foreign.id } }),
      'PLATFORM.INPUT_INVALID',
    );
    assert.match(message, /does not belong to the job/);
    await expectError(
      kombo.ats.moveApplicationToStage({ application_id: id, body: { stage_id: archived.id } }),
      'REMOTE.INPUT_INVALID',
    );
  });

  it('rejectApplication turns down with the reason and its note', async () => {
    const { id, remote } = await findApplication(1);
    const [reason] = await listAll(kombo, 'rejection_reasons');
    assert.ok(reason);
    // Whoever an earlier test has made may have some.
    const notes = notesOf(remote.candidate.id);
    await kombo.ats.rejectApplication({
      application_id: id,
      body: { rejection_reason_id: reason.id, note: 'Position filled.' },
    });
    const application = records().applications.get(remote.id);
    assert.equal(application.status, 'Archived');
    assert.equal(application.archiveReason?.id, reason.remote_id);
    assert.deepEqual(notesOf(remote.candidate.id), [...notes, 'Position filled.']);
    const [shown] = await listAll(kombo, 'applications', { ids: [id] });
    assert.equal(shown?.outcome, 'DECLINED');
    assert.equal(shown.rejection_reason_name, reason.name);
    await expectStable();
  });

  it('addApplicationNote writes a note on the candidate and says so', async () => {
    const { id, remote } = await findApplication(2);
    const { warnings } = await kombo.ats.addApplicationNote({
      application_id: id,
      body: { content: 'Call <back> & ask', content_type: 'PLAIN_TEXT' },
    });
    assert.ok(notesOf(remote.candidate.id).includes('Call <back> & ask'));
    assert.match(warnings[0]?.message ?? '', /on the candidate/);
  });

  it('remote fields that Ashby does not have are told, not dropped', async () => {
    const { id } = await findApplication(2);
    // The SDK leaves out what its types do not know.
    const answer = await fetch(`${hirewire.url}/ats/applications/${id}/notes`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${tenant.apiKey}`,
        'X-Integration-Id': tenant.integrationId,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({
        content: 'Call back',
        content_type: 'PLAIN_TEXT',
        remote_fields: { ashby: { pinned: true } },
      }),
    });
    assert.equal(answer.status, 200);
    assert.match(await answer.text(), /`remote_fields\.ashby` was not sent/);
  });

  it('result links become notes, or values of the custom field that the customer names', async () => {
    const { id, candidateId, remote } = await findApplication(3);
    const body = {
      label: 'Test result',
      url: 'https://tests.example.com/42',
      details: { custom_field_name_prefix: 'Acme:', attributes: [{ key: 'Score', value: '97 %' }] },
    };
    const asNote = await kombo.ats.addApplicationResultLink({ application_id: id, body });
    await kombo.ats.addCandidateResultLink({ candidate_id: candidateId, body });
    const note = 'Test result: https://tests.example.com/42\nScore: 97 %';
    assert.deepEqual(notesOf(remote.candidate.id).slice(-2), [note, note]);
    assert.match(asNote.warnings[0]?.message ?? '', /result_link_field/);

    const field = {
      id: '7d9f4a52-0000-4000-8000-000000000001',
      title: 'Assessment',
      isPrivate: false,
    };
    ashby.state.insert('customFields', {
      ...[...records().customFields.values()][0]!,
      ...field,
      objectType: 'Application',
      fieldType: 'Url',
    });
    const other = await hirewire.createTenant({
      environment: 'With a field',
      simulator: ashby,
      settings: { result_link_field: 'assessment' },
    });
    await hirewire.waitForSync(other.integrationId);
    const sdk = createOfficialSdk(hirewire.url, other).kombo;
    const [same] = await listAll(sdk, 'applications', { remote_ids: [remote.id] });
    assert.ok(same);
    const { warnings } = await sdk.ats.addApplicationResultLink({ application_id: same.id, body });
    const set = records()
      .applications.get(remote.id)
      .customFields.find((one) => one.id === field.id);
    assert.equal(set?.value, body.url);
    assert.match(warnings[0]?.message ?? '', /no custom field for "Score"/);
    const [shown] = await listAll(sdk, 'applications', { ids: [same.id] });
    assert.equal(
      (shown?.custom_fields as Record<string, unknown> | undefined)?.[field.id],
      body.url,
    );
    // What the other integration did, this one learns by a sync.
    await hirewire.sync(tenant.integrationId, 'DELTA');
  });

  it('attachments arrive from base64 and from an address, and come back byte for byte', async () => {
    const { id, candidateId, remote } = await findApplication(4);
    const text = 'A letter – „invented“.\n'.repeat(2000);
    const host = createServer((_, response) =>
      response.writeHead(200, { 'content-type': 'text/plain' }).end(text),
    );
    await new Promise<void>((resolve) => void host.listen(0, '127.0.0.1', resolve));
    const { port } = host.address() as AddressInfo;
    try {
      await kombo.ats.addApplicationAttachment({
        application_id: id,
        body: {
          attachment: { name: 'cv.pdf', type: 'CV', content_type: 'application/pdf', data: pdf },
        },
      });
      const data_url = `http://127.0.0.1:${port}/letter.txt`;
      await kombo.ats.addCandidateAttachment({
        candidate_id: candidateId,
        body: { attachment: { name: 'letter.txt', type: 'COVER_LETTER', data_url } },
      });
    } finally {
      host.close();
    }
    assert.equal(records().candidates.get(remote.candidate.id).resumeFileHandle?.name, 'cv.pdf');
    const ofApplication = await kombo.ats.getApplicationAttachments({ application_id: id });
    const ofCandidate = await kombo.ats.getCandidateAttachments({ candidate_id: candidateId });
    assert.deepEqual(
      ofCandidate.data.results.map(({ file_name: name }) => name),
      ofApplication.data.results.map(({ file_name: name }) => name),
    );
    const cv = ofCandidate.data.results.find(({ type }) => type === 'CV');
    const letter = ofCandidate.data.results.find(({ file_name: name }) => name === 'letter.txt');
    assert.ok(cv && letter);
    assert.equal(
      Buffer.from(await (await fetch(cv.data_url)).arrayBuffer()).toString('base64'),
      pdf,
    );
    assert.equal(await (await fetch(letter.data_url)).text(), text);
    assert.equal(letter.content_type, 'text/plain');
  });

  it('addCandidateTag makes the tag, and both tag actions may be repeated', async () => {
    const { candidateId, remote } = await findApplication(5);
    const startedAt = new Date();
    const request = { candidate_id: candidateId, body: { tag: { name: 'Excited' } } };
    for (let time = 0; time < 2; time += 1) await kombo.ats.addCandidateTag(request);
    const titles = () =>
      records()
        .candidates.get(remote.candidate.id)
        .tags.map(({ title }) => title);
    assert.equal(titles().filter((title) => title === 'Excited').length, 1);
    const [shown] = await listAll(kombo, 'candidates', { ids: [candidateId] });
    assert.ok(shown?.tags.some(({ name }) => name === 'Excited'));
    assert.equal((await changedSince('tags', startedAt)).length, 1);
    const lower = { candidate_id: candidateId, body: { tag: { name: 'excited' } } };
    for (let time = 0; time < 2; time += 1) await kombo.ats.removeCandidateTag(lower);
    assert.ok(!titles().includes('Excited'));
    const [without] = await listAll(kombo, 'candidates', { ids: [candidateId] });
    assert.ok(!without?.tags.some(({ name }) => name === 'Excited'));
    await expectStable();
  });

  it('importTrackedApplication says that Ashby has no form of ids', async () => {
    const message = await expectError(
      kombo.ats.importTrackedApplication({
        tracked_at: new Date(0),
        successfactors: { id_type: 'application_remote_id', application_remote_id: '1' },
      }),
      'INTEGRATION.ACTION_NOT_AVAILABLE',
    );
    assert.match(message, /Ashby/);
  });

  describe('failures of Ashby', () => {
    const note = async () => {
      const { id } = await findApplication(6);
      const body = { content: 'x', content_type: 'PLAIN_TEXT' } as const;
      return kombo.ats.addApplicationNote({ application_id: id, body });
    };
    const cases = [
      // The key is good for everything else.
      ['401', 'INTEGRATION.PERMISSION_MISSING'],
      ['500', 'REMOTE.UNKNOWN_HTTP_ERROR'],
      ['502-html', 'REMOTE.UNKNOWN_HTTP_ERROR'],
      ['cut-json', 'REMOTE.UNKNOWN_HTTP_ERROR'],
      ['reset', 'PLATFORM.TASK_TIMED_OUT'],
    ] as const;
    for (const [kind, code] of cases) {
      it(`${kind} is ${code}, and the note is sent once`, async () => {
        ashby.faults.add({ kind, matching: 'candidate.createNote' });
        const before = ashby
          .requests()
          .filter(({ path }) => path === '/candidate.createNote').length;
        await expectError(note(), code);
        const after = ashby
          .requests()
          .filter(({ path }) => path === '/candidate.createNote').length;
        assert.equal(after - before, 1);
      });
    }

    it('401 to everything is INTEGRATION.AUTHENTICATION_INVALID', async () => {
      ashby.faults.add({ kind: '401', times: Infinity });
      await expectError(note(), 'INTEGRATION.AUTHENTICATION_INVALID').finally(() =>
        ashby.faults.clear(),
      );
    });

    it('a short 429 is waited out', async () => {
      ashby.faults.add({ kind: '429', matching: 'candidate.createNote' });
      assert.deepEqual((await note()).data, {});
    });

    it('a missing permission names what is missing', async () => {
      const { scopes } = ashby.access;
      ashby.access.scopes = scopes.filter((scope) => scope !== 'candidates:write');
      await expectError(note(), 'INTEGRATION.PERMISSION_MISSING');
      ashby.access.scopes = scopes;
    });
  });

  it('passthrough reaches Ashby itself', async () => {
    const { data } = await kombo.general.sendPassthroughRequest({
      tool: 'ashby',
      api: 'v1',
      body: { method: 'POST', path: '/user.list', data: { limit: 2 } },
    });
    assert.equal(data.status, 200);
    assert.equal((data.data as { results: unknown[] }).results.length, 2);
  });
});
