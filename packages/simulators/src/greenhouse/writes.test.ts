import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Job } from '../kit/company-rows.ts';
import type { VendorJson } from '../kit/testing/vendor-json.ts';
import { startGreenhouseSimulator } from './start-greenhouse-simulator.ts';
import type { GreenhouseSimulator } from './start-greenhouse-simulator.ts';
import { ask, bodyOf, only, readAll, refusal, tokenFor } from './testing/greenhouse-client.ts';

describe('writing to the Greenhouse simulator', () => {
  let greenhouse: GreenhouseSimulator;
  beforeEach(async () => {
    greenhouse = await startGreenhouseSimulator({ candidates: 60 });
  });
  afterEach(() => greenhouse.close());

  const send = (path: string, body: unknown, method = 'POST') =>
    ask(greenhouse, path, { method, body });
  const refused = (path: string, body: unknown, method = 'POST') =>
    refusal(greenhouse, path, { method, body });
  const active = async (): Promise<VendorJson> => {
    const rows = await readAll(greenhouse, '/applications?status=active&prospect=false');
    const [last] = await readAll(greenhouse, `/job_interview_stages?job_ids=${rows[0].job_id}`);
    return rows.find(
      ({ job_interview_stage_id, job_id }) =>
        job_id === rows[0].job_id && job_interview_stage_id !== last.id,
    );
  };
  const reread = (id: number) => only(greenhouse, `/applications?ids=${id}`);
  const openJob = async (): Promise<number> => {
    const jobs = await readAll(greenhouse, '/jobs?status=open');
    return jobs.find(({ is_template }) => !is_template).id;
  };
  const mara = { first_name: 'Mara', last_name: 'Lindqvist' };

  it('makes a person with an application, or neither', async () => {
    const job_id = await openJob();
    const stages = await readAll(greenhouse, `/job_interview_stages?job_ids=${job_id}`);
    const stage = stages.find(({ sort_order }) => sort_order === 2).id;
    const { status, body } = await send('/candidates', {
      ...mara,
      email_addresses: [{ value: 'mara@example.com', type: 'work' }],
      website_addresses: [{ value: 'https://mara.example.com', type: 'portfolio' }],
      tags: ['VIP', 'New tag'],
      custom_fields: [{ name_key: 'desired_salary', value: '50k' }],
      is_private: true,
      application: { job_id, initial_stage_id: stage },
    });
    assert.equal(status, 201);
    const candidate = await only(greenhouse, '/candidates?email=mara@example.com');
    assert.deepEqual(body.candidate, candidate);
    assert.deepEqual(candidate.email_addresses, [{ value: 'mara@example.com', type: 'work' }]);
    assert.deepEqual([candidate.tags, candidate.private], [['VIP', 'New tag'], true]);
    assert.equal(candidate.custom_fields.desired_salary.value, '50k');
    assert.deepEqual(body.application, await reread(body.application.id));
    assert.deepEqual(
      [body.application.job_interview_stage_id, body.application.status],
      [stage, 'in_process'],
    );
    const count = (await readAll(greenhouse, '/candidates?per_page=500')).length;
    const wrong = [
      { ...mara, application: { job_id: 1 } },
      { ...mara, application: { job_id, initial_stage_id: 1 } },
      { ...mara, application: { job_id, source_id: 1 } },
      { ...mara, custom_fields: [{ name_key: 'unknown', value: 1 }] },
      { ...mara, email_addresses: ['mara@example.com'] },
      { ...mara, email_addresses: [{ value: 'mara', type: 'work' }] },
      { ...mara, emails: [] },
      { first_name: 'Mara' },
      'no object',
    ];
    for (const wrongBody of wrong) {
      assert.equal((await refused('/candidates', wrongBody))[0], 422, JSON.stringify(wrongBody));
    }
    assert.equal((await readAll(greenhouse, '/candidates?per_page=500')).length, count);
  });

  it('takes a second application for another job alone, or a prospect, and no mixture', async () => {
    const { candidate_id, job_id } = await active();
    const [status, error] = await refused('/applications', { candidate_id, job_id });
    assert.deepEqual([status, /already/.test(String(error))], [422, true]);
    const jobs = await readAll(greenhouse, '/jobs?status=open');
    const jobIds = jobs.slice(0, 2).map(({ id }) => id);
    const prospect = { candidate_id, prospect: true, job_ids: jobIds };
    const { body } = await send('/applications', prospect);
    assert.deepEqual(
      [body.prospect, body.job_id, body.prospective_job_ids, body.stage_id],
      [true, null, jobIds, null],
    );
    assert.equal((await refused('/applications', { ...prospect, job_id }))[0], 422);
    const closed = (await readAll(greenhouse, '/jobs?status=closed'))[0].id;
    assert.deepEqual(await refused('/applications', { candidate_id, job_id: closed }), [
      422,
      'Job is not open.',
    ]);
  });

  it('makes a candidate of a prospect, and leaves a converted application', async () => {
    const [prospect] = await readAll(greenhouse, '/applications?prospect=true&status=active');
    const path = `/applications/${prospect.id}/convert_to_candidate`;
    const job_id = await openJob();
    const body = await send(path, { job_id });
    assert.equal(body.status, 204, JSON.stringify(body.body));
    assert.equal((await reread(prospect.id)).status, 'converted');
    const mine = `/applications?candidate_ids=${prospect.candidate_id}&status=active`;
    assert.equal((await only(greenhouse, mine)).job_id, job_id);
    assert.equal((await refused(path, { job_id }))[0], 422);
  });

  it('moves an application from where it is, to a stage, on by one, or to another job', async () => {
    const application = await active();
    const { id, job_id, job_interview_stage_id: from_stage_id, stage_id } = application;
    const stages = await readAll(greenhouse, `/job_interview_stages?job_ids=${job_id}`);
    const to_stage_id = stages.find((stage) => stage.id !== from_stage_id).id;
    const path = `/applications/${id}/move`;
    const wrong = { from_stage_id: 'is not the current stage of the application' };
    assert.deepEqual(await refused(path, { from_stage_id: stage_id, to_stage_id }), [422, wrong]);
    const { status, body } = await send(path, { from_stage_id, to_stage_id });
    assert.deepEqual([status, body], [204, '']);
    const moved = await reread(id);
    assert.equal(moved.job_interview_stage_id, to_stage_id);
    const current = await only(
      greenhouse,
      `/application_stages?application_ids=${id}&current=true`,
    );
    assert.deepEqual([current.id, current.job_interview_stage_id], [moved.stage_id, to_stage_id]);
    assert.equal((await refused(path, { from_stage_id, to_stage_id: from_stage_id }))[0], 422);
    const both = { from_stage_id: to_stage_id, to_stage_id: from_stage_id, to_job_id: job_id };
    assert.equal((await refused(path, both))[0], 422);
    await send(path, { from_stage_id: to_stage_id, to_stage_id: stages.at(-1).id });
    await send(path, { from_stage_id: stages.at(-1).id });
    assert.equal((await reread(id)).job_interview_stage_id, stages.at(-2).id);
    const jobs = await readAll(greenhouse, '/jobs?status=open');
    const to_job_id = jobs.find((job) => job.id !== job_id).id;
    await send(path, { from_stage_id: stages.at(-2).id, to_job_id });
    const [first] = (
      await readAll(greenhouse, `/job_interview_stages?job_ids=${to_job_id}`)
    ).toReversed();
    const there = await reread(id);
    assert.deepEqual([there.job_id, there.job_interview_stage_id], [to_job_id, first.id]);
  });

  it('compares the row of the stage instead where it is told to', async () => {
    await greenhouse.close();
    greenhouse = await startGreenhouseSimulator({ fromStageId: 'application_stage' });
    const { id, job_interview_stage_id, stage_id } = await active();
    const path = `/applications/${id}/move`;
    assert.equal((await refused(path, { from_stage_id: job_interview_stage_id }))[0], 422);
    assert.equal((await send(path, { from_stage_id: stage_id })).status, 204);
  });

  it('rejects once, with a reason and a note, and takes it back', async () => {
    const { id } = await active();
    const [reason] = await bodyOf(greenhouse, '/rejection_reasons?include_defaults=true');
    const path = `/applications/${id}/reject`;
    assert.equal((await refused(path, {}))[0], 422);
    assert.equal((await refused(path, { rejection_reason_id: 1 }))[0], 422);
    const body = { rejection_reason_id: reason.id, notes: 'Not now' };
    assert.equal((await send(path, body)).status, 204);
    const rejected = await reread(id);
    assert.deepEqual(
      [rejected.status, rejected.rejection_reason_id, rejected.stage_id],
      ['rejected', reason.id, null],
    );
    const details = await only(greenhouse, `/rejection_details?application_ids=${id}`);
    assert.deepEqual(
      [details.rejection_reason_id, details.rejected_by_id],
      [reason.id, Number(greenhouse.credentials.user_id)],
    );
    const note = await only(greenhouse, `/notes?ids=${details.rejection_note_id}`);
    assert.equal(note.body, 'Not now');
    assert.equal((await refused(path, body))[0], 422);
    assert.equal((await send(`/applications/${id}/unreject`, {})).status, 204);
    assert.equal((await reread(id)).status, 'in_process');
    assert.deepEqual(await bodyOf(greenhouse, `/rejection_details?application_ids=${id}`), []);
  });

  it('hires into an opening of the job, which is then filled', async () => {
    const { id, job_id } = await active();
    const [opening] = await bodyOf(greenhouse, `/openings?job_ids=${job_id}&open=true`);
    const path = `/applications/${id}/hire`;
    assert.equal((await refused(path, { opening_id: 1 }))[0], 422);
    assert.equal((await send(path, { opening_id: opening.id })).status, 204);
    assert.equal((await reread(id)).status, 'hired');
    const filled = await only(greenhouse, `/openings?ids=${opening.id}`);
    assert.deepEqual([filled.open, filled.application_id], [false, id]);
  });

  it('keeps notes in the words that are read, which are not those that are written', async () => {
    const { id: application_id, candidate_id } = await active();
    const body = { candidate_id, application_id, body: 'Called', visibility: 'admin_only' };
    const note = (await send('/notes', { ...body, note_type: 'ACTIVITY' })).body;
    assert.deepEqual([note.type, note.visibility], ['ACTIVITY', 'admin_only_visible']);
    assert.deepEqual(await only(greenhouse, `/notes?ids=${note.id}`), note);
    assert.equal(note.user_id, Number(greenhouse.credentials.user_id));
    assert.equal((await refused('/notes', { ...body, type: 'NOTE' }))[0], 422);
    const users = [...greenhouse.company.tables.users.values()];
    const other = users.find(({ role }) => role === 'recruiter')?.id ?? '';
    const token = await tokenFor(greenhouse, { sub: other });
    const sent = { method: 'POST', body: { ...body, note_type: 'NOTE' }, token };
    assert.equal((await bodyOf(greenhouse, '/notes', sent)).user_id, Number(other));
    const mail = { ...body, note_type: 'EMAIL', subject: 'Hello', email_from: 'a@example.com' };
    assert.deepEqual(await refused('/notes', mail), [422, { email_to: 'is required' }]);
  });

  it('keeps files, of which the newest resume is the resume', async () => {
    const { id: application_id } = await active();
    const file = { application_id, filename: 'cv.txt', type: 'resume' };
    const content = Buffer.from('Ahoy').toString('base64');
    await send('/attachments', { ...file, content });
    const { status, body } = await send('/attachments', { ...file, content });
    assert.equal(status, 201);
    assert.equal(await (await fetch(body.url)).text(), 'Ahoy');
    const all = await readAll(greenhouse, `/attachments?application_ids=${application_id}`);
    const resumes = all.filter(({ type }) => type === 'resume');
    assert.deepEqual(
      resumes.map(({ id }) => id),
      [body.id],
    );
    for (const wrong of [
      file,
      { ...file, content, url: 'https://files.example.com/cv.pdf' },
      { ...file, content: '%' },
      { ...file, content, filename: 'virus.exe' },
      { ...file, content, type: 'cv' },
    ]) {
      assert.equal((await refused('/attachments', wrong))[0], 422, JSON.stringify(wrong));
    }
  });

  it('puts tags on people and takes them off, which is no change of the person', async () => {
    const [person] = await bodyOf(greenhouse, '/candidates?per_page=1');
    const tag = (await send('/candidate_tags', { name: 'Sailor' })).body;
    assert.equal((await refused('/candidate_tags', { name: 'sailor' }))[0], 422);
    const link = { candidate_id: person.id, candidate_tag_id: tag.id };
    const { body } = await send('/applied_candidate_tags', link);
    assert.equal((await refused('/applied_candidate_tags', link))[0], 422);
    const tagged = await only(greenhouse, `/candidates?ids=${person.id}`);
    assert.ok(tagged.tags.includes('Sailor'));
    assert.equal(tagged.updated_at, person.updated_at);
    const path = `/applied_candidate_tags?candidate_ids=${person.id}&candidate_tag_ids=${tag.id}`;
    assert.equal((await only(greenhouse, path)).id, body.id);
    assert.equal(
      (await send(`/applied_candidate_tags/${body.id}`, undefined, 'DELETE')).status,
      204,
    );
    assert.deepEqual(await bodyOf(greenhouse, path), []);
    const again = await refused(`/applied_candidate_tags/${body.id}`, undefined, 'DELETE');
    assert.deepEqual(again, [404, 'Resource not found']);
  });

  it('replaces collections when a person is changed, and credits when an application is', async () => {
    const { id, candidate_id, updated_at } = await active();
    const phone_numbers = [{ value: '+49 30 5550', type: 'work' }];
    await send(`/candidates/${candidate_id}`, { phone_numbers, company: null }, 'PATCH');
    const person = await only(greenhouse, `/candidates?ids=${candidate_id}`);
    assert.deepEqual([person.phone_numbers, person.company], [phone_numbers, null]);
    const [source] = await bodyOf(greenhouse, '/sources');
    const [referrer] = await bodyOf(greenhouse, '/referrers');
    const body = { source_id: source.id, referrer_id: referrer.id };
    const patched = (await send(`/applications/${id}`, body, 'PATCH')).body;
    assert.deepEqual([patched.source_id, patched.referrer_id], [source.id, referrer.id]);
    assert.ok(patched.updated_at > updated_at);
  });

  it('deletes people with their applications, and shows no trace of them', async () => {
    const { id, candidate_id } = await active();
    assert.equal((await send(`/candidates/${candidate_id}`, undefined, 'DELETE')).status, 204);
    assert.deepEqual(await bodyOf(greenhouse, `/candidates?ids=${candidate_id}`), []);
    assert.deepEqual(await bodyOf(greenhouse, `/applications?ids=${id}`), []);
    assert.deepEqual(await bodyOf(greenhouse, `/notes?candidate_ids=${candidate_id}`), []);
  });

  it('hides confidential jobs, and all that is below them, from who is not on their team', async () => {
    const jobs = [...greenhouse.company.tables.jobs.values()].filter((job) => job.isConfidential);
    const { user_id } = greenhouse.credentials;
    const isOnTeam = (job: Job): boolean =>
      job.hiringManagerId === user_id || job.recruiterId === user_id;
    const hidden = jobs.filter((job) => !isOnTeam(job));
    const shown = jobs.filter(isOnTeam);
    assert.ok(hidden.length > 0 && shown.length > 0);
    const idsOf = (all: typeof jobs) => all.map(({ id }) => id).join(',');
    for (const [list, filter] of [
      ['jobs', 'ids'],
      ['applications', 'job_ids'],
      ['job_interview_stages', 'job_ids'],
    ]) {
      const none = await bodyOf(greenhouse, `/${list}?${filter}=${idsOf(hidden)}`);
      assert.deepEqual(none, [], list);
      const some = await bodyOf(greenhouse, `/${list}?${filter}=${idsOf(shown)}`);
      assert.ok(some.length > 0, list);
    }
  });
});
