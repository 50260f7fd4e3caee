import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startGreenhouseSimulator } from './start-greenhouse-simulator.ts';
import type { GreenhouseSimulator } from './start-greenhouse-simulator.ts';
import { only, readAll } from './testing/greenhouse-client.ts';
import { applyAt, askBoard } from './testing/job-board-client.ts';

describe('the job board of the Greenhouse simulator', () => {
  let greenhouse: GreenhouseSimulator;
  before(async () => {
    greenhouse = await startGreenhouseSimulator({ candidates: 60 });
  });
  after(() => greenhouse.close());

  const get = async (path: string) => {
    const [status, body] = await askBoard(greenhouse, path);
    assert.equal(status, 200, `${path}: ${JSON.stringify(body)}`);
    return body;
  };
  const idsOf = (rows: { id: number }[]) => rows.map(({ id }) => id).toSorted((a, b) => a - b);
  const unescaped = (text: string) =>
    text
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&');

  it('shows its published posts to anybody, at the token that Harvest knows', async () => {
    const board = await only(greenhouse, '/job_boards?internal=false');
    assert.equal(board.url_token, greenhouse.credentials.job_board_token);
    assert.equal((await get('')).name, board.company_name);
    const { jobs, meta } = await get('/jobs');
    const posts = await readAll(greenhouse, '/job_posts?live=true&internal=false&per_page=500');
    const hidden = [...greenhouse.company.tables.jobs.values()].filter((job) => job.isConfidential);
    const shown = jobs.filter(
      (job: { internal_job_id: number }) =>
        !hidden.some(({ id }) => Number(id) === job.internal_job_id),
    );
    const seen = posts.filter(({ job_id }) => !hidden.some(({ id }) => Number(id) === job_id));
    assert.ok(shown.length > 2);
    assert.deepEqual(idsOf(shown), idsOf(seen));
    assert.equal(meta.total, jobs.length);
  });

  it('shows contents where they are asked for, with HTML as entities', async () => {
    const [plain] = (await get('/jobs')).jobs;
    assert.deepEqual(['content' in plain, 'offices' in plain], [false, false]);
    const { jobs } = await get('/jobs?content=true');
    const posts = await readAll(greenhouse, '/job_posts?live=true&internal=false');
    for (const post of posts) {
      const job = jobs.find(({ id }: { id: number }) => id === post.id);
      assert.doesNotMatch(job.content, /[<>]/);
      assert.equal(unescaped(job.content), post.content);
      assert.equal(job.absolute_url, post.public_url);
      assert.match(job.updated_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-05:00$/);
    }
  });

  it('shows the form of a post, and what it pays, where that is asked for', async () => {
    const { jobs } = greenhouse.company.tables;
    const withAll = [...jobs.values()].find(({ questions }) => questions.length === 9);
    assert.ok(withAll?.isPublished);
    const posts = await readAll(greenhouse, `/job_posts?job_ids=${withAll.id}&internal=false`);
    const [post] = posts;
    const bare = await get(`/jobs/${post.id}`);
    assert.deepEqual(['questions' in bare, 'pay_input_ranges' in bare], [false, false]);
    const job = await get(`/jobs/${post.id}?questions=true&pay_transparency=true`);
    const named = new Map<string, { type: string; values?: { value: number }[] }>();
    for (const { fields } of job.questions) for (const one of fields) named.set(one.name, one);
    for (const { name, answer_type, answer_options } of post.questions) {
      const field = named.get(name);
      assert.equal(field?.type, answer_type, name);
      assert.deepEqual(field?.values ?? [], answer_options, name);
    }
    assert.equal(named.get('resume_text')?.type, 'textarea');
    const ranges = await readAll(greenhouse, `/pay_input_ranges?job_post_ids=${post.id}`);
    const centsOf = ({ min_cents, currency_type }: Record<string, unknown>) =>
      `${String(min_cents)} ${String(currency_type)}`;
    assert.deepEqual(job.pay_input_ranges.map(centsOf).toSorted(), ranges.map(centsOf).toSorted());
  });

  it('groups its posts by departments and offices, as lists or as trees', async () => {
    const { jobs } = await get('/jobs');
    type Group = Partial<Record<'jobs' | 'children' | 'departments', Group[]>> & { id: number };
    const below = ({ jobs: own = [], children = [], departments = [] }: Group): number[] => [
      ...own.map(({ id }) => id),
      ...[...children, ...departments].flatMap(below),
    ];
    for (const name of ['departments', 'offices']) {
      const list = (await get(`/${name}`))[name] as Group[];
      const tree = (await get(`/${name}?render_as=tree`))[name] as Group[];
      const [listed, inTrees] = [list, tree].map(
        (groups) => new Set(groups.flatMap(below).toSorted((a, b) => a - b)),
      );
      assert.deepEqual(inTrees, listed, name);
      const isShown = ({ location }: { location: { name: string } }) =>
        name === 'departments' || location.name !== 'Remote';
      assert.deepEqual(listed, new Set(idsOf(jobs.filter(isShown))), name);
      const group = list.find((one) => below(one).length > 0);
      assert.deepEqual(await get(`/${name}/${group?.id}`), group);
    }
    const tree = (await get('/departments?render_as=tree')).departments as Group[];
    assert.ok(tree.some(({ children = [] }) => children.length > 0));
  });

  it('refuses boards, posts and parameters that it does not know with 400', async () => {
    const [{ id }] = (await get('/jobs')).jobs;
    const refused = [
      ['/jobs', 'nobody', "Could not find a job board with token 'nobody'"],
      ['/jobs', 'internal', "Could not find a job board with token 'internal'"],
      ['/jobs/123', 'acme', "Could not find a job with id '123' for acme"],
      ['/departments/123', 'acme', "Could not find a department with id '123' for acme"],
      ['/offices/123', 'acme', "Could not find an office with id '123' for acme"],
      [`/jobs/${id}?question=true`, 'acme', 'question is not a parameter'],
      ['/offices?render_as=map', 'acme', 'render_as must be list or tree'],
    ];
    for (const [path = '', token, error] of refused) {
      assert.deepEqual(await askBoard(greenhouse, path, token), [400, { error }], path);
    }
    assert.equal((await applyAt(greenhouse, 123, {}))[0], 400);
  });
});
