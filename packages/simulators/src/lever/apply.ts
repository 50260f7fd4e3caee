import type { Application, Job } from '../kit/company-rows.ts';
import * as is from '../kit/fields.ts';
import type { Fields, Input } from '../kit/fields.ts';
import { route } from '../kit/route.ts';
import type { Route } from '../kit/route.ts';
import { json } from '../kit/vendor-message.ts';
import { eeoQuestionsOf, formsOf, linkNames, personalInformation, readAnswer } from './forms.ts';
import { invalid, missing, originNames, partnerOf } from './lever.ts';
import type { Lever, LeverFile } from './lever.ts';
import { flagOf, requireParameters } from './lists.ts';
import { addOpportunity, contactOf, placeNamed } from './new-opportunities.ts';
import { isAcceptingApplications } from './shapes.ts';
import { findUpload } from './uploads.ts';

const consent = is.shape({ provided: is.required(is.flag), compliancePolicyId: is.text });
const personalNames = personalInformation.map(({ name }) => name);

const applyFields: Fields = {
  customQuestions: is.every(
    is.shape({
      id: is.required(is.filledText),
      fields: is.required(is.every(is.shape({ value: is.anything }))),
    }),
  ),
  personalInformation: is.required(is.every(namedValue(personalNames))),
  urls: is.every(namedValue(linkNames)),
  eeoResponses: is.anything,
  diversitySurvey: is.anything,
  ipAddress: is.text,
  userAgent: is.text,
  timezone: is.text,
  source: is.text,
  consent: is.shape({ marketing: consent, store: consent }),
  origin: is.oneOf(...originNames),
};

function namedValue(names: readonly string[]): is.Field {
  return is.shape({ name: is.required(is.oneOf(...names)), value: is.nullable(is.text) });
}

/** Applying for a posting as its form asks. */
export function applyRoute(lever: Lever): Route {
  return route('POST /postings/:id/apply', 'applications:write:admin', (call) => {
    requireParameters(call, ['send_confirmation_email']);
    flagOf(call.query, 'send_confirmation_email');
    const job = lever.findPosting(call.params['id'] ?? '');
    if (!isAcceptingApplications(job)) throw missing('open postings', job.id);
    const input = is.checkInput(call.body, applyFields);
    const personal = personalOf(input);
    const files = resumeIn(lever, personal);
    requireEeoResponses(job, input);
    const answers = answersOf(lever, job, input);
    const { person } = contactOf(lever, null, {
      name: personal['fullName'] ?? '',
      emails: [personal['email'] ?? ''],
      phones: [personal['phone'] ?? []].flat(),
      company: personal['currentCompany'] ?? null,
      place: placeNamed(personal['currentLocation'] ?? ''),
    });
    const { id } = addOpportunity(lever, {
      row: { personId: person.id, jobId: job.id, stageId: 'applicant-new', answers },
      details: {
        tags: [],
        links: Object.values(valuesOf(input, 'urls')),
        sources: [is.givenText(input, 'source') ?? []].flat(),
        followers: [],
        origin: is.textOf(input, 'origin') || 'applied',
      },
      files,
    });
    return json({ data: { applicationId: partnerOf(id) } }, 201);
  });
}

/** The filled-in values of a list that has been checked, by name. */
function valuesOf(input: Input, list: string): Record<string, string> {
  const given = (input[list] ?? []) as { name: string; value?: string | null }[];
  const names = new Set(given.map(({ name }) => name));
  if (names.size < given.length) throw invalid(`${list} names something twice`);
  return Object.fromEntries(
    given.flatMap(({ name, value }) => (value?.trim() ? [[name, value]] : [])),
  );
}

function personalOf(input: Input): Record<string, string> {
  const personal = valuesOf(input, 'personalInformation');
  for (const { name, required } of personalInformation) {
    if (required && personal[name] === undefined) {
      throw invalid(`personalInformation: ${name} is required`);
    }
  }
  const problem = is.emailAddress.complaint(personal['email']);
  if (problem !== null) throw invalid(`personalInformation: email ${problem}`);
  return personal;
}

function resumeIn(lever: Lever, { resume }: Record<string, string>): LeverFile[] {
  if (resume === undefined) return [];
  const upload = findUpload(lever, resume);
  if (upload === null) throw invalid('personalInformation: resume must be the uri of an upload');
  return [{ ...upload, kind: 'resume' }];
}

/** Of the options of the posting's questions. They are anonymous: no opportunity shows them. */
function requireEeoResponses(job: Job, { eeoResponses }: Input): void {
  const questions = eeoQuestionsOf(job) ?? {};
  for (const [name, answer] of Object.entries(Object(eeoResponses))) {
    const options = questions[name]?.options.map(({ text }) => text) ?? [];
    if (answer === null || options.some((text) => text === answer)) continue;
    throw invalid(`eeoResponses: ${name} is not asked, or has no such option`);
  }
}

/** The answers by question. Forms come in the order of the posting's, each with all its fields. */
function answersOf(lever: Lever, job: Job, input: Input): Application['answers'] {
  const given = (input['customQuestions'] ?? []) as { id: string; fields: { value?: unknown }[] }[];
  let reached = 0;
  const answers = formsOf(job).flatMap(({ id, questions }) => {
    const sent = given[reached]?.id === id ? given[reached] : undefined;
    if (sent !== undefined) reached += 1;
    if (sent !== undefined && sent.fields.length !== questions.length) {
      throw invalid(`customQuestions: ${id} has ${questions.length} fields`);
    }
    return questions.map((question, index): [string, unknown] => {
      const value = sent?.fields[index]?.value;
      return [question.id, readAnswer(question, value, (uri) => findUpload(lever, uri))];
    });
  });
  const unknown = given[reached]?.id;
  if (unknown === undefined) return Object.fromEntries(answers);
  throw invalid(`customQuestions: ${unknown} is not a form of the posting, or not in its order`);
}
