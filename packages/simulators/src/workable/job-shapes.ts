import type { Job, Question, Stage, User } from '../kit/company-rows.ts';
import { shown } from '../kit/company.ts';
import type { Company } from '../kit/company.ts';
import { places } from '../kit/places.ts';
import type { Place } from '../kit/places.ts';
import * as words from './words.ts';
import type { Workable } from './workable.ts';

export const jobStates: Readonly<Record<Job['status'], string>> = {
  open: 'published',
  draft: 'draft',
  closed: 'closed',
  archived: 'archived',
};

const employmentTypes: Readonly<Record<Job['employment'], string>> = {
  'full time': 'Full-time',
  'part time': 'Part-time',
  contract: 'Contract',
  temporary: 'Temporary',
  intern: 'Internship',
};

/** What a list shows only if it is asked to. */
export const includableFields = ['description', 'full_description', 'requirements', 'benefits'];

/** A job as lists show it, with the texts that were asked for. */
export function listedJob(workable: Workable, job: Job, included: readonly string[]): object {
  const texts = Object.entries(textsOf(job)).filter(([name]) => included.includes(name));
  const shape = sharedShape(workable, job);
  const location = { location_str: words.locationText(job.place), ...shape.location };
  return shown(job, { ...shape, location, ...Object.fromEntries(texts) });
}

export function jobShape(workable: Workable, job: Job): object {
  return shown(job, {
    ...sharedShape(workable, job),
    ...textsOf(job),
    employment_type: employmentTypes[job.employment],
    industry: 'Software',
    function: job.departmentId === null ? null : 'Engineering',
    experience: levelOf(job),
    education: null,
  });
}

function sharedShape({ company, subdomain }: Workable, job: Job) {
  const number = Number.parseInt(job.id, 16);
  const shortcode = words.shortcodeOf(job.id);
  const base = `https://${subdomain}.workable.com`;
  const workplace = job.isRemote ? 'remote' : number % 3 === 0 ? 'hybrid' : 'on_site';
  return {
    id: job.id,
    title: job.title,
    full_title: `${job.title} - ${job.code}`,
    shortcode,
    code: job.code,
    state: jobStates[job.status],
    confidential: job.isConfidential,
    ...departmentOf(company, job),
    url: `${base}/jobs/${number}`,
    application_url: `${base}/jobs/${number}/candidates/new`,
    shortlink: `https://apply.workable.com/j/${shortcode}`,
    workplace_type: workplace,
    location: {
      ...words.locationOf(job.place),
      telecommuting: job.isRemote,
      workplace_type: workplace,
    },
    locations: locationsOf(job, number),
    salary: salaryOf(job),
    created_at: words.secondsOf(job.createdAt),
    updated_at: words.secondsOf(job.updatedAt),
    keywords: null,
  };
}

function departmentOf({ tables }: Company, { departmentId }: Job) {
  const own = tables.departments.find(departmentId ?? '');
  const line = [tables.departments.find(own?.parentId ?? ''), own].filter((one) => one !== null);
  return {
    department: own?.name ?? null,
    department_hierarchy: line.map(({ id, name }) => ({ id, name })),
  };
}

function salaryOf({ salary }: Job) {
  if (salary === null) return { salary_from: null, salary_to: null, salary_currency: null };
  const { min, max, currency } = salary;
  return { salary_from: min, salary_to: max, salary_currency: currency.toLowerCase() };
}

/** Some jobs are in two places. Null where a list was promised: jobs without a place have that. */
function locationsOf({ place }: Job, number: number): object[] | null {
  if (place === null) return null;
  const second = places.find(({ city }) => city !== place.city);
  return [place, ...(number % 4 === 0 && second !== undefined ? [second] : [])].map(
    (one: Place, index) => ({
      shortcode: `L${number}${index}`,
      country_code: one.countryCode,
      country_name: one.country,
      state_code: one.region,
      subregion: null,
      zip_code: one.postalCode,
      city: one.city,
      coords: '51.5073509, -0.1277583',
      hidden: false,
    }),
  );
}

function textsOf({ description }: Job): Record<string, string> {
  const requirements = '<ul><li>Curiosity</li></ul>';
  const benefits = '<ul><li>Time off &amp; tea</li></ul>';
  const parts = [
    description,
    `<p><strong>Requirements</strong></p>${requirements}`,
    `<p><strong>Benefits</strong></p>${benefits}`,
  ];
  return { full_description: parts.join(''), description, requirements, benefits };
}

function levelOf({ title }: Job): string | null {
  if (/^(Senior|Staff|Lead) /.test(title)) return 'Mid-Senior level';
  return title.includes('Werkstudent') ? 'Entry level' : null;
}

