import * as is from '../kit/fields.ts';
import type { Field, Fields, Input } from '../kit/fields.ts';
import type { Call } from '../kit/route.ts';
import { invalid } from './access.ts';
import { requireNoParameters } from './lists.ts';

const text = is.nullable(is.text);
const moment = is.nullable(is.either(is.isoMoment, is.day));
const reference = is.integer(1);
const country = is.nullable(matching(/^[A-Z]{2}$/, 'a country code of ISO 3166-1 alpha-2'));
const language = matching(/^[a-z]{2}$/, 'a language code of ISO 639-1');
/** Base64 and nothing else: no `data:` in front, no line breaks. */
const base64: Field = {
  complaint: (value) =>
    typeof value === 'string' && value !== '' && isBase64(value) ? null : 'must be base64',
};

/** Clients were seen to send `pdf`: an extension, not a media type. */
const fileType = matching(/^[a-z\d]{1,5}$/i, 'an extension, such as pdf');
const file = is.shape({
  base64_content: is.required(base64),
  file_type: is.required(fileType),
});

const texts = (...names: string[]): Fields => Object.fromEntries(names.map((name) => [name, text]));

const position = is.shape({
  ...texts('title', 'description', 'company_name', 'position_type', 'seniority', 'city'),
  department_id: is.nullable(reference),
  industry_id: is.nullable(reference),
  start_date: moment,
  end_date: moment,
});

const education = is.shape({
  ...texts('school', 'subject', 'specialized_subjects', 'degree'),
  start_date: moment,
  end_date: moment,
});

const typed = (type: Field, name = 'address'): Field =>
  is.every(is.shape({ type: is.required(type), [name]: is.required(is.filledText) }));

const levels = ['native', 'fluent', 'good', 'intermediate', 'basic', 'beginner'];

const profileFields: Fields = {
  ...texts('middlename', 'phone', 'gender', 'homeaddress', 'street', 'zip_code', 'city_name'),
  ...texts('awards', 'organizations', 'workaddress'),
  firstname: is.filledText,
  lastname: is.filledText,
  avatar: is.nullable(file),
  birthday: moment,
  city_id: is.nullable(reference),
  country_of_residence: country,
  nationality: country,
  positions: is.every(position),
  educations: is.every(education),
  interests: is.every(is.text),
  skill_aliases: is.every(is.text),
  additional_emails: typed(is.oneOf('private', 'work')),
  ims: typed(is.text),
  additional_phones: typed(is.oneOf('mobile', 'work', 'home', 'fax'), 'number'),
  urls: typed(is.text),
  languages: is.every(
    is.shape({
      code: is.required(language),
      level: is.required(is.oneOf(...levels)),
    }),
  ),
  advanced_trainings: is.every(
    is.shape({
      name: is.required(is.filledText),
      year: is.integer(1900, 2100),
    }),
  ),
};

const customFields = is.every(
  is.shape({
    custom_field_id: is.required(reference),
    values: is.required(is.every(is.shape({ id: reference, value: is.text }))),
  }),
);

const changes: Fields = {
  email: is.emailAddress,
  language,
  is_internal: is.flag,
  custom_fields: customFields,
  candidate_tag_ids: is.every(reference),
  cv_file: file,
  ...texts('facebook_id', 'xing_id', 'linkedin_id'),
};

export const candidatePatch: Fields = {
  ...changes,
  profile: is.shape(profileFields),
};

export const candidateCreate: Fields = {
  ...changes,
  email: is.required(is.emailAddress),
  profile: is.required(
    is.shape({
      ...profileFields,
      firstname: is.required(is.filledText),
      lastname: is.required(is.filledText),
    }),
  ),
  job_id: reference,
  send_email: is.flag,
};

/** `file_type` and `upload_context` are newer than the documents; clients were seen to send them. */
const recruiterFile = is.shape({
  filename: is.required(is.filledText),
  base64_content: is.required(base64),
  is_visible_for_candidate: is.flag,
  source: is.text,
  file_type: fileType,
  upload_context: is.text,
});

export const applicationPatch: Fields = {
  is_finished: is.flag,
  ...texts('referer', 'xrm_tracking_id'),
  recruiter_files: is.every(recruiterFile),
};

export const applicationCreate: Fields = {
  ...applicationPatch,
  candidate_id: is.required(reference),
  job_id: is.required(reference),
  motivational_letter: text,
};

export const statusChange: Fields = { reason: text };

export const jobPatch: Fields = {
  title: is.filledText,
  ...texts('description', 'position_type', 'seniority'),
  department_id: is.nullable(reference),
  city_id: is.nullable(reference),
  industry_id: is.nullable(reference),
  salary: is.nullable(is.number),
  custom_fields: customFields,
  start_of_work: moment,
  head_count: is.integer(0),
};

/** A body that is JSON and says so, checked field by field. */
export function inputOf(call: Call, fields: Fields): Input {
  requireNoParameters(call);
  const isJson = call.headers['content-type']?.toLowerCase().startsWith('application/json');
  if (isJson !== true) throw invalid('body must be JSON, and its content-type must say so');
  if (typeof call.body !== 'object' || call.body === null || Array.isArray(call.body)) {
    throw invalid('body must be an object');
  }
  return is.checkInput(call.body, fields);
}

function matching(pattern: RegExp, expected: string): Field {
  return {
    complaint: (value) =>
      typeof value === 'string' && pattern.test(value) ? null : `must be ${expected}`,
  };
}

function isBase64(value: string): boolean {
  return Buffer.from(value, 'base64').toString('base64') === value;
}
