import { mapEnum, toCountryCode } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  FieldRef,
  JobPosting,
  JobRecord,
  Location,
} from '@hirewire/connector-kit';
import type {
  GreenhouseJob,
  GreenhouseJobPost,
  GreenhousePayRange,
  GreenhouseSearchableLocation,
} from '../remote-types.ts';
import { employmentTypes, jobStatuses, ownerRoleIds } from '../vocabulary.ts';
import type { JobParts } from './job-parts.ts';
import { toScreeningQuestions } from './screening-questions.ts';
import { refsIn, toCustomFields, toTime } from './to-time.ts';

/** What jobs of all pages refer to. */
export interface JobReferences {
  departments: ReadonlyMap<string, string | null | undefined>;
  offices: ReadonlyMap<string, GreenhouseOfficeOf>;
  /** The key of the custom field that holds the type of employment. */
  employmentKey: string;
}
type GreenhouseOfficeOf = {
  name?: string | null | undefined;
  location?: string | null | undefined;
};

export function toJob(
  job: GreenhouseJob,
  parts: JobParts,
  { context, references }: { context: ConnectorContext; references: JobReferences },
): JobRecord {
  const ref = refsIn('jobs', context);
  const [main] = parts.posts;
  return {
    remote_id: job.id,
    name: job.name,
    job_code: job.requisition_id,
    description: main?.content || main?.internal_content || job.notes,
    confidential: job.confidential,
    employment_type: toEmploymentType(job, references),
    status: mapEnum(jobStatuses, job.status, ref('status')),
    visibility: toVisibility(job, parts.posts),
    department: references.departments.get(job.department_id ?? ''),
    post_url: main?.live === true ? main.public_url : null,
    ...toSalary(parts.payRanges, ref('pay_input_ranges')),
    location: toLocation(parts.locations) ?? toOfficeLocation(job, references),
    custom_fields: toCustomFields(job.custom_fields),
    opened_at: toTime(job.opened_at, ref('opened_at')),
    closed_at: toTime(job.closed_at, ref('closed_at')),
    remote_created_at: toTime(job.created_at, ref('created_at')),
    remote_updated_at: toTime(job.updated_at, ref('updated_at')),
    stages: parts.stages
      .filter(({ active }) => active !== false)
      .toSorted((one, other) => (one.sort_order ?? 0) - (other.sort_order ?? 0))
      .map(({ id, sort_order: index }) => ({ remote_id: id, index: index ?? null })),
    hiring_team: toHiringTeam(parts.members, ref('job_owners[].type')),
    screening_questions: toScreeningQuestions(main?.questions ?? [], context),
    job_postings: parts.posts.map(toJobPosting),
  };
}

function toJobPosting(post: GreenhouseJobPost): JobPosting {
  const isInternal = post.internal === true;
  return {
    remote_id: post.id,
    title: post.title,
    description_html: (isInternal && post.internal_content) || post.content,
    status: toPostStatus(post),
    visibility: isInternal ? 'INTERNAL' : 'PUBLIC',
    url: post.live === true ? post.public_url : null,
  };
}

/** Live is what is published on a board that is live itself. */
function toPostStatus({ active, live }: GreenhouseJobPost): JobPosting['status'] {
  if (live === true) return 'ACTIVE';
  if (active === true) return 'DRAFT';
  return active === false ? 'INACTIVE' : null;
}

function toVisibility({ confidential }: GreenhouseJob, posts: readonly GreenhouseJobPost[]) {
  if (confidential === true) return 'CONFIDENTIAL';
  const live = posts.filter((post) => post.live === true);
  if (live.length === 0) return null;
  return live.every(({ internal }) => internal === true) ? 'INTERNAL' : 'PUBLIC';
}

/** The customer's own words, so that one without a counterpart is no issue. */
function toEmploymentType(
  { custom_fields: fields }: GreenhouseJob,
  { employmentKey }: JobReferences,
): string | null {
  const value = fields?.[employmentKey]?.value;
  const text = typeof value === 'string' ? value : '';
  return employmentTypes.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

/** The widest range, where all have one currency: amounts in different ones are no range. */
function toSalary(ranges: readonly GreenhousePayRange[], ref: FieldRef) {
  const currencies = new Set(ranges.flatMap(({ currency_type: currency }) => currency ?? []));
  const [currency] = currencies;
  if (currencies.size > 1) {
    const { model, field, reportIssue } = ref;
    reportIssue({ model, field, sample: [...currencies].join(', ') });
    return {};
  }
  const amounts = (pick: (range: GreenhousePayRange) => number | null | undefined): number[] =>
    ranges.flatMap((range) => pick(range) ?? []).map((cents) => cents / 100);
  const from = amounts(({ min_cents: cents }) => cents);
  const to = amounts(({ max_cents: cents }) => cents);
  return {
    salary_amount_from: from.length === 0 ? null : Math.min(...from),
    salary_amount_to: to.length === 0 ? null : Math.max(...to),
    salary_currency: currency,
  };
}

/** A job in several places has what these have in common, and all their names. */
function toLocation(locations: readonly GreenhouseSearchableLocation[]): Location | null {
  if (locations.length === 0) return null;
  const common = (pick: (one: GreenhouseSearchableLocation) => string | null | undefined) => {
    const [first, ...others] = new Set(locations.map((one) => pick(one) || null));
    return others.length === 0 ? (first ?? null) : null;
  };
  const country = common((one) => one.country_short_name ?? one.country_long_name);
  const names = locations.map(
    (one) => one.location || [one.city, one.country_long_name].filter(Boolean).join(', '),
  );
  return {
    city: common((one) => one.city),
    state: common((one) => one.region_long_name),
    country: toCountryCode(country) ?? country,
    zip_code: common((one) => one.postal_code),
    raw: [...new Set(names.filter(Boolean))].join('; ') || null,
  };
}

/** For a job that is not posted, where its offices are. */
function toOfficeLocation(
  { office_ids: ids }: GreenhouseJob,
  { offices }: JobReferences,
): Location | null {
  const places = (ids ?? []).flatMap((id) => {
    const office = offices.get(id);
    return office?.location || office?.name || [];
  });
  return places.length === 0 ? null : { raw: [...new Set(places)].join('; ') };
}

function toHiringTeam(members: JobParts['members'], ref: FieldRef): JobRecord['hiring_team'] {
  const roles = new Map<string, Set<string>>();
  for (const { user, word, role } of members) {
    const own = roles.get(user) ?? new Set();
    const id = role ?? mapEnum(ownerRoleIds, word, ref);
    if (id !== null) own.add(id);
    roles.set(user, own);
  }
  return [...roles].map(([user, own]) => ({ user_remote_id: user, role_remote_ids: [...own] }));
}
