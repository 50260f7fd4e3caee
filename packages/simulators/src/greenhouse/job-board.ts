import { readBasic } from '../kit/authorization.ts';
import type { Department } from '../kit/company-rows.ts';
import { openRoute } from '../kit/route.ts';
import type { Call, Route } from '../kit/route.ts';
import { JobBoardFailure } from './greenhouse.ts';
import type { Greenhouse } from './greenhouse.ts';
import {
  briefShape,
  contentShape,
  departmentShape,
  jobShape,
  listedShape,
  offices,
  publishedPosts,
} from './job-board-shapes.ts';
import type { BoardPost } from './job-board-shapes.ts';
import { officesOf } from './job-lists.ts';
import { boards, organisation, postsOf } from './post-lists.ts';
import { notSaved, readSubmission } from './read-submission.ts';
import { acceptSubmissions } from './submissions.ts';

const address = '/v1/boards/:token';

/** What `https://boards-api.greenhouse.io` has: reads are public, applying needs the board's key. */
export function jobBoardRoutes(greenhouse: Greenhouse, key: string): Route[] {
  return [
    read('', [], () => ({ name: organisation.name, content: organisation.about })),
    read('/jobs', ['content'], (call) => {
      const posts = publishedPosts(greenhouse);
      const more = (post: BoardPost) => isAsked(call, 'content') && contentShape(greenhouse, post);
      const jobs = posts.map((post) => ({ ...listedShape(post), ...more(post) }));
      return { jobs, meta: { total: jobs.length } };
    }),
    read('/jobs/:id', ['questions', 'pay_transparency'], (call) =>
      jobShape(
        findById(publishedPosts(greenhouse), 'a job', call, ({ postId }) => postId),
        {
          hasQuestions: isAsked(call, 'questions'),
          hasPay: isAsked(call, 'pay_transparency'),
        },
      ),
    ),
    read('/departments', ['render_as'], (call) => ({
      departments: isTree(call)
        ? departmentsBelow(greenhouse, null).map((one) => departmentTree(greenhouse, one))
        : allDepartments(greenhouse).map((one) => listedDepartment(greenhouse, one)),
    })),
    read('/departments/:id', ['render_as'], (call) => {
      const found = findById(allDepartments(greenhouse), 'a department', call, ({ id }) => id);
      const show = isTree(call) ? departmentTree : listedDepartment;
      return show(greenhouse, found);
    }),
    read('/offices', ['render_as'], (call) => ({
      offices: offices.map((office) => officeShape(greenhouse, call, office)),
    })),
    read('/offices/:id', ['render_as'], (call) => {
      const office = findById(offices, 'an office', call, ({ id }) => id);
      return officeShape(greenhouse, call, office);
    }),
    openRoute(`POST ${address}/jobs/:id`, (call) => {
      if (readBasic(call.headers.authorization) !== `${key}:`) {
        throw new JobBoardFailure(401, { error: 'Unauthorized' });
      }
      return apply(greenhouse, call);
    }),
  ];
}

/** Answers without an id of what will be made. */
function apply(greenhouse: Greenhouse, call: Call): object {
  const isInternal = boardOf(call) === boards.internal;
  const jobs = [...greenhouse.company.tables.jobs.values()];
  const posts = jobs.flatMap((job) =>
    postsOf(job)
      .filter((post) => post.isInternal === isInternal)
      .map(({ id: postId, isLive }) => ({ job, postId, isLive })),
  );
  const post = findById(posts, 'a job', call, ({ postId }) => postId);
  if (!post.isLive) throw notSaved('Job application not live');
  greenhouse.kept.submissions.push(readSubmission(greenhouse, post, call));
  acceptSubmissions(greenhouse, ({ readsLeft }) => readsLeft <= 0);
  return { success: 'Candidate saved successfully' };
}

/** A route that shows the public board; other parameters than the documented ones are refused. */
function read(path: string, parameters: string[], answer: (call: Call) => object): Route {
  return openRoute(`GET ${address}${path}`, (call) => {
    if (boardOf(call) === boards.internal) throw noBoard(call);
    const unknown = [...call.query.keys()].find((name) => !parameters.includes(name));
    if (unknown !== undefined) {
      throw new JobBoardFailure(400, { error: `${unknown} is not a parameter` });
    }
    return answer(call);
  });
}

function boardOf(call: Call): (typeof boards)[keyof typeof boards] {
  const board = Object.values(boards).find(({ token }) => token === call.params['token']);
  if (board === undefined) throw noBoard(call);
  return board;
}

function noBoard({ params }: Call): JobBoardFailure {
  const error = `Could not find a job board with token '${params['token']}'`;
  return new JobBoardFailure(400, { error });
}

function findById<Row>(
  rows: readonly Row[],
  what: string,
  { params }: Call,
  idOf: (row: Row) => string | number,
): Row {
  const row = rows.find((one) => String(idOf(one)) === params['id']);
  if (row !== undefined) return row;
  const error = `Could not find ${what} with id '${params['id']}' for ${params['token']}`;
  throw new JobBoardFailure(400, { error });
}

const isAsked = ({ query }: Call, name: string): boolean => query.get(name) === 'true';

function isTree({ query }: Call): boolean {
  const form = query.get('render_as') ?? 'list';
  if (form === 'list' || form === 'tree') return form === 'tree';
  throw new JobBoardFailure(400, { error: 'render_as must be list or tree' });
}

const allDepartments = ({ company }: Greenhouse): Department[] => [
  ...company.tables.departments.values(),
];
const departmentsBelow = (greenhouse: Greenhouse, id: string | null): Department[] =>
  allDepartments(greenhouse).filter(({ parentId }) => parentId === id);

/** The posts of a department, in one office alone where that is asked for. */
function postsIn(greenhouse: Greenhouse, { id }: Department, office?: number): object[] {
  return publishedPosts(greenhouse)
    .filter(({ job }) => job.departmentId === id)
    .filter(({ job }) => office === undefined || officesOf(job).includes(office))
    .map(briefShape);
}

function listedDepartment(greenhouse: Greenhouse, department: Department, office?: number) {
  const jobs = postsIn(greenhouse, department, office);
  return { ...departmentShape(greenhouse, department), jobs };
}

function departmentTree(greenhouse: Greenhouse, department: Department, office?: number): object {
  const { id, name } = department;
  const children = departmentsBelow(greenhouse, id);
  return {
    id: Number(id),
    name,
    jobs: postsIn(greenhouse, department, office),
    children: children.map((child) => departmentTree(greenhouse, child, office)),
  };
}

/** With all departments, those without a job there, too. */
function officeShape(greenhouse: Greenhouse, call: Call, office: (typeof offices)[number]): object {
  const { id, name } = office;
  if (!isTree(call)) {
    const departments = allDepartments(greenhouse).map((one) =>
      listedDepartment(greenhouse, one, id),
    );
    return { ...office, departments };
  }
  const roots = departmentsBelow(greenhouse, null);
  const departments = roots.map((one) => departmentTree(greenhouse, one, id));
  return { id, name, departments, children: [] };
}
