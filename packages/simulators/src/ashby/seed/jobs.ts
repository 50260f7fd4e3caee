import type { SeededRandom } from '../../kit/random.ts';
import type { AshbyRecords } from '../records.ts';
import type {
  AshbyEmploymentType,
  AshbyJob,
  AshbyJobStatus,
  AshbyTeamMember,
  AshbyUser,
} from '../types.ts';
import { dayMs, isoOf, seedEnd, seedStart } from '../../kit/calendar.ts';
import { inventTier } from './compensation.ts';
import { customValueMaker } from './custom-values.ts';
import { addInterview } from './interview-plans.ts';
import { seniorities, jobTitles } from '../../kit/words.ts';

/** Every status occurs among ten jobs, most of them open. */
const statusPattern: AshbyJobStatus[] = [
  'Open',
  'Open',
  'Closed',
  'Open',
  'Draft',
  'Open',
  'Archived',
  'Open',
  'Closed',
  'Open',
];
const employmentTypes: AshbyEmploymentType[] = [
  'FullTime',
  'FullTime',
  'FullTime',
  'PartTime',
  'Intern',
  'Contract',
  'Temporary',
];

interface JobSeed {
  random: SeededRandom;
  records: AshbyRecords;
  users: AshbyUser[];
  locationIds: string[];
  departmentIds: string[];
  planIds: string[];
  customValues: (share: number) => AshbyJob['customFields'];
}

/** Jobs without postings. */
export function seedJobs(random: SeededRandom, records: AshbyRecords, count: number): void {
  const seed: JobSeed = {
    random,
    records,
    users: [...records.users.values()].filter(({ email }) => email !== null),
    locationIds: [...records.locations.values()]
      .filter(({ type, isArchived }) => type === 'Location' && !isArchived)
      .map(({ id }) => id),
    departmentIds: [...records.departments.values()].map(({ id }) => id),
    planIds: [...records.interviewPlans.values()].map(({ id }) => id),
    customValues: customValueMaker(random, records, 'Job'),
  };
  for (let index = 0; index < count; index += 1) {
    const job = records.jobs.put(inventJob(seed, index));
    if (index % 6 !== 5) continue;
    const own = { title: `${job.title} Case`, isFeedbackRequired: true, jobId: job.id };
    addInterview(random, records, { ...own, isArchived: index % 12 === 11 });
  }
}

function inventJob(seed: JobSeed, index: number): AshbyJob {
  const { random } = seed;
  const status = statusPattern[index % statusPattern.length] ?? 'Open';
  const interviewPlanIds = random.sample(seed.planIds, random.integer(1, 3));
  return {
    id: random.uuid(),
    title: `${random.pick(seniorities)}${random.pick(jobTitles)}`,
    confidential: index % 15 === 8,
    status,
    employmentType: employmentTypes[index % employmentTypes.length] ?? 'FullTime',
    locationId: index % 12 === 10 ? null : random.pick(seed.locationIds),
    secondaryLocationIds: random.chance(0.2) ? random.sample(seed.locationIds, 2) : [],
    departmentId: index % 12 === 11 ? null : random.pick(seed.departmentIds),
    defaultInterviewPlanId: interviewPlanIds[0] ?? null,
    interviewPlanIds,
    customFields: seed.customValues(0.6),
    jobPostingIds: [],
    customRequisitionId: random.chance(0.6) ? `REQ-${1000 + index}` : null,
    brandId: null,
    hiringTeam: inventTeam(seed),
    author: random.chance(0.8) ? random.pick(seed.users) : null,
    ...inventDates(random, status),
    compensation: random.chance(0.6) ? { compensationTiers: [inventTier(random)] } : null,
  };
}

function inventDates(
  random: SeededRandom,
  status: AshbyJobStatus,
): Pick<AshbyJob, 'createdAt' | 'openedAt' | 'closedAt' | 'updatedAt'> {
  const created = Date.parse(random.moment(seedStart, seedEnd - 120 * dayMs));
  const opened = created + random.integer(1, 20) * dayMs;
  const closed = opened + random.integer(30, 90) * dayMs;
  const isDraft = status === 'Draft';
  const isClosed = status === 'Closed' || status === 'Archived';
  const lastChange = isClosed ? closed : isDraft ? created : opened;
  return {
    createdAt: isoOf(created),
    updatedAt: random.moment(lastChange, seedEnd),
    openedAt: isDraft ? null : isoOf(opened),
    closedAt: isClosed ? isoOf(closed) : null,
  };
}

/** Two to five people; a few jobs have nobody, and somebody may hold two roles. */
function inventTeam({ random, records, users }: JobSeed): AshbyTeamMember[] {
  if (random.chance(0.05)) return [];
  const roles = [...records.hiringTeamRoles.values()];
  return random.sample(roles, random.integer(2, roles.length)).map(({ title }) => {
    const { id, firstName, lastName, email } = random.pick(users);
    return { userId: id, firstName, lastName, email: email ?? '', role: title };
  });
}
