import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { VendorJson } from '../kit/testing/vendor-json.ts';
import { startWorkableSimulator } from './start-workable-simulator.ts';
import type { WorkableSimulator } from './start-workable-simulator.ts';
import { ask, bodyOf, refusal, write } from './testing/workable-client.ts';

const pdf = Buffer.from('%PDF-1.4 of Conny');
const data = pdf.toString('base64');

describe('what changes in the Workable simulator', () => {
  let workable: WorkableSimulator;
  let jobs: VendorJson[];
  before(async () => {
    workable = await startWorkableSimulator({ candidates: 120 });
    ({ jobs } = await bodyOf(workable, '/jobs?limit=100'));
  });
  after(() => workable.close());

  const detailsOf = async (id: string): Promise<VendorJson> =>
    (await bodyOf(workable, `/candidates/${id}`)).candidate;
  const jobIn = (state: string): string => jobs.find((job) => job.state === state).shortcode;
  let people = 0;
  const newPerson = () => {
    people += 1;
    return { firstname: 'Conny', lastname: 'Example', email: `conny.${people}@example.com` };
  };
  const create = (body: object, shortcode = jobIn('published'), query = '') =>
    ask(workable, `/jobs/${shortcode}/candidates${query}`, { method: 'POST', body });
  const createOne = async (): Promise<string> =>
    (await create({ candidate: newPerson() })).body.candidate.id;

  it('takes new candidates for sourced ones, and thanks nobody else than applicants', async () => {
    const sourced = await create({ candidate: newPerson() });
    assert.equal(sourced.status, 200);
    const { status, candidate } = sourced.body;
    assert.equal(status, 'created');
    assert.deepEqual(
      [candidate.sourced, candidate.stage, candidate.outlet, candidate.common_source],
      [true, 'Sourced', 'SPI', 'Unknown'],
    );
    assert.deepEqual(await detailsOf(candidate.id), candidate);
    const { body: applied } = await create({ sourced: false, candidate: newPerson() });
    assert.deepEqual([applied.candidate.sourced, applied.candidate.stage], [false, 'Applied']);
    assert.deepEqual([...workable.account.kept.thanked], [applied.candidate.id]);
    const placed = await create({ candidate: newPerson() }, jobIn('published'), '?stage=interview');
    assert.equal(placed.body.candidate.stage_kind, 'interview');
  });

  it('keeps all that a new candidate comes with, its file byte for byte', async () => {
    const given = {
      ...newPerson(),
      headline: 'Welder',
      summary: 'Careful',
      phone: '+49 30 555',
      address: 'Berlin',
      cover_letter: 'Dear all',
      tags: ['VIP'],
      education_entries: [{ school: 'Lakeside College', degree: 'B.A.', field_of_study: null }],
      experience_entries: [{ title: 'Welder', company: 'Dockyard', current: true }],
      social_profiles: [{ type: 'linkedin', url: 'https://www.linkedin.com/in/conny' }],
    };
    const resume = { name: 'conny.pdf', data };
    const candidate = { ...given, skills: ['Steel'], resume, domain: 'indeed.com' };
    const { body } = await create({ sourced: false, candidate });
    const details = await detailsOf(body.candidate.id);
    for (const [name, value] of Object.entries(given)) assert.deepEqual(details[name], value, name);
    assert.deepEqual(details.skills, [{ name: 'Steel' }]);
    assert.deepEqual([details.name, details.common_source], ['Conny Example', 'indeed.com']);
    const { files } = await bodyOf(workable, `/candidates/${details.id}/files`);
    assert.deepEqual([files.length, files[0].name, files[0].kind], [1, 'conny.pdf', 'resume']);
    const content = await fetch(files[0].preview_url);
    assert.deepEqual(Buffer.from(await content.arrayBuffer()), pdf);
  });

  it('takes an answer in the form of its question alone', async () => {
    const { shortcode } = jobs[0];
    const { questions } = await bodyOf(workable, `/jobs/${shortcode}/questions`);
    const questionOf = (type: string) => questions.find((one: VendorJson) => one.type === type);
    const [dropdown, several] = [questionOf('dropdown'), questionOf('multiple_choice')];
    const idsOf = ({ choices }: VendorJson) => choices.map(({ id }: VendorJson) => id);
    const answers = [
      { question_key: questionOf('free_text').id, body: 'Tea & calm' },
      { question_key: questionOf('boolean').id, checked: true },
      { question_key: questionOf('numeric').id, number: 4 },
      { question_key: questionOf('date').id, date: '2027-03-01' },
      { question_key: dropdown.id, choices: [dropdown.choices[1].id] },
      { question_key: several.id, choices: idsOf(several) },
      { question_key: questionOf('file').id, file: { name: 'work.pdf', data } },
    ];
    const { body } = await create({ candidate: { ...newPerson(), answers } }, shortcode);
    const shown = new Map(
      body.candidate.answers.map((one: VendorJson) => [one.question.body, one.answer]),
    );
    assert.equal(shown.size, answers.length);
    const answerTo = (type: string): VendorJson => shown.get(questionOf(type).body);
    assert.deepEqual(answerTo('free_text'), { body: '<p>Tea &amp; calm</p>' });
    assert.deepEqual(answerTo('dropdown'), { choices: [{ body: dropdown.choices[1].body }] });
    assert.equal(answerTo('multiple_choice').choices.length, several.choices.length);
    assert.deepEqual(
      [answerTo('boolean'), answerTo('numeric'), answerTo('date')],
      [{ checked: true }, { number: 4 }, { date: '2027-03-01' }],
    );
    assert.equal((await fetch(answerTo('file').file_url)).status, 200);
    // Seeded candidates with odd ids have plain texts; new ones never do, and three ids go to one.
    const next = await create({ candidate: { ...newPerson(), answers } }, shortcode);
    assert.deepEqual(
      next.body.candidate.answers.map((one: VendorJson) => one.answer.body),
      body.candidate.answers.map((one: VendorJson) => one.answer.body),
    );
    const wrong = [
      { question_key: 'ffffffff', body: 'x' },
      { question_key: dropdown.id, body: 'B1' },
      { question_key: dropdown.id, choices: ['ffffffff'] },
      { question_key: dropdown.id, choices: idsOf(dropdown) },
      { question_key: questionOf('numeric').id, number: '4' },
      { question_key: questionOf('boolean').id, checked: true, body: 'yes' },
      { question_key: questionOf('file').id, file: { name: 'work.exe', data } },
    ];
    for (const answer of wrong) {
      const candidate = { ...newPerson(), answers: [answer] };
      const { status } = await create({ candidate }, shortcode);
      assert.equal(status, 422, JSON.stringify(answer));
    }
  });

  it('takes a person once in a job, and none in an archived one, as they are recorded', async () => {
    const candidate = newPerson();
    await create({ candidate });
    const again = { ...candidate, email: candidate.email.toUpperCase() };
    const { status, body } = await create({ candidate: again });
    assert.equal(status, 422);
    assert.deepEqual(body, {
      error: 'Validation failed: Email candidate already exists',
      validation_errors: { email: ['candidate already exists'] },
    });
    assert.equal((await create({ candidate }, jobIn('closed'))).status, 200);
    assert.equal((await create({ candidate }, jobIn('archived'))).status, 422);
    const pool = { method: 'POST', body: { candidate } };
    const pooled = (await bodyOf(workable, '/talent_pool/candidates', pool)).candidate;
    assert.deepEqual([pooled.job, pooled.stage], [null, 'Sourced']);
  });

  it('refuses new candidates that lack something or have too much', async () => {
    const person = newPerson();
    const wrong: object[] = [
      {},
      { candidate: { email: person.email } },
      { candidate: { ...person, email: 'conny' } },
      { candidate: person, sourced: 'false' },
      { candidate: { ...person, source: 'x' } },
      { candidate: { ...person, education_entries: [{ degree: 'B.A.' }] } },
      { candidate: { ...person, resume: { name: 'conny.exe', data } } },
      { candidate: { ...person, resume: { name: 'conny.pdf', data: '%%%' } } },
      { candidate: person, recruiter_key: 'ffffffff' },
    ];
    for (const body of wrong) assert.equal((await create(body)).status, 422, JSON.stringify(body));
    assert.equal(
      (await create({ candidate: person }, jobIn('published'), '?stage=moon')).status,
      422,
    );
    assert.equal((await create({ candidate: person }, 'XFFFFFFFF')).status, 404);
    const huge = { name: 'conny.pdf', data: Buffer.alloc(5_242_881).toString('base64') };
    assert.equal((await create({ candidate: { ...person, resume: huge } })).status, 422);
  });

  it('changes what a request names, and nothing else', async () => {
    const id = await createOne();
    const before = await detailsOf(id);
    const body = { candidate: { lastname: 'Beispiel', resume: { name: 'new.pdf', data } } };
    const { candidate } = await bodyOf(workable, `/candidates/${id}`, { method: 'PATCH', body });
    assert.deepEqual([candidate.name, candidate.email], ['Conny Beispiel', before.email]);
    assert.match(candidate.resume_url, /^http/);
    const tags = { method: 'PUT', body: { tags: ['One', 'Two', 'One'] } };
    assert.deepEqual(await bodyOf(workable, `/candidates/${id}/tags`, tags), {
      tags: ['One', 'Two'],
    });
    assert.deepEqual((await detailsOf(id)).tags, ['One', 'Two']);
    const wrong = { method: 'PATCH', body: { candidate: { sourced: true } } };
    assert.equal((await ask(workable, `/candidates/${id}`, wrong)).status, 422);
  });

  it('moves candidates in the pipeline of their job, and hires and unhires them', async () => {
    const id = await createOne();
    const move = (target_stage: string) =>
      write(workable, `/candidates/${id}/move`, { target_stage });
    const moved = await move('interview');
    const type = moved.headers.get('content-type');
    assert.deepEqual([moved.status, moved.body, type], [200, '', 'text/plain; charset=utf-8']);
    assert.equal((await detailsOf(id)).stage, 'Interview');
    await move('offer');
    await move('hired');
    const hired = await detailsOf(id);
    assert.match(hired.hired_at, /Z$/);
    assert.match(hired.moved_to_offer_at, /Z$/);
    await move('assessment');
    assert.equal((await detailsOf(id)).hired_at, null);
    assert.equal((await move('trial-day')).status, 422);
    const { activities } = await bodyOf(workable, `/candidates/${id}/activities`);
    const actions = activities.map(({ action }: VendorJson) => action);
    assert.deepEqual(actions, ['uploaded', 'interview', 'offer', 'hired', 'assessment']);
    assert.equal(activities[1].member.id, workable.settings.perform_as);
  });

  it('acts in the name of active members alone', async () => {
    const id = await createOne();
    const [inactive] = (await bodyOf(workable, '/members?status=inactive')).members;
    for (const path of [
      'move',
      'disqualify',
      'revert',
      'comments',
      'ratings',
      'copy',
      'relocate',
    ]) {
      for (const member_id of [undefined, 'ffffffff', inactive.id]) {
        const [status, error] = await refusal(workable, `/candidates/${id}/${path}`, {
          method: 'POST',
          body: {
            member_id,
            ...(path === 'move' && { target_stage: 'interview' }),
            ...(path === 'comments' && { comment: { body: 'x' } }),
            ...(path === 'ratings' && { comment: 'x', grade: 1 }),
            ...(/copy|relocate/.test(path) && { target_job_shortcode: jobIn('closed') }),
          },
        });
        assert.deepEqual([status, /member_id/.test(error)], [422, true], `${path}: ${error}`);
      }
    }
    const moved = { method: 'POST', body: { member_id: workable.settings.perform_as } };
    assert.equal((await ask(workable, '/candidates/ffffffff/revert', moved)).status, 404);
  });

  it('disqualifies for a reason by its id, and takes it back', async () => {
    const id = await createOne();
    const reasons = await bodyOf(workable, '/disqualification_reasons');
    const all = [...workable.company.tables.rejectionReasons.values()];
    const removed = all.find(
      ({ id: one }) => !reasons.some((reason: VendorJson) => reason.id === one),
    );
    assert.ok(removed);
    const disqualify = (fields: object) => write(workable, `/candidates/${id}/disqualify`, fields);
    const wrong = [
      { disqualify_reason_id: reasons[0].description },
      { disqualify_reason_id: removed?.id },
      { disqualify_note: 'x'.repeat(257) },
      { withdrew: 'true' },
    ];
    for (const fields of wrong) assert.equal((await disqualify(fields)).status, 422);
    const fields = { disqualify_reason_id: reasons[0].id, disqualify_note: 'No steel' };
    assert.deepEqual((await disqualify(fields)).body, '');
    const ended = await detailsOf(id);
    assert.deepEqual(
      [ended.disqualified, ended.withdrew, ended.disqualification_reason],
      [true, false, reasons[0].description],
    );
    assert.match(ended.disqualified_at, /Z$/);
    const actions = '?actions=disqualified';
    const { activities } = await bodyOf(workable, `/candidates/${id}/activities${actions}`);
    assert.equal(activities[0].body, 'No steel');
    await write(workable, `/candidates/${id}/revert`, {});
    const back = await detailsOf(id);
    assert.deepEqual([back.disqualified, back.disqualification_reason], [false, null]);
    await disqualify({ withdrew: true });
    assert.equal((await detailsOf(id)).withdrew, true);
  });

  it('writes comments with a file, for some roles if asked to, and ratings in their scales', async () => {
    const id = await createOne();
    const attachment = { name: 'notes.txt', data };
    const comment = { body: 'Strong & kind', policy: ['admin'], attachment };
    const { body } = await write(workable, `/candidates/${id}/comments`, { comment });
    const rate = (fields: object) => write(workable, `/candidates/${id}/ratings`, fields);
    for (const [scale, grade] of [
      ['thumbs', 3],
      ['stars', 5],
      ['numbers', 10],
      ['moons', 1],
    ]) {
      assert.equal((await rate({ comment: 'x', scale, grade })).status, 422, String(scale));
    }
    await rate({ comment: 'Good', grade: 2 });
    await rate({ comment: 'Fine', scale: 'numbers', grade: 9 });
    const { activities } = await bodyOf(workable, `/candidates/${id}/activities`);
    const [said, ...rated] = activities.slice(1);
    assert.deepEqual([said.id, said.body], [body.id, 'Strong & kind']);
    assert.ok(said.visibility_roles.length > 0);
    assert.deepEqual(
      rated.map(({ body: text, rating }: VendorJson) => [text, rating]),
      [
        ['Good', { score: 'definite', scale: 'thumbs', grade: 2 }],
        ['Fine', { score: 'definite', scale: 'numbers', grade: 9 }],
      ],
    );
    const { files } = await bodyOf(workable, `/candidates/${id}/files`);
    assert.deepEqual([files.length, files[0].name, files[0].kind], [1, 'notes.txt', undefined]);
    const empty = { comment: { attachment } };
    assert.equal((await write(workable, `/candidates/${id}/comments`, empty)).status, 422);
  });

  it('copies and relocates candidates under new ids; the former of a relocated one is gone', async () => {
    const id = await createOne();
    await write(workable, `/candidates/${id}/comments`, { comment: { body: 'Goes along' } });
    const target = { target_job_shortcode: jobIn('closed'), target_stage: 'interview' };
    const { body } = await write(workable, `/candidates/${id}/copy`, target);
    const copied = await detailsOf(body.candidate.id);
    assert.deepEqual(
      [copied.job.shortcode, copied.stage, copied.originating_candidate_id],
      [target.target_job_shortcode, 'Interview', id],
    );
    assert.ok(body.candidate.url.endsWith(`/spi/v3/candidates/${copied.id}`));
    const elsewhere = { target_job_shortcode: jobIn('draft') };
    const relocated = await write(workable, `/candidates/${id}/relocate`, elsewhere);
    const { id: newId } = relocated.body.candidate;
    assert.equal((await ask(workable, `/candidates/${id}`)).status, 404);
    const path = `/candidates/${newId}/activities?actions=comment`;
    assert.equal((await bodyOf(workable, path)).activities[0].body, 'Goes along');
    assert.equal((await write(workable, `/candidates/${copied.id}/copy`, elsewhere)).status, 422);
  });

  it('counts every write as a change of the candidate', async (context) => {
    let now = Date.UTC(2027, 0, 1);
    const timed = await startWorkableSimulator({ candidates: 5, now: () => now });
    context.after(() => timed.close());
    const [{ id }] = (await bodyOf(timed, '/candidates')).candidates;
    const writes: [path: string, fields: object][] = [
      ['move', { target_stage: 'interview' }],
      ['comments', { comment: { body: 'x' } }],
      ['ratings', { comment: 'x', grade: 1 }],
      ['disqualify', {}],
      ['revert', {}],
    ];
    for (const [path, fields] of writes) {
      now += 60_000;
      assert.equal((await write(timed, `/candidates/${id}/${path}`, fields)).status, 200, path);
      const after = new Date(now).toISOString();
      const { candidates } = await bodyOf(timed, `/candidates?updated_after=${after}`);
      assert.deepEqual(
        candidates.map((one: VendorJson) => one.id),
        [id],
        path,
      );
    }
  });
});
