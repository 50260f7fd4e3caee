import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { VendorJson } from '../kit/testing/vendor-json.ts';
import { startOnlyfySimulator } from './start-onlyfy-simulator.ts';
import type { OnlyfySimulator } from './start-onlyfy-simulator.ts';
import { bodyOf, readAll, refusal } from './testing/onlyfy-client.ts';

describe('what the onlyfy simulator shows', () => {
  let onlyfy: OnlyfySimulator;
  let applications: VendorJson[];
  let candidates: VendorJson[];
  let jobs: VendorJson[];
  before(async () => {
    onlyfy = await startOnlyfySimulator({ candidates: 300 });
    applications = await readAll(onlyfy, '/application?page_size=100');
    candidates = await readAll(onlyfy, '/candidate?page_size=100');
    jobs = await readAll(onlyfy, '/job?page_size=100');
  });
  after(() => onlyfy.close());

  const statusOf = (one: VendorJson): VendorJson => one.current_job_application_status;
  const newestLog = (one: VendorJson): VendorJson =>
    one.job_application_status_logs.toSorted((a: VendorJson, b: VendorJson) =>
      a.created_at < b.created_at ? 1 : -1,
    )[0];

  it('records by id as the lists have them', async () => {
    for (const [name, rows] of Object.entries({
      application: applications,
      candidate: candidates,
    })) {
      assert.deepEqual(await bodyOf(onlyfy, `/${name}/${rows[3].id}`), rows[3]);
    }
    for (const name of ['city', 'custom_field', 'department', 'industry', 'status_set']) {
      const [first] = await readAll(onlyfy, `/${name}`);
      assert.deepEqual(await bodyOf(onlyfy, `/${name}/${first.id}`), first, name);
      assert.deepEqual(await refusal(onlyfy, `/${name}/${first.id}?id=1`), [400, 'id']);
    }
  });

  it('applications of every outcome, each in a status of the set of its job', () => {
    const kinds = new Set<string>();
    for (const one of applications) {
      const { is_hired, is_rejected, is_rejected_by_candidate, id } = statusOf(one);
      const job = jobs.find(({ id: jobId }) => jobId === one.job_id);
      const { statuses } = job.job_application_status_set;
      assert.ok(statuses.some((status: VendorJson) => status.id === id));
      kinds.add(JSON.stringify({ is_hired, is_rejected, is_rejected_by_candidate }));
      const logs: VendorJson[] = one.job_application_status_logs;
      const newest = logs.filter((log) => log.created_at === newestLog(one).created_at);
      assert.ok(newest.some((log) => log.job_application_status.id === id));
    }
    assert.equal(kinds.size, 4);
  });

  it('logs in both orders, and the reasons of rejections', () => {
    const moved = applications.filter((one) => one.job_application_status_logs.length > 1);
    const orders = moved.map(({ job_application_status_logs: logs }) =>
      Math.sign(Date.parse(logs.at(-1).created_at) - Date.parse(logs[0].created_at)),
    );
    assert.deepEqual(new Set(orders), new Set([1, -1]));
    const rejected = applications.filter((one) => statusOf(one).is_rejected);
    assert.ok(rejected.some((one) => newestLog(one).reason !== null));
    const active = applications.filter((one) => statusOf(one).is_default);
    assert.ok(active.every((one) => newestLog(one).reason === null));
  });

  it('applications that are not finished, or were canceled', () => {
    const unfinished = applications.filter((one) => !one.is_finished);
    assert.ok(unfinished.length > 0);
    assert.ok(unfinished.every((one) => one.finished_at === null));
    const canceled = applications.filter((one) => one.canceled_at !== null);
    assert.ok(canceled.some((one) => statusOf(one).is_rejected_by_candidate));
    assert.ok(canceled.some((one) => !statusOf(one).is_rejected_by_candidate));
  });

  it('status sets that share statuses, one of them with one more', async () => {
    const [usual, trial] = await readAll(onlyfy, '/status_set');
    const ids = (set: VendorJson): number[] => set.statuses.map(({ id }: VendorJson) => id);
    assert.equal(ids(trial).filter((id) => !ids(usual).includes(id)).length, 1);
    assert.ok(ids(usual).every((id) => ids(trial).includes(id)));
    const used = new Set(applications.map((one) => statusOf(one).id));
    assert.deepEqual(used, new Set(ids(trial)));
    const own = [...usual.job_ids, ...trial.job_ids];
    assert.deepEqual(new Set(own), new Set(jobs.map(({ id }) => id)));
    for (const { id, job_application_status_set: set } of jobs) {
      assert.equal(set.id, trial.job_ids.includes(id) ? trial.id : usual.id);
    }
    assert.equal(usual.statuses.filter((one: VendorJson) => one.is_default).length, 1);
  });

  it('open, finished, unpublished and draft jobs, with their text in either place', () => {
    const has = (isOne: (job: VendorJson) => boolean) => assert.ok(jobs.some(isOne));
    has((job) => job.published_at !== null && job.finished_at === null);
    has((job) => job.finished_at !== null);
    has((job) => job.published_at === null);
    has((job) => job.published_at !== null && !job.is_published_on_widget);
    has((job) => job.description === null && job.job_contents[0].content.startsWith('<p>'));
    has((job) => job.description !== null && job.job_contents.length === 0);
    has((job) => job.main_contact === null);
  });

  it('the questions of a job as custom fields, and the answers with the candidate', async () => {
    const fields = new Map<number, VendorJson>();
    for (const { id } of jobs) {
      const asked = await readAll(onlyfy, `/job/${id}/custom_candidate_fields?page_size=2`);
      for (const field of asked) fields.set(field.id, field);
    }
    const all = await readAll(onlyfy, '/custom_field');
    const candidateFields = all.filter((field) => field.is_candidate);
    assert.deepEqual(new Set(fields.values()), new Set(candidateFields));
    const labels = new Set(candidateFields.map(({ label }) => label));
    assert.ok(labels.has('Portfolio') && !labels.has('Work sample'));
    const answers = candidates.flatMap(({ custom_fields: own }) => own);
    assert.ok(answers.length > candidates.length);
    for (const { custom_field_id: id, values } of answers) {
      const { possible_values: possible } = fields.get(id);
      if (possible.length === 0) assert.equal(values.length, 1);
      else {
        for (const value of values) {
          assert.ok(
            possible.some((one: VendorJson) => one.id === value.id && one.value === value.value),
          );
        }
      }
    }
    assert.ok(answers.some(({ values }) => values.length > 1));
  });

  it('files with their content, in lists, too', () => {
    const cv = candidates.find((one) => one.has_cv_upload).cv_file;
    assert.equal(cv.file_type, 'pdf');
    const content = Buffer.from(cv.base64_content, 'base64').toString('latin1');
    assert.match(content, /^%PDF/);
    assert.ok(candidates.some((one) => !one.has_cv_upload && one.cv_file === null));
    const [file] = applications.find((one) => one.recruiter_files.length > 0).recruiter_files;
    assert.match(file.filename, /\.pdf$/);
    assert.match(Buffer.from(file.base64_content, 'base64').toString('latin1'), /^%PDF/);
  });

  it('what a filter asks for, in fields, lists and nested objects', async () => {
    const {
      id,
      job_applications: own,
      profile,
    } = candidates.find((one) => one.job_applications.length > 1);
    const of = async (path: string) => (await readAll(onlyfy, path)).map((one) => one.id);
    assert.deepEqual(
      await of(`/application?candidate_id=${id}`),
      own.map((one: VendorJson) => one.id),
    );
    const { firstname } = profile;
    const same = candidates.filter((one) => one.profile.firstname === firstname);
    const name = new URLSearchParams({ 'profile[firstname]': firstname });
    const named = await of(`/candidate?${name.toString()}`);
    assert.deepEqual(
      named,
      same.map((one) => one.id),
    );
    const [tag] = candidates.find((one) => one.candidate_tag_ids.length > 0).candidate_tag_ids;
    const tagged = candidates.filter((one) => one.candidate_tag_ids.includes(tag));
    assert.deepEqual(
      await of(`/candidate?candidate_tag_ids=${tag}`),
      tagged.map((one) => one.id),
    );
    const [{ created_at: at }] = candidates;
    const query = new URLSearchParams({ created_at: new Date(at).toISOString() });
    assert.deepEqual(await of(`/candidate?${query.toString()}`), [candidates[0].id]);
    const shown = jobs.filter((job) => job.is_published_on_widget).map((job) => job.id);
    assert.deepEqual(await of('/job?is_published_on_widget=true'), shown);
    assert.deepEqual(await of('/job?is_published_on_widget=1'), shown);
  });

  it('no list for a parameter that it has not, or a value of another kind', async () => {
    const wrong = {
      '/application?status=4': 'status',
      '/application?updated_at=2026-01-01': 'updated_at',
      '/application?current_job_application_status=4': 'current_job_application_status',
      '/application?id=x': 'id',
      '/application?is_finished=yes': 'is_finished',
      '/application?created_at=yesterday': 'created_at',
      '/candidate?updated_at[gte]=2026-01-01': 'updated_at[gte]',
      '/candidate?profile[avatar]=x': 'profile[avatar]',
      '/candidate?profile.firstname=x': 'profile.firstname',
      '/candidate?profile[firstname=x': 'profile[firstname',
      '/candidate?email]=x': 'email]',
      '/candidate?id=1&id=2': 'id',
      '/candidate?limit=5': 'limit',
      '/job?toString=x': 'toString',
    };
    for (const [path, field] of Object.entries(wrong)) {
      assert.deepEqual(await refusal(onlyfy, path), [400, field]);
    }
  });

  it('nothing of somebody who was anonymised, but that there was somebody', async () => {
    const one = applications.find(
      (row) =>
        statusOf(row).is_rejected && newestLog(row).reason !== null && row.motivational_letter,
    );
    const personId = one.candidate_id;
    onlyfy.account.anonymize(String(personId));
    const person = await bodyOf(onlyfy, `/candidate/${personId}`);
    const names = ['email', 'language', 'cv_file', 'facebook_id', 'xing_id', 'linkedin_id'];
    for (const name of names) assert.equal(person[name], null, name);
    for (const [name, value] of Object.entries(person.profile)) {
      assert.ok(value === null || (Array.isArray(value) && value.length === 0), name);
    }
    assert.deepEqual([person.custom_fields, person.candidate_tag_ids], [[], []]);
    const application = await bodyOf(onlyfy, `/application/${one.id}`);
    assert.equal(application.motivational_letter, null);
    assert.deepEqual(application.recruiter_files, []);
    assert.equal(newestLog(application).reason, null);
    assert.deepEqual(statusOf(application), statusOf(one));
  });
});
