import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { VendorJson } from '../kit/testing/vendor-json.ts';
import { startWorkableSimulator } from './start-workable-simulator.ts';
import type { WorkableSimulator } from './start-workable-simulator.ts';
import { bodyOf, readAll, write } from './testing/workable-client.ts';

/** Examples of the vendor's documents, which may not be part of this project. */
const folder = new URL('../../../../../shared/vendors/workable/rwojsznis-2017/', import.meta.url);
const skip = existsSync(folder) ? false : 'no ../shared/vendors/workable beside the checkout';

function sample(name: string): VendorJson {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as VendorJson;
}

describe('the Workable simulator against samples of the vendor', { skip }, () => {
  let workable: WorkableSimulator;
  before(async () => {
    workable = await startWorkableSimulator({ candidates: 120 });
  });
  after(() => workable.close());

  const firstJob = async (): Promise<string> =>
    (await bodyOf(workable, '/jobs?limit=1')).jobs[0].shortcode;

  it('shows every field of the sampled lists, of the same kind', async () => {
    const job = await firstJob();
    const lists: [name: string, path: string][] = [
      ['jobs', '/jobs?limit=10'],
      ['job_candidates', '/candidates?limit=50'],
      ['members', '/members'],
      ['stages', '/stages'],
      ['stages', `/jobs/${job}/stages`],
      ['recruiters', '/recruiters'],
      ['recruiters', `/jobs/${job}/recruiters`],
      ['job', `/jobs/${job}`],
      ['job_questions', `/jobs/${job}/questions`],
      ['job_application_form', `/jobs/${job}/application_form`],
    ];
    for (const [name, path] of lists) {
      assert.deepEqual(missingFrom(await bodyOf(workable, path), sample(name)), [], path);
    }
    const { accounts } = await bodyOf(workable, '/accounts');
    assert.deepEqual(missingFrom(accounts[0], sample('about')), []);
  });

  it('shows every field of the sampled candidate', async () => {
    const listed = await readAll(workable, '/candidates?limit=100', 'candidates');
    const shown = await Promise.all(
      listed.map(async ({ id }) => (await bodyOf(workable, `/candidates/${id}`)).candidate),
    );
    const expected = [
      sample('job_candidate').candidate,
      sample('new_candidate_response').candidate,
    ];
    assert.deepEqual(missingFrom(shown, expected), []);
  });

  it('takes the sampled candidate, and shows it as sampled', async () => {
    const job = await firstJob();
    const { questions } = await bodyOf(workable, `/jobs/${job}/questions`);
    const questionOf = (type: string) => questions.find((one: VendorJson) => one.type === type);
    const body = sample('new_candidate');
    const [text, choice] = body.candidate.answers;
    text.question_key = questionOf('free_text').id;
    const dropdown = questionOf('dropdown');
    choice.question_key = dropdown.id;
    choice.choices = [dropdown.choices[0].id];
    const made = await bodyOf(workable, `/jobs/${job}/candidates`, { method: 'POST', body });
    const expected = sample('new_candidate_response');
    assert.deepEqual(missingFrom(made, expected), []);
    const same = ['name', 'headline', 'email', 'phone', 'summary', 'education_entries', 'stage'];
    for (const name of same) assert.deepEqual(made.candidate[name], expected.candidate[name], name);
    const answers = made.candidate.answers.map(({ answer }: VendorJson) => answer);
    assert.deepEqual(answers[0], expected.candidate.answers[0].answer);
    const { skills } = body.candidate;
    assert.deepEqual(
      made.candidate.skills,
      skills.map((name: string) => ({ name })),
    );
  });

  it('answers a copy and a relocation as sampled', async () => {
    const { jobs } = await bodyOf(workable, '/jobs?state=closed');
    const [{ id }] = (await bodyOf(workable, '/candidates')).candidates;
    for (const [index, name] of ['copy', 'relocate'].entries()) {
      const target = { target_job_shortcode: jobs[index].shortcode, target_stage: 'sourced' };
      const { body } = await write(workable, `/candidates/${id}/${name}`, target);
      assert.deepEqual(missingFrom(body, sample(`${name}_candidate_response`)), []);
    }
  });
});

/**
 * The paths of a sample that an answer has nowhere, or with another kind of value. Records of a
 * list are taken together: each has only some fields. Null is of every kind.
 */
function missingFrom(answer: unknown, expected: unknown, path = ''): string[] {
  const [given, wanted] = [answer, expected].map((value) => [value].flat(1));
  const objects = (wanted ?? []).filter((one) => isObject(one));
  if (objects.length === 0) return kindsDiffer(given ?? [], wanted ?? []) ? [path] : [];
  const names = new Set(objects.flatMap((one) => Object.keys(one)));
  const shown = (given ?? []).filter((one) => isObject(one));
  if (shown.length === 0) return [path];
  return [...names].flatMap((name) => {
    const inner = shown.filter((one) => name in one).map((one) => one[name]);
    if (inner.length === 0) return [`${path}/${name}`];
    return missingFrom(inner.flat(1), objects.map((one) => one[name]).flat(1), `${path}/${name}`);
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function kindsDiffer(given: unknown[], wanted: unknown[]): boolean {
  const kindsOf = (values: unknown[]) =>
    new Set(values.filter((one) => one !== null && one !== undefined).map((one) => typeof one));
  const [shown, expected] = [kindsOf(given), kindsOf(wanted)];
  return shown.size > 0 && [...expected].some((kind) => !shown.has(kind));
}