/** Jobs share the stages of the account, and their ids. */
export function stageShape(stage: Stage, position: number): object {
  return shown(stage, {
    id: words.stageNumberOf(stage),
    identifier: stage.id,
    slug: words.slugOf(stage),
    name: stage.name,
    kind: words.stageKindOf(stage),
    position,
  });
}

const questionTypes: Readonly<Record<Question['type'], string>> = {
  text: 'short_text',
  'long text': 'free_text',
  'yes or no': 'boolean',
  choice: 'dropdown',
  choices: 'multiple_choice',
  number: 'numeric',
  date: 'date',
  file: 'file',
  url: 'short_text',
};

export const maxFileBytes = 5_242_880;
export const maxAnswerBytes = 20_971_520;
export const resumeTypes = ['pdf', 'doc', 'docx', 'odt', 'rtf'];
export const answerTypes = [
  ...resumeTypes,
  'html',
  'ppt',
  'pptx',
  'png',
  'jpg',
  'txt',
  'xlsx',
  'zip',
];

/** Texts of questions have HTML entities. */
export function questionShape({ id, text, type, isRequired, options }: Question): object {
  return {
    id,
    body: words.escapeHtml(text),
    type: questionTypes[type],
    required: isRequired,
    ...(options.length > 0 && {
      single_answer: type === 'choice',
      choices: options.map((option) => ({ id: option.id, body: words.escapeHtml(option.text) })),
    }),
    ...(type === 'file' && { supported_file_types: answerTypes, max_file_size: maxAnswerBytes }),
  };
}

const complexFields = {
  education: ['school', 'field_of_study', 'degree'],
  experience: ['title', 'company', 'summary'],
};

/** Each job has settings of its own for the fields: every third does without a phone number. */
export function applicationForm({ id, questions }: Job): object {
  const isPhoneRequired = Number.parseInt(id, 16) % 3 !== 0;
  const file = { supported_file_types: resumeTypes, max_file_size: maxFileBytes };
  const fields: [key: string, type: string, more?: object][] = [
    ['headline', 'string', { max_length: 255 }],
    ['phone', 'string', { max_length: 255, required: isPhoneRequired }],
    ['address', 'string'],
    ['avatar', 'file', { ...file, supported_file_types: ['jpg', 'jpeg', 'gif', 'png'] }],
    ...Object.entries(complexFields).map(([key, names]): [string, string, object] => {
      const parts = names.map((name, index) => fieldShape(name, 'string', { required: index < 1 }));
      return [key, 'complex', { multiple: true, fields: parts }];
    }),
    ['summary', 'free_text'],
    ['resume', 'file', { ...file, required: true }],
    ['cover_letter', 'free_text'],
  ];
  return {
    form_fields: fields.map(([key, type, more]) => fieldShape(key, type, more)),
    questions: questions.map((question) => questionShape(question)),
  };
}

function fieldShape(key: string, type: string, more: object = {}): object {
  const label = key.charAt(0).toUpperCase() + key.slice(1).replaceAll('_', ' ');
  return { key, label, type, required: false, ...more };
}

const memberRoles: Readonly<Record<User['role'], string>> = {
  admin: 'admin',
  recruiter: 'simple',
  'hiring manager': 'simple',
  interviewer: 'reviewer',
};

export const roleOf = ({ role }: Pick<User, 'role'>): string => memberRoles[role];

/** A member without what only the account's own list says. */
function memberOf(user: User) {
  const role = roleOf(user);
  const name = words.nameOf(user);
  return { id: user.id, name, headline: null, email: user.email, role, type: 'Member' };
}

export function memberShape(user: User): object {
  const member = memberOf(user);
  return shown(user, {
    ...member,
    hris_role: null,
    roles: [`ats.${member.role}`],
    active: user.isActive,
    collaboration_rules: [],
    hris_member_scope: null,
  });
}

/** The hiring team of a job. Somebody with two roles is there once, in the first of them. */
export function teamOf(workable: Workable, { hiringManagerId, recruiterId }: Job) {
  const members = workable.members();
  const admins = members.filter(({ role, isActive }) => role === 'admin' && isActive);
  const interviewer = members.find(({ role }) => role === 'interviewer');
  const team = new Map<string, string>([[hiringManagerId, 'hiring_manager']]);
  const others: [string | undefined, string][] = [
    [recruiterId, 'recruiter'],
    [interviewer?.id, 'reviewer'],
    ...admins.slice(0, 2).map(({ id }): [string, string] => [id, 'admin']),
  ];
  for (const [id, role] of others) if (id !== undefined && !team.has(id)) team.set(id, role);
  return members.flatMap((user) => {
    const role = team.get(user.id);
    return role === undefined ? [] : [{ ...memberOf(user), collaboration_role: role }];
  });
}
