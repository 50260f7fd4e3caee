import type { Application, Job, Question } from '../kit/company-rows.ts';
import * as is from '../kit/fields.ts';
import type { Fields, Input } from '../kit/fields.ts';
import type { FileHandle } from '../kit/files.ts';
import { answerTypes, maxAnswerBytes, maxFileBytes, resumeTypes } from './job-shapes.ts';
import { invalid } from './words.ts';
import { emptyProfile, nowhere } from './profiles.ts';
import type { Profile } from './profiles.ts';
import type { Workable } from './workable.ts';

const optionalText = is.nullable(is.text);
const optionalDay = is.nullable(is.day);
/** A file with its name, in base64. */
export const fileField = is.shape({
  name: is.required(is.filledText),
  data: is.required(is.filledText),
});

const textFields = ['headline', 'summary', 'address', 'phone', 'cover_letter'] as const;

/** What both a new candidate and a change of one may have. */
const profileFields: Fields = {
  ...Object.fromEntries(textFields.map((name) => [name, optionalText])),
  firstname: is.filledText,
  lastname: is.filledText,
  email: is.nullable(is.emailAddress),
  education_entries: is.every(
    is.shape({
      id: is.text,
      school: is.required(is.filledText),
      degree: optionalText,
      field_of_study: optionalText,
      start_date: optionalDay,
      end_date: optionalDay,
    }),
  ),
  experience_entries: is.every(
    is.shape({
      id: is.text,
      title: is.required(is.filledText),
      summary: optionalText,
      company: optionalText,
      industry: optionalText,
      start_date: optionalDay,
      end_date: optionalDay,
      current: is.flag,
    }),
  ),
  skills: is.every(is.filledText),
  tags: is.every(is.filledText),
  social_profiles: is.every(
    is.shape({
      type: is.required(is.filledText),
      name: is.text,
      username: is.text,
      url: is.required(is.webAddress),
    }),
  ),
  resume_url: is.webAddress,
  resume: fileField,
  image_url: is.webAddress,
  image_source: is.text,
  texting_consent: is.oneOf('forced', 'declined'),
};

const answerFields: Fields = {
  question_key: is.required(is.filledText),
  body: is.text,
  choices: is.every(is.filledText),
  checked: is.flag,
  number: is.number,
  date: is.day,
  file: fileField,
};

const origin: Fields = { domain: is.filledText, recruiter_key: is.filledText };

export const createFields: Fields = {
  ...origin,
  sourced: is.flag,
  candidate: is.required(
    is.shape({
      ...profileFields,
      ...origin,
      name: is.filledText,
      answers: is.every(is.shape(answerFields)),
      disqualified: is.flag,
      disqualification_reason: optionalText,
      disqualified_at: is.nullable(is.isoMoment),
    }),
  ),
};

export const updateFields: Fields = { candidate: is.required(is.shape(profileFields)) };

/** The profile after a change; what is not named stays. */
export function changedProfile(old: Profile, input: Input): Profile {
  const taken = Object.entries(input).filter(([name]) => profileKeys.has(name));
  const changed = { ...old, ...(Object.fromEntries(taken) as Partial<Profile>) };
  if ('skills' in input) changed.skills = (input['skills'] as string[]).map((name) => ({ name }));
  if ('address' in input) changed.location = nowhere;
  const isRenamed = 'firstname' in input || 'lastname' in input;
  if (isRenamed) changed.name = [changed.firstname, changed.lastname].join(' ').trim();
  return changed;
}

const profileKeys = new Set([
  ...textFields,
  'firstname',
  'lastname',
  'email',
  'image_url',
  'domain',
  'education_entries',
  'experience_entries',
  'tags',
  'social_profiles',
]);

