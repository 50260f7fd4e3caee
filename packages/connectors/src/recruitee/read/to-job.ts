import { mapEnum, toCountryCode, toIsoDate } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  FieldRef,
  JobPosting,
  JobRecord,
  Location,
} from '@hirewire/connector-kit';
import type { RecruiteeOffer } from '../remote-types.ts';
import {
  employmentTypes,
  jobRoleId,
  jobStatuses,
  jobVisibilities,
  postingStatuses,
  remoteOptions,
  salaryPeriods,
} from '../vocabulary.ts';
import { stagesOf } from './offer-list.ts';
import { toScreeningQuestions } from './screening-questions.ts';
import { datesOf, refsIn } from './to-dates.ts';
import type { FieldRefOf } from './to-dates.ts';
import { toNumber } from './to-number.ts';

export function toJob(offer: RecruiteeOffer, context: ConnectorContext): JobRecord {
  const ref = refsIn('jobs', context.reportIssue);
  const status = mapEnum(jobStatuses, offer.status, ref('status'));
  return {
    remote_id: offer.id,
    name: offer.title,
    description: toDescription(offer),
    status,
    visibility: jobVisibilities[offer.status ?? ''] ?? null,
    employment_type: toEmploymentType(offer, ref('employment_type')),
    category: offer.category,
    department: offer.department?.name,
    experience_level: offer.experience,
    post_url: offer.status === 'published' ? offer.careers_url : null,
    remote_work_status: mapEnum(
      remoteOptions,
      offer.remote_option ?? offer.remote,
      ref('remote_option'),
    ),
    weekly_hours: toNumber(offer.max_hours ?? offer.min_hours, ref('max_hours')),
    ...toSalary(offer, ref),
    location: toLocation(offer),
    remote_url: offer.adminapp_url,
    opened_at: toIsoDate(offer.published_at, ref('published_at')),
    closed_at: toIsoDate(offer.closed_at, ref('closed_at')),
    ...datesOf(offer, ref),
    stages: stagesOf(offer).map(({ id }, index) => ({ remote_id: id, index })),
    hiring_team: toHiringTeam(offer),
    screening_questions: toScreeningQuestions(offer, context),
    job_postings: [toJobPosting(offer, status)],
  };
}

function toJobPosting(offer: RecruiteeOffer, status: string | null): JobPosting {
  return {
    remote_id: offer.id,
    title: offer.title,
    description_html: toDescription(offer),
    status: postingStatuses[status ?? ''] ?? null,
    visibility: jobVisibilities[offer.status ?? ''] ?? null,
    url: offer.status === 'published' ? offer.careers_url : null,
  };
}

/** The parts of the page, in its order. */
function toDescription(offer: RecruiteeOffer): string | null {
  const parts = [offer.highlight_html, offer.description, offer.requirements];
  return parts.filter(Boolean).join('\n') || null;
}

function toEmploymentType(
  { employment_type_code: code, employment_type: type }: RecruiteeOffer,
  ref: FieldRef,
): string | null {
  const word = code || type;
  if (!word) return null;
  const found = employmentTypes.find(([pattern]) => pattern.test(word))?.[1];
  if (found === undefined) ref.reportIssue({ ...ref, sample: word });
  return found ?? null;
}

function toSalary({ salary }: RecruiteeOffer, ref: FieldRefOf) {
  const { min, max, currency, period } = salary ?? {};
  return {
    salary_amount_from: toNumber(min, ref('salary.min')),
    salary_amount_to: toNumber(max, ref('salary.max')),
    salary_currency: currency || null,
    salary_period: mapEnum(salaryPeriods, period, ref('salary.period')),
  };
}

/** A job in several places has them in one text, and the parts of the first. */
function toLocation(offer: RecruiteeOffer): Location | null {
  const [first = offer, ...others] = offer.locations ?? [];
  const own = first === offer ? offer.location : null;
  const texts = [own || textOf(first), ...others.map(textOf)].filter(Boolean);
  const location = { ...partsOf(first), raw: texts.join('; ') || null };
  return Object.values(location).some((part) => part !== null) ? location : null;
}

type OfferLocation = Partial<NonNullable<RecruiteeOffer['locations']>[number]>;

function partsOf(own: OfferLocation): Location {
  const country = own.country_code || own.country || null;
  return {
    city: own.city || null,
    country: toCountryCode(country) ?? country,
    state: own.state_name || own.state_code || null,
    street_1: own.street || null,
    zip_code: own.postal_code || null,
  };
}

function textOf({ full_address: address, name, city, country }: OfferLocation): string | null {
  return address || name || [city, country].filter(Boolean).join(', ') || null;
}

/** Followers and others on the job have no role. */
function toHiringTeam(offer: RecruiteeOffer): JobRecord['hiring_team'] {
  const roles = new Map<string, string[]>();
  const add = (user: string | null | undefined, role: string[]): void => {
    if (user) roles.set(user, [...(roles.get(user) ?? []), ...role]);
  };
  add(offer.hiring_manager_id, [jobRoleId('hiring_manager')]);
  add(offer.recruiter_id, [jobRoleId('recruiter')]);
  for (const { id } of [...(offer.followers ?? []), ...(offer.admins ?? [])]) add(id, []);
  return [...roles].map(([user, own]) => ({ user_remote_id: user, role_remote_ids: own }));
}
