import { mapEnum, toCountryCode, toIsoDate } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  FieldPlace,
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
import { datesOf, placesIn } from './to-dates.ts';
import type { PlaceOf } from './to-dates.ts';
import { toNumber } from './to-number.ts';

export function toJob(offer: RecruiteeOffer, context: ConnectorContext): JobRecord {
  const place = placesIn('jobs', context.reportIssue);
  const status = mapEnum(jobStatuses, offer.status, place('status'));
  return {
    remote_id: offer.id,
    name: offer.title,
    description: toDescription(offer),
    status,
    visibility: jobVisibilities[offer.status ?? ''] ?? null,
    employment_type: toEmploymentType(offer, place('employment_type')),
    category: offer.category,
    department: offer.department?.name,
    experience_level: offer.experience,
    post_url: offer.status === 'published' ? offer.careers_url : null,
    remote_work_status: mapEnum(
      remoteOptions,
      offer.remote_option ?? offer.remote,
      place('remote_option'),
    ),
    weekly_hours: toNumber(offer.max_hours ?? offer.min_hours, place('max_hours')),
    ...toSalary(offer, place),
    location: toLocation(offer),
    remote_url: offer.adminapp_url,
    opened_at: toIsoDate(offer.published_at, place('published_at')),
    closed_at: toIsoDate(offer.closed_at, place('closed_at')),
    ...datesOf(offer, place),
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
  place: FieldPlace,
): string | null {
  const word = code || type;
  if (!word) return null;
  const found = employmentTypes.find(([pattern]) => pattern.test(word))?.[1];
  if (found === undefined) place.reportIssue({ ...place, sample: word });
  return found ?? null;
}

function toSalary({ salary }: RecruiteeOffer, place: PlaceOf) {
  const { min, max, currency, period } = salary ?? {};
  return {
    salary_amount_from: toNumber(min, place('salary.min')),
    salary_amount_to: toNumber(max, place('salary.max')),
    salary_currency: currency || null,
    salary_period: mapEnum(salaryPeriods, period, place('salary.period')),
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

type Place = Partial<NonNullable<RecruiteeOffer['locations']>[number]>;

function partsOf(place: Place): Location {
  const country = place.country_code || place.country || null;
  return {
    city: place.city || null,
    country: toCountryCode(country) ?? country,
    state: place.state_name || place.state_code || null,
    street_1: place.street || null,
    zip_code: place.postal_code || null,
  };
}

function textOf({ full_address: address, name, city, country }: Place): string | null {
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
