import { invalid } from './access.ts';

type Kind = 'integer' | 'number' | 'boolean' | 'moment' | 'text' | 'key';

/** The fields of a list that are parameters, by name; those of nested objects stand in brackets. */
export interface Filters {
  readonly [name: string]: Kind | Filters;
}

const user: Filters = {
  email: 'text',
  firstname: 'text',
  middlename: 'text',
  lastname: 'text',
};

const status: Filters = {
  id: 'integer',
  name: 'text',
  abbreviation: 'text',
  is_default: 'boolean',
  is_rejected: 'boolean',
  is_hired: 'boolean',
  is_rejected_by_candidate: 'boolean',
};

const customFields: Filters = {
  custom_field_id: 'key',
  values: { id: 'integer', value: 'text' },
};

export const applicationFilters: Filters = {
  id: 'integer',
  candidate_id: 'key',
  job_id: 'key',
  is_finished: 'boolean',
  finished_at: 'moment',
  created_at: 'moment',
  canceled_at: 'moment',
  has_upload_task: 'boolean',
  motivational_letter: 'text',
  xrm_tracking_id: 'text',
  current_job_application_status: status,
  job_application_status_logs: {
    created_at: 'moment',
    job_application_status: status,
    user,
    reason: 'text',
    start_reminder_at: 'moment',
  },
  recruiter_files: {
    filename: 'text',
    is_visible_for_candidate: 'boolean',
    source: 'text',
  },
};

const profileTexts = [
  'firstname',
  'middlename',
  'lastname',
  'phone',
  'gender',
  'homeaddress',
  'street',
  'zip_code',
  'city_name',
  'country_of_residence',
  'nationality',
  'awards',
  'organizations',
  'workaddress',
  'interests',
  'skill_aliases',
];

const position: Filters = {
  title: 'text',
  department_id: 'key',
  description: 'text',
  company_name: 'text',
  industry_id: 'key',
  position_type: 'key',
  seniority: 'key',
  start_date: 'moment',
  end_date: 'moment',
  city: 'text',
};

const education: Filters = {
  school: 'text',
  subject: 'text',
  specialized_subjects: 'text',
  degree: 'text',
  start_date: 'moment',
  end_date: 'moment',
};

const profile: Filters = {
  ...Object.fromEntries(profileTexts.map((name) => [name, 'text' as const])),
  birthday: 'moment',
  city_id: 'key',
  positions: position,
  educations: education,
  current_position: position,
  current_education: education,
  additional_emails: { type: 'key', address: 'text' },
  ims: { type: 'text', address: 'text' },
  additional_phones: { type: 'key', number: 'text' },
  urls: { type: 'text', address: 'text' },
  languages: { code: 'key', level: 'key' },
  advanced_trainings: { name: 'text', year: 'integer' },
};

export const candidateFilters: Filters = {
  profile,
  email: 'text',
  id: 'integer',
  created_at: 'moment',
  updated_at: 'moment',
  last_login: 'moment',
  last_activity_at: 'moment',
  language: 'text',
  is_confirmed: 'boolean',
  is_internal: 'boolean',
  custom_fields: customFields,
  candidate_tag_ids: 'key',
  facebook_id: 'text',
  xing_id: 'text',
  linkedin_id: 'text',
  reference_id: 'integer',
};

export const jobFilters: Filters = {
  id: 'integer',
  handle: 'text',
  short_handle: 'text',
  user,
  title: 'text',
  created_at: 'moment',
  department_id: 'key',
  job_template: { created_at: 'moment', name: 'text', html: 'text' },
  description: 'text',
  salary: 'number',
  position_type: 'key',
  city_id: 'key',
  seniority: 'key',
  industry_id: 'key',
  is_published_on_widget: 'boolean',
  is_published_on_job_center: 'boolean',
  published_at: 'moment',
  requested_publication_at: 'moment',
  custom_fields: customFields,
  finished_at: 'moment',
  start_of_work: 'moment',
  head_count: 'integer',
  apply_url: 'text',
  job_contents: { created_at: 'moment', content: 'text' },
  job_application_status_set: { id: 'integer', statuses: status },
};

export const tagFilters: Filters = {
  id: 'integer',
  created_at: 'moment',
  name: 'text',
  color_code: 'text',
};

export const cityFilters: Filters = {
  id: 'integer',
  osm_id: 'integer',
  cc: 'text',
  lat: 'number',
  lon: 'number',
  google_id: 'text',
  translations: { name: 'text', country: 'text' },
};

export const fieldFilters: Filters = {
  id: 'integer',
  name: 'text',
  label: 'text',
  possible_values: { id: 'integer', value: 'text' },
  is_job: 'boolean',
  is_candidate: 'boolean',
};

/** Of departments and industries. */
export const nameFilters: Filters = {
  id: 'integer',
  translations: { name: 'text' },
};

export const statusSetFilters: Filters = {
  id: 'integer',
  statuses: status,
  job_ids: 'key',
};

/** Whether a record as it is shown has what all of these parameters ask for. */
export function filterOf(
  filters: Filters,
  parameters: readonly (readonly [name: string, text: string])[],
): (record: object) => boolean {
  const names = parameters.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw invalid(`${twice} is given twice`);
  const asked = parameters.map(([name, text]) => {
    const path = name.replaceAll(']', '').split('[');
    return {
      path,
      isSame: comparisonOf(kindOf(filters, name, path), name, text),
    };
  });
  return (record) => asked.every(({ path, isSame }) => valuesAt(record, path).some(isSame));
}

function kindOf(filters: Filters, name: string, path: string[]): Kind {
  let found: Kind | Filters | undefined = filters;
  for (const part of path) {
    found = typeof found === 'object' && Object.hasOwn(found, part) ? found[part] : undefined;
  }
  const [first = '', ...inner] = path;
  const written = [first, ...inner.map((part) => `[${part}]`)].join('');
  if (typeof found !== 'string' || written !== name) {
    throw invalid(`${name || '(empty)'} is no parameter of this list`);
  }
  return found;
}

const words: Readonly<Record<string, boolean>> = {
  true: true,
  false: false,
  1: true,
  0: false,
};

function comparisonOf(kind: Kind, name: string, text: string): (value: unknown) => boolean {
  switch (kind) {
    case 'integer':
    case 'number': {
      const wanted = Number(text);
      const isOne = kind === 'integer' ? Number.isSafeInteger(wanted) : Number.isFinite(wanted);
      if (text.trim() === '' || !isOne) throw invalid(`${name} must be a number`);
      return (value) => value === wanted;
    }
    case 'boolean': {
      const wanted = words[text];
      if (wanted === undefined) throw invalid(`${name} must be true or false`);
      return (value) => value === wanted;
    }
    case 'moment': {
      const wanted = Date.parse(text);
      if (Number.isNaN(wanted)) throw invalid(`${name} must be a date and time`);
      return (value) => typeof value === 'string' && Date.parse(value) === wanted;
    }
    case 'text':
    case 'key':
      return (value) =>
        ['string', 'number'].includes(typeof value) && `${value as string}` === text;
  }
}

/** What a record has at a path; lists have something for each of their entries. */
function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((one) => valuesAt(one, path));
  const [name, ...rest] = path;
  if (name === undefined) return [value];
  if (typeof value !== 'object' || value === null) return [];
  return valuesAt((value as Record<string, unknown>)[name], rest);
}
