import {
  GreenhouseHiringManager,
  GreenhouseJobOwner,
  GreenhouseJobPermission,
  GreenhouseJobPost,
  GreenhouseJobStage,
  GreenhousePayRange,
  GreenhouseSearchableLocation,
} from '../remote-types.ts';
import type { Join, OpenJoin } from './joins.ts';
import { idsOf } from './joins.ts';
import type { Touching } from './joined-list.ts';

export const postsPath = '/job_posts';

const posts: Join<typeof GreenhouseJobPost> = {
  path: postsPath,
  schema: GreenhouseJobPost,
  keyOf: (row) => row.job_id,
  filter: 'job_ids',
  fields: [
    'description',
    'visibility',
    'post_url',
    'location',
    'salary_amount_from',
    'salary_amount_to',
    'salary_currency',
    'job_postings',
    'screening_questions',
  ],
};
const locations: Join<typeof GreenhouseSearchableLocation> = {
  path: '/job_post_searchable_locations',
  schema: GreenhouseSearchableLocation,
  keyOf: (row) => row.job_post_id,
  filter: 'job_post_ids',
  fields: ['location'],
};
const payRanges: Join<typeof GreenhousePayRange> = {
  path: '/pay_input_ranges',
  schema: GreenhousePayRange,
  keyOf: (row) => row.job_post_id,
  filter: 'job_post_ids',
  fields: ['salary_amount_from', 'salary_amount_to', 'salary_currency'],
};
const stages: Join<typeof GreenhouseJobStage> = {
  path: '/job_interview_stages',
  schema: GreenhouseJobStage,
  keyOf: (row) => row.job_id,
  filter: 'job_ids',
  fields: ['stages'],
};
const team = { filter: 'job_ids', fields: ['hiring_team'] };
const owners: Join<typeof GreenhouseJobOwner> = {
  ...team,
  path: '/job_owners',
  schema: GreenhouseJobOwner,
  keyOf: (row) => row.job_id,
};
const managers: Join<typeof GreenhouseHiringManager> = {
  ...team,
  path: '/job_hiring_managers',
  schema: GreenhouseHiringManager,
  keyOf: (row) => row.job_id,
};
const permissions: Join<typeof GreenhouseJobPermission> = {
  ...team,
  path: '/user_job_permissions',
  schema: GreenhouseJobPermission,
  keyOf: (row) => row.job_id,
};

const ofJobs = [posts, stages, owners, managers, permissions];
const ofPosts = [locations, payRanges];
export const joinsOfJobs = [...ofJobs, ...ofPosts];

/** Which jobs have changed with a row of another list. */
export function touchingJobs(jobsOfPosts: NonNullable<Touching['toIds']>): Touching[] {
  return [
    ...ofJobs.map(({ path, fields }) => ({ path, fields, key: 'job_id' })),
    ...ofPosts.map(({ path, fields }) => ({
      path,
      fields,
      key: 'job_post_id',
      toIds: jobsOfPosts,
    })),
  ];
}

/** What other lists say of one job. */
export interface JobParts {
  /** The one to show first. */
  posts: readonly GreenhouseJobPost[];
  locations: readonly GreenhouseSearchableLocation[];
  payRanges: readonly GreenhousePayRange[];
  stages: readonly GreenhouseJobStage[];
  /** Users with what they are on the job: the word of an owner, or the id of a role. */
  members: readonly {
    user: string;
    word?: string | null | undefined;
    role?: string | null | undefined;
  }[];
}

/** The lists that belong to jobs, and to their posts. */
export function jobPartsOf(open: OpenJoin) {
  const loadPosts = open(posts);
  const loadLocations = open(locations);
  const loadPayRanges = open(payRanges);
  const loadStages = open(stages);
  const loadOwners = open(owners);
  const loadManagers = open(managers);
  const loadPermissions = open(permissions);
  return async (jobs: readonly string[]) => {
    const ownPosts = await loadPosts(jobs);
    const main = new Map(jobs.map((job) => [job, mainFirst(ownPosts.of(job))]));
    const mainIds = [...main.values()].flatMap(([first]) => first?.id ?? []);
    const places = await loadLocations(mainIds);
    const ranges = await loadPayRanges(mainIds);
    const ownStages = await loadStages(jobs);
    const [owned, managed, permitted] = [
      await loadOwners(jobs),
      await loadManagers(jobs),
      await loadPermissions(jobs),
    ];
    const membersOf = (job: string): JobParts['members'] => [
      ...idsOf(managed.of(job), ({ user_id: user }) => user).map((user) => ({
        user,
        word: 'hiring_manager',
      })),
      ...owned.of(job).flatMap(({ user_id: user, type: word }) => (user ? [{ user, word }] : [])),
      ...permitted
        .of(job)
        .flatMap(({ user_id: user, role_id: role }) => (user ? [{ user, role }] : [])),
    ];
    return {
      answers: [ownPosts, places, ranges, ownStages, owned, managed, permitted],
      of: (job: string): JobParts => {
        const [first, ...others] = main.get(job) ?? [];
        return {
          posts: first === undefined ? [] : [first, ...others],
          locations: places.of(first?.id),
          payRanges: ranges.of(first?.id),
          stages: ownStages.of(job),
          members: membersOf(job),
        };
      },
    };
  };
}

/** The posts of a job, of which the first is the one whose questions it shows. */
export function mainFirst(ofJob: readonly GreenhouseJobPost[]): GreenhouseJobPost[] {
  return ofJob.toSorted(byPriority);
}

/** What everybody can find is the job's main post; of several, the oldest. */
function byPriority(one: GreenhouseJobPost, other: GreenhouseJobPost): number {
  const difference = priorityOf(other) - priorityOf(one);
  return difference === 0 ? Number(one.id) - Number(other.id) : difference;
}

function priorityOf({ live, active, internal }: GreenhouseJobPost): number {
  return (live === true ? 4 : 0) + (internal === true ? 0 : 2) + (active === true ? 1 : 0);
}