/** The profile of a new candidate: the name as a whole, or in its parts. */
export function newProfile(input: Input): Profile {
  const profile = changedProfile(emptyProfile, input);
  const [firstname = '', ...rest] = is.textOf(input, 'name').split(' ');
  const lastname = rest.join(' ');
  const isWhole = profile.firstname !== null && profile.lastname !== null;
  if (!isWhole && firstname === '') {
    throw invalid('name is required, or firstname and lastname');
  }
  const split = isWhole ? {} : { firstname, lastname: lastname === '' ? null : lastname };
  const name = is.givenText(input, 'name');
  return { ...profile, ...split, ...(name !== undefined && { name }), isNew: true };
}

/** The résumé in a request; null without one. What `resume_url` names is not fetched. */
export function resumeIn(workable: Workable, input: Input): FileHandle | null {
  const url = is.givenText(input, 'resume_url');
  if (url !== undefined) {
    const id = workable.random.uuid();
    return { id, name: new URL(url).pathname.split('/').at(-1) ?? 'resume', handle: `file-${id}` };
  }
  return input['resume'] === undefined ? null : fileIn(workable, input['resume'], resumeRule);
}

interface FileRule {
  /** Any type is taken without some. */
  types?: string[];
  maxBytes: number;
}

const resumeRule: FileRule = { types: resumeTypes, maxBytes: maxFileBytes };
const answerRule: FileRule = { types: answerTypes, maxBytes: maxAnswerBytes };
export const attachmentRule: FileRule = { maxBytes: maxAnswerBytes };

/** A file of a request, kept. */
export function fileIn(
  workable: Workable,
  value: unknown,
  { types, maxBytes }: FileRule,
): FileHandle {
  const { name, data } = value as { name: string; data: string };
  const type = name.split('.').at(-1)?.toLowerCase() ?? '';
  if (types?.includes(type) === false) {
    throw invalid(`${name}: the type must be one of ${types.join(', ')}`);
  }
  if (!/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(data)) throw invalid(`${name}: data must be base64`);
  const content = Buffer.from(data, 'base64');
  if (content.length > maxBytes) throw invalid(`${name} is larger than ${maxBytes} bytes`);
  return workable.files.store(name, content, contentTypes[type] ?? 'application/octet-stream');
}

const contentTypes: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  rtf: 'application/rtf',
  txt: 'text/plain',
};

/** Which member of an answer goes with a question. */
const answerKeys: Readonly<Record<Question['type'], string>> = {
  text: 'body',
  'long text': 'body',
  url: 'body',
  choice: 'choices',
  choices: 'choices',
  'yes or no': 'checked',
  number: 'number',
  date: 'date',
  file: 'file',
};

/** Answers by the ids of their questions; an answer must have the form of its question. */
export function answersIn(
  workable: Workable,
  input: Input,
  questions: Job['questions'],
): Application['answers'] {
  const given = (input['answers'] ?? []) as Input[];
  const pairs = given.map((answer): [string, unknown] => {
    const id = is.textOf(answer, 'question_key');
    const question = questions.find((one) => one.id === id);
    if (question === undefined) throw invalid(`answers: the job has no question ${id}`);
    const key = answerKeys[question.type];
    const others = Object.keys(answer).filter((name) => name !== 'question_key' && name !== key);
    if (answer[key] === undefined || others.length > 0) {
      throw invalid(`answers: question ${id} is answered with ${key}`);
    }
    return [id, answerTo(workable, question, answer[key])];
  });
  return Object.fromEntries(pairs);
}

function answerTo(workable: Workable, { id, type, options }: Question, value: unknown): unknown {
  if (type === 'file') return fileIn(workable, value, answerRule);
  if (type !== 'choice' && type !== 'choices') return value;
  const chosen = value as string[];
  const unknown = chosen.find((choice) => options.every((option) => option.id !== choice));
  if (unknown !== undefined) throw invalid(`answers: question ${id} has no choice ${unknown}`);
  if (type === 'choices') return chosen;
  if (chosen.length !== 1) throw invalid(`answers: question ${id} takes one choice`);
  return chosen[0];
}
