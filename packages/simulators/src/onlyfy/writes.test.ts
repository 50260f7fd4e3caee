import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { VendorJson } from '../kit/testing/vendor-json.ts';
import { startOnlyfySimulator } from './start-onlyfy-simulator.ts';
import type { OnlyfySimulator } from './start-onlyfy-simulator.ts';
import { ask, bodyOf, readAll, refusal } from './testing/onlyfy-client.ts';

const base64Of = (text: string): string => Buffer.from(text).toString('base64');

describe('writing to the onlyfy simulator', () => {
  const startedAt = Date.UTC(2027, 0, 1);
  let now = startedAt;
  let onlyfy: OnlyfySimulator;
  let jobs: VendorJson[];
  before(async () => {
    onlyfy = await startOnlyfySimulator({ candidates: 120, now: () => now });
    jobs = await readAll(onlyfy, '/job');
  });
  after(() => onlyfy.close());

  let people = 0;
  const newPerson = (fields: object = {}): object => {
    people += 1;
    const profile = { firstname: 'Mara', lastname: 'Lindqvist' };
    return { email: `mara.${people}@example.com`, profile, ...fields };
  };
  const write = async (
    expected: number,
    method: string,
    path: string,
    body?: object,
  ): Promise<VendorJson> => {
    const answer = await ask(onlyfy, path, { method, body });
    assert.equal(answer.status, expected, `${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const openJob = (): VendorJson => jobs.find(({ finished_at: at }) => at === null);
  const activeApplication = async (): Promise<VendorJson> =>
    (await readAll(onlyfy, '/application?current_job_application_status[is_default]=1'))[0];
  const statusesOf = async ({ job_id: id }: VendorJson): Promise<VendorJson[]> =>
    (await bodyOf(onlyfy, `/job/${id}`)).job_application_status_set.statuses;

  it('creates a candidate with all that is given, and an application at once', async () => {
    const { id: job_id } = openJob();
    const fields = await readAll(onlyfy, '/custom_field?is_candidate=1');
    const choice = fields.find(({ possible_values: values }) => values.length === 5);
    const text = fields.find(({ possible_values: values }) => values.length === 0);
    const [tag] = await readAll(onlyfy, '/candidate_tag');
    const chosen = choice.possible_values[1];
    const body = newPerson({
      profile: {
        firstname: 'Mara',
        lastname: 'Lindqvist',
        birthday: '1990-05-01',
        positions: [{ title: 'Schweißerin', start_date: '2020-01-01T00:00:00Z' }],
        additional_phones: [{ type: 'mobile', number: '+43 660 5550100' }],
        languages: [{ code: 'de', level: 'native' }],
      },
      job_id,
      custom_fields: [
        { custom_field_id: choice.id, values: [{ value: chosen.value }] },
        { custom_field_id: text.id, values: [{ value: 'Ein Freund' }] },
      ],
      candidate_tag_ids: [tag.id],
      cv_file: { base64_content: base64Of('Lebenslauf'), file_type: 'txt' },
      send_email: true,
    });
    const made = await write(201, 'POST', '/candidate', body);
    assert.deepEqual(await bodyOf(onlyfy, `/candidate/${made.id}`), made);
    assert.equal(made.profile.birthday, '1990-05-01T01:00:00+01:00');
    assert.equal(made.profile.current_position.title, 'Schweißerin');
    assert.deepEqual(made.custom_fields[0], { custom_field_id: choice.id, values: [chosen] });
    assert.equal(made.custom_fields[1].values[0].value, 'Ein Freund');
    assert.deepEqual(made.candidate_tag_ids, [tag.id]);
    assert.equal(made.cv_file.base64_content, base64Of('Lebenslauf'));
    assert.ok(onlyfy.account.kept.mailed.has(String(made.id)));
    const [{ id, job_id: appliedFor }] = made.job_applications;
    assert.equal(appliedFor, job_id);
    const application = await bodyOf(onlyfy, `/application/${id}`);
    assert.deepEqual([application.candidate_id, application.is_finished], [made.id, false]);
    assert.equal(application.current_job_application_status.is_default, true);
    const finished = await write(200, 'PATCH', `/application/${id}`, { is_finished: true });
    assert.equal(finished.finished_at, '2027-01-01T01:00:00+01:00');
  });

  it('creates an application of a known candidate, with files and a letter', async () => {
    const { id: candidate_id } = await write(201, 'POST', '/candidate', newPerson());
    const { id: job_id } = openJob();
    const file = { filename: 'Zeugnis.pdf', base64_content: base64Of('%PDF'), source: 'candidate' };
    const made = await write(201, 'POST', '/application', {
      candidate_id,
      job_id,
      is_finished: true,
      referer: 'https://jobs.example.com/',
      xrm_tracking_id: 'xrm-1',
      motivational_letter: 'Guten Tag!',
      recruiter_files: [
        {
          ...file,
          is_visible_for_candidate: true,
          file_type: 'pdf',
          upload_context: 'application',
        },
      ],
    });
    assert.deepEqual(await bodyOf(onlyfy, `/application/${made.id}`), made);
    assert.deepEqual(made.recruiter_files, [{ ...file, is_visible_for_candidate: true }]);
    assert.equal(made.motivational_letter, 'Guten Tag!');
    assert.equal(made.xrm_tracking_id, 'xrm-1');
    assert.equal(made.is_finished, true);
    const person = await bodyOf(onlyfy, `/candidate/${candidate_id}`);
    assert.deepEqual(person.job_applications, [{ id: made.id, job_id }]);
    const again = { method: 'POST', body: { candidate_id, job_id } };
    assert.deepEqual(await refusal(onlyfy, '/application', again), [400, 'job_id']);
  });

  it('adds files to an application, or replaces them if a test wants that', async () => {
    const { id } = await activeApplication();
    const add = (name: string) => {
      const recruiter_files = [{ filename: name, base64_content: base64Of(name) }];
      return write(200, 'PATCH', `/application/${id}`, { recruiter_files });
    };
    const names = ({ recruiter_files: files }: VendorJson) =>
      files.map(({ filename }: { filename: string }) => filename);
    await add('a.txt');
    assert.deepEqual(names(await add('b.txt')).slice(-2), ['a.txt', 'b.txt']);
    onlyfy.account.habits.patchReplacesFiles = true;
    assert.deepEqual(names(await add('c.txt')), ['c.txt']);
    const kept = await write(200, 'PATCH', `/application/${id}`, { referer: 'x' });
    assert.deepEqual(names(kept), ['c.txt']);
    onlyfy.account.habits.patchReplacesFiles = false;
  });

  it('changes of a candidate what is given, and replaces its tags', async () => {
    const [first, second, third] = await readAll(onlyfy, '/candidate_tag');
    const tags = [first.id, second.id];
    const made = await write(201, 'POST', '/candidate', newPerson({ candidate_tag_ids: tags }));
    now += 60_000;
    const changed = await write(200, 'PATCH', `/candidate/${made.id}`, {
      candidate_tag_ids: [third.id],
      profile: { street: 'Kaiweg 3' },
    });
    const { profile } = made;
    const updated_at = '2027-01-01T01:01:00+01:00';
    assert.deepEqual(changed, {
      ...made,
      profile: { ...profile, street: 'Kaiweg 3' },
      candidate_tag_ids: [third.id],
      updated_at,
      last_activity_at: made.last_activity_at === null ? null : updated_at,
    });
    const emptied = await write(200, 'PATCH', `/candidate/${made.id}`, { candidate_tag_ids: [] });
    assert.deepEqual(emptied.candidate_tag_ids, []);
  });

  it('moves, rejects and hires by the same call, and keeps the reason', async () => {
    const [before] = await readAll(onlyfy, '/application?is_finished=false');
    const statuses = await statusesOf(before);
    const steps = [
      statuses[1],
      statuses.find((one) => one.is_rejected),
      statuses[2],
      statuses.find((one) => one.is_hired),
      statuses.find((one) => one.is_rejected_by_candidate),
    ];
    for (const [index, status] of steps.entries()) {
      now += 1000;
      const path = `/application/${before.id}/status/${status.id}`;
      const body = index === 0 ? undefined : { reason: `Grund ${index}` };
      assert.equal(await write(204, 'PUT', path, body), null);
      const shown = await bodyOf(onlyfy, `/application/${before.id}`);
      assert.deepEqual(shown.current_job_application_status, status);
      const log = shown.job_application_status_logs.find(
        (one: VendorJson) => Date.parse(one.created_at) === now,
      );
      assert.deepEqual(log.job_application_status, status);
      assert.equal(log.reason, index === 0 ? null : `Grund ${index}`);
      assert.equal(log.user, null);
      assert.deepEqual(
        { ...shown, current_job_application_status: 0, job_application_status_logs: 0 },
        { ...before, current_job_application_status: 0, job_application_status_logs: 0 },
      );
      const { status: outcome } = onlyfy.company.tables.applications.get(String(before.id));
      assert.equal(outcome, ['active', 'rejected', 'active', 'hired', 'rejected'][index]);
      assert.equal(
        shown.job_application_status_logs.length,
        before.job_application_status_logs.length + index + 1,
      );
    }
  });

  it('refuses a status that is unknown, or of another set', async () => {
    const one = await activeApplication();
    const [, trial] = await readAll(onlyfy, '/status_set');
    const own = (await statusesOf(one)).map(({ id }) => id);
    const foreign = trial.statuses.find(({ id }: VendorJson) => !own.includes(id));
    const put = { method: 'PUT', body: {} };
    const path = (id: unknown) => `/application/${one.id}/status/${String(id)}`;
    assert.deepEqual(await refusal(onlyfy, path(foreign.id), put), [400, 'status_id']);
    assert.equal((await refusal(onlyfy, path(1), put))[0], 404);
    assert.equal((await refusal(onlyfy, `/application/1/status/${own[0]}`, put))[0], 404);
    const wrong = { method: 'PUT', body: { reason: 'x', reason_id: 4 } };
    assert.deepEqual(await refusal(onlyfy, path(own[1]), wrong), [400, 'reason_id']);
    assert.deepEqual(await bodyOf(onlyfy, `/application/${one.id}`), one);
  });

  it('changes a job', async () => {
    const { id } = openJob();
    const costCentre = (await readAll(onlyfy, '/custom_field?is_job=1'))[0].id;
    const before = await bodyOf(onlyfy, `/job/${id}`);
    const changed = await write(200, 'PATCH', `/job/${id}`, {
      title: 'Schweißer:in',
      head_count: 3,
      start_of_work: '2027-04-01',
      custom_fields: [{ custom_field_id: costCentre, values: [{ value: 'KST 4' }] }],
    });
    const { title, head_count, start_of_work, custom_fields: fields, ...rest } = changed;
    assert.deepEqual([title, head_count], ['Schweißer:in', 3]);
    assert.equal(start_of_work, '2027-04-01T01:00:00+01:00');
    assert.equal(fields[0].values[0].value, 'KST 4');
    assert.deepEqual({ ...before, ...rest }, { ...before });
    assert.deepEqual(await bodyOf(onlyfy, `/job/${id}`), changed);
  });

  it('refuses what is wrong, names the field, and changes nothing', async () => {
    const finished = jobs.find(({ finished_at: at }) => at !== null).id;
    const [taken] = await readAll(onlyfy, '/candidate');
    const file = { base64_content: base64Of('x'), file_type: 'pdf' };
    const profile = { firstname: 'Mara', lastname: 'Lindqvist' };
    const wrong: [field: string, fields: object][] = [
      ['email', { email: 'mara' }],
      ['email', { email: undefined }],
      ['email', { email: taken.email.toUpperCase() }],
      ['profile', { profile: { firstname: 'Mara' } }],
      ['profile', { profile: { ...profile, country_of_residence: 'Austria' } }],
      ['profile', { profile: { ...profile, city_id: 1 } }],
      ['profile', { profile: { ...profile, languages: [{ code: 'de', level: 'perfect' }] } }],
      ['profile', { profile: { ...profile, current_position: {} } }],
      ['job_id', { job_id: 1 }],
      ['job_id', { job_id: String(openJob().id) }],
      ['job_id', { job_id: finished }],
      ['custom_fields', { custom_fields: [{ custom_field_id: 1, values: [{ value: 'x' }] }] }],
      ['candidate_tag_ids', { candidate_tag_ids: [1] }],
      ['cv_file', { cv_file: { ...file, base64_content: 'data:;base64,eA==' } }],
      ['cv_file', { cv_file: { ...file, file_type: 'application/pdf' } }],
      ['cv_file', { cv_file: { ...file, filename: 'cv.pdf' } }],
      ['id', { id: 4 }],
      ['note', { note: 'x' }],
    ];
    const count = onlyfy.company.tables.people.count;
    for (const [field, fields] of wrong) {
      const sent = { method: 'POST', body: newPerson(fields) };
      const refused = await refusal(onlyfy, '/candidate', sent);
      assert.deepEqual(refused, [400, field], JSON.stringify(fields));
    }
    assert.equal(onlyfy.company.tables.people.count, count);
    const path = `/candidate/${taken.id}`;
    for (const body of [{ job_id: finished }, { send_email: true }, { profile: null }]) {
      const refused = await refusal(onlyfy, path, { method: 'PATCH', body });
      assert.deepEqual(refused, [400, Object.keys(body)[0]]);
    }
    assert.deepEqual(await bodyOf(onlyfy, path), taken);
  });

  it('refuses answers that a custom field does not have', async () => {
    const fields = await readAll(onlyfy, '/custom_field');
    const choice = fields.find(({ possible_values: values }) => values.length > 0);
    const own = fields.find((field) => field.is_job);
    for (const [id, value] of [
      [choice.id, { value: 'Vielleicht' }],
      [choice.id, { id: 1 }],
      [own.id, { value: 'KST 4' }],
    ]) {
      const body = newPerson({ custom_fields: [{ custom_field_id: id, values: [value] }] });
      const refused = await refusal(onlyfy, '/candidate', { method: 'POST', body });
      assert.deepEqual(refused, [400, 'custom_fields']);
    }
  });

  it('refuses bodies that are no JSON objects, or do not say that they are JSON', async () => {
    const path = '/candidate';
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    for (const sent of [
      { method: 'POST', body: newPerson(), headers: form },
      { method: 'POST', body: [newPerson()] },
      { method: 'POST', body: 'text' },
      { method: 'POST' },
    ]) {
      assert.deepEqual(await refusal(onlyfy, path, sent), [400, 'body']);
    }
    const queried = { method: 'POST', body: newPerson() };
    assert.deepEqual(await refusal(onlyfy, `${path}?notify=1`, queried), [400, 'notify']);
  });

  it('keeps nothing that was written of somebody who was anonymised, and takes no more', async () => {
    const secret = base64Of('secret');
    const cv_file = { base64_content: secret, file_type: 'txt' };
    const person = newPerson({ cv_file, job_id: openJob().id, xing_id: 'secret' });
    const { id, job_applications: own } = await write(201, 'POST', '/candidate', person);
    const path = `/application/${own[0].id}`;
    await write(200, 'PATCH', path, {
      is_finished: true,
      xrm_tracking_id: 'secret',
      recruiter_files: [{ filename: 'secret.txt', base64_content: secret }],
    });
    const [, status] = await statusesOf(own[0]);
    await write(204, 'PUT', `${path}/status/${status.id}`, { reason: 'secret' });
    onlyfy.account.anonymize(String(id));
    const application = await bodyOf(onlyfy, path);
    const left = JSON.stringify([application, await bodyOf(onlyfy, `/candidate/${id}`)]);
    assert.doesNotMatch(left, /secret|Lindqvist|@example/);
    assert.ok(!left.includes(secret));
    assert.equal(application.is_finished, true);
    assert.deepEqual(application.current_job_application_status, status);
    const patch = (body: object) => ({ method: 'PATCH', body });
    const refused = [
      await refusal(onlyfy, `/candidate/${id}`, patch({ language: 'de' })),
      await refusal(onlyfy, path, patch({ is_finished: true })),
    ];
    assert.deepEqual(refused, [
      [400, 'candidate_id'],
      [400, 'candidate_id'],
    ]);
  });
});
