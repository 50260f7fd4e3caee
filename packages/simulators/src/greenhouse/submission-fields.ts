import type { Job, Question } from '../kit/company-rows.ts';
import * as is from '../kit/fields.ts';
import type { Field, Fields } from '../kit/fields.ts';

// What `POST /v1/boards/{token}/jobs/{id}` takes, with the validations that its documentation lists:
// https://developers.greenhouse.io/job-board.html#validations-on-post-requests

function valid(expected: string, isValid: (value: unknown) => boolean): Field {
  return { complaint: (value) => (isValid(value) ? null : `must be ${expected}`) };
}

/** What both fields accept. */
function both(first: Field, second: Field): Field {
  return { complaint: (value) => first.complaint(value) ?? second.complaint(value) };
}

/** Forms know texts alone. */
const wholeNumber = valid(
  'a number',
  (value) => Number.isSafeInteger(value) || (typeof value === 'string' && /^\d+$/.test(value)),
);
const coordinate = valid(
  'a coordinate',
  (value) =>
    typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)),
);
const yesOrNo = valid('true or false', (value) => ['true', 'false'].includes(String(value)));
/** The form of the documentation ticks a box of the value 1. */
const consent = valid('true or false', (value) =>
  ['true', 'false', '1', '0'].includes(String(value)),
);

const short = valid('255 characters at most', (value) => String(value).length <= 255);
const noAddress = valid('without a URL', (value) => !/https?:\/\/|www\./i.test(String(value)));
const name = both(is.filledText, both(short, noAddress));

const supportedEnding = /\.(pdf|docx?|txt|rtf)$/i;
const fileName = valid(
  'the name of a pdf, doc, docx, txt or rtf file',
  (value) => typeof value === 'string' && supportedEnding.test(value),
);
const base64 = valid(
  'Base64 of a file that is not empty',
  (value) => typeof value === 'string' && /^[A-Za-z0-9+/]+={0,2}$/.test(value),
);
const upload: Field = {
  complaint: (value) => {
    const { filename, content } = Object(value) as { filename?: unknown; content?: Buffer };
    if (!Buffer.isBuffer(content)) return 'must be a file of a form';
    return content.length === 0 ? 'must not be empty' : fileName.complaint(filename);
  },
};

/** A file in a form, as Base64, at an address; those of the candidate also as a text. */
function fileFields(field: string, hasText: boolean): Fields {
  return {
    [field]: upload,
    [`${field}_content`]: base64,
    [`${field}_content_filename`]: fileName,
    [`${field}_url`]: is.webAddress,
    [`${field}_url_filename`]: fileName,
    ...(hasText && { [`${field}_text`]: is.text }),
  };
}

const monthAndYear = is.shape({ month: is.required(wholeNumber), year: is.required(wholeNumber) });

function monthsOf(date: unknown): number {
  const { month, year } = Object(date) as Record<string, unknown>;
  return Number(year) * 12 + Number(month);
}

/** Whether an entry ends before it begins, or does not say when it ended. */
const period: Field = {
  complaint: (value) => {
    const { start_date, end_date, current } = Object(value) as Record<string, unknown>;
    if (String(current) === 'false' && end_date === undefined) return 'must have an end_date';
    const isBackwards = end_date !== undefined && monthsOf(start_date) >= monthsOf(end_date);
    return isBackwards ? 'must begin before it ends' : null;
  },
};
const education = is.shape({
  school_name_id: is.required(wholeNumber),
  degree_id: is.required(wholeNumber),
  discipline_id: is.required(wholeNumber),
  start_date: is.required(monthAndYear),
  end_date: is.required(monthAndYear),
});
const employment = is.shape({
  company_name: is.required(is.filledText),
  title: is.required(is.filledText),
  start_date: is.required(monthAndYear),
  end_date: monthAndYear,
  current: is.required(yesOrNo),
});
const demographicAnswer = is.shape({
  question_id: is.required(wholeNumber),
  answer_options: is.nullable(
    is.every(is.shape({ answer_option_id: is.required(wholeNumber), text: is.text })),
  ),
});

/** Fields of every post; the hidden `id` is in the form of the documentation. */
const commonFields: Fields = {
  id: wholeNumber,
  mapped_url_token: is.text,
  first_name: is.required(name),
  last_name: is.required(name),
  email: is.required(both(is.emailAddress, short)),
  phone: both(is.text, noAddress),
  location: is.text,
  latitude: coordinate,
  longitude: coordinate,
  ...fileFields('resume', true),
  ...fileFields('cover_letter', true),
  educations: is.every(both(education, period)),
  employments: is.every(both(employment, period)),
  gender: wholeNumber,
  race: wholeNumber,
  veteran_status: wholeNumber,
  disability_status: wholeNumber,
  demographic_answers: is.every(demographicAnswer),
  data_compliance: is.shape({
    gdpr_consent_given: consent,
    gdpr_processing_consent_given: consent,
    gdpr_retention_consent_given: consent,
    gdpr_demographic_data_consent_given: consent,
  }),
  applicant_ip: is.text,
};

/** The fields of an answer; none is required, whatever the question says. */
function answerFields({ id, type, options }: Question): Fields {
  const field = `question_${id}`;
  const option = valid('an option of the question', (value) =>
    options.some((one) => one.id === String(value)),
  );
  switch (type) {
    case 'file':
      return fileFields(field, false);
    case 'choice':
      return { [field]: option };
    case 'choices':
      return { [field]: is.every(option) };
    case 'yes or no':
      return { [field]: valid('0 or 1', (value) => ['0', '1'].includes(String(value))) };
    case 'text':
    case 'long text':
    case 'number':
    case 'date':
    case 'url':
      return { [field]: is.text };
  }
}

export function submissionFields({ questions }: Pick<Job, 'questions'>): Fields {
  return Object.assign({}, commonFields, ...questions.map(answerFields)) as Fields;
}
