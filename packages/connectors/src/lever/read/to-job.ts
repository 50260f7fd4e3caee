import { mapEnum, toCountryCode, toHtml } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  FieldRef,
  JobPosting,
  JobRecord,
  Location,
} from '@hirewire/connector-kit';
import type { LeverApplyForm, LeverPosting, LeverTeam } from '../remote-types.ts';
import {
  commitments,
  jobStatuses,
  postingRoleId,
  postingRoleIds,
  postingStatuses,
  salaryPeriods,
  workplaceTypes,
} from '../vocabulary.ts';
import { toScreeningQuestions } from './screening-questions.ts';
import { toTime } from './to-time.ts';

type FieldRefOf = (field: string) => FieldRef;

interface Details {
  form: LeverApplyForm | null;
  team: LeverTeam | null;
  stages: JobRecord['stages'];
}

export function toJob(
  posting: LeverPosting,
  { form, team, stages }: Details,
  context: ConnectorContext,
): JobRecord {
  const { reportIssue } = context;
  const ref: FieldRefOf = (field) => ({ model: 'jobs', field, reportIssue });
  const { confidentiality } = posting;
  const status = mapEnum(jobStatuses, posting.state, ref('state'));
  const isConfidential = confidentiality === 'confidential';
  return {
    remote_id: posting.id,
    name: posting.text,
    job_code: posting.reqCode || posting.requisitionCodes?.[0] || null,
    description: toDescription(posting),
    confidential: confidentiality ? isConfidential : null,
    status,
    visibility: isConfidential ? 'CONFIDENTIAL' : toVisibility(posting),
    ...toCategories(posting),
    post_url: posting.urls?.show,
    remote_work_status: mapEnum(workplaceTypes, posting.workplaceType, ref('workplaceType')),
    ...toSalary(posting, ref),
    location: toLocation(posting),
    remote_created_at: toTime(posting.createdAt, ref('createdAt')),
    remote_updated_at: toTime(posting.updatedAt, ref('updatedAt')),
    stages,
    hiring_team: toHiringTeam(posting, team, ref),
    screening_questions: form === null ? [] : toScreeningQuestions(form, context),
    job_postings: [toJobPosting(posting, status)],
  };
}

function toJobPosting(posting: LeverPosting, status: string | null): JobPosting {
  return {
    remote_id: posting.id,
    title: posting.text,
    description_html: toDescription(posting),
    status: postingStatuses[status ?? ''] ?? null,
    visibility: toVisibility(posting),
    url: posting.urls?.show ?? posting.urls?.apply,
  };
}

function toCategories({ categories }: LeverPosting) {
  const { team, department, level, commitment } = categories ?? {};
  return {
    category: team,
    department,
    experience_level: level,
    employment_type: toEmploymentType(commitment),
  };
}

function toSalary({ salaryRange }: LeverPosting, ref: FieldRefOf) {
  const { min, max, currency, interval } = salaryRange ?? {};
  return {
    salary_amount_from: min,
    salary_amount_to: max,
    salary_currency: currency,
    salary_period: mapEnum(salaryPeriods, interval, ref('salaryRange.interval')),
  };
}

/** The text of a posting as Lever's page has it: an introduction, lists with headings, an end. */
function toDescription({ content }: LeverPosting): string | null {
  if (!content) return null;
  const lists = (content.lists ?? []).map(({ text, content: items }) =>
    [text ? `<h3>${toHtml(text)}</h3>` : '', items ? `<ul>${items}</ul>` : ''].join(''),
  );
  const parts = [
    content.descriptionHtml || toHtml(content.description ?? ''),
    ...lists,
    content.closingHtml || toHtml(content.closing ?? ''),
  ];
  return parts.filter(Boolean).join('\n') || null;
}

/** `published` without a public channel can be found by its link alone. */
function toVisibility({ state, distributionChannels }: LeverPosting) {
  if (state === 'internal') return 'INTERNAL';
  if (state !== 'published') return null;
  if (!distributionChannels || distributionChannels.includes('public')) return 'PUBLIC';
  return distributionChannels.includes('internal') ? 'INTERNAL' : 'UNLISTED';
}

/** The customer's own words, so that one without a counterpart is no issue. */
function toEmploymentType(commitment: string | null | undefined): string | null {
  return commitments.find(([pattern]) => pattern.test(commitment ?? ''))?.[1] ?? null;
}

function toLocation({ categories, country }: LeverPosting): Location | null {
  const raw = categories?.location || null;
  if (raw === null && !country) return null;
  return { raw, country: toCountryCode(country) ?? country ?? null };
}

function toHiringTeam(
  { hiringManager, owner }: LeverPosting,
  team: LeverTeam | null,
  ref: FieldRefOf,
): JobRecord['hiring_team'] {
  const roles = new Map<string, Set<string>>();
  const add = (user: string, role: string | null): void => {
    const own = roles.get(user) ?? new Set();
    if (role !== null) own.add(role);
    roles.set(user, own);
  };
  if (hiringManager) add(hiringManager, postingRoleId('hiring-manager'));
  if (owner) add(owner, postingRoleId('owner'));
  for (const { id, role, roles: several } of team?.users ?? []) {
    const words = [role, ...(several ?? [])].map((one) =>
      typeof one === 'string' ? one : one?.id,
    );
    for (const word of words.length > 0 ? words : [null]) {
      add(id, mapEnum(postingRoleIds, word, ref('users[].role')));
    }
  }
  return [...roles].map(([user, own]) => ({ user_remote_id: user, role_remote_ids: [...own] }));
}
