import * as is from '../kit/fields.ts';
import type { Fields, Input } from '../kit/fields.ts';
import type { Call, Route } from '../kit/route.ts';
import { json } from '../kit/vendor-message.ts';
import { isoOf } from '../kit/calendar.ts';
import { applyRoute, refusal } from './access.ts';
import { addFiles } from './candidate-writes.ts';
import { adsOf, postingStatusOf } from './job-shapes.ts';
import type { JobAd } from './job-shapes.ts';
import { requireParameters } from './lists.ts';
import * as made from './new-candidates.ts';
import { checkAnswers, formOf } from './questions.ts';
import type { AddedFile, GivenAnswer, SmartRecruiters } from './smartrecruiters.ts';
import { sourceIn } from './sources.ts';
import { statusOf } from './statuses.ts';

const file = is.shape({
  fileName: is.required(made.textUpTo(100, 1)),
  mimeType: is.required(is.filledText),
  fileContent: is.required(made.textUpTo(13_981_014, 1)),
});

const records: is.Field = {
  complaint: (value) => {
    const isRecord = (record: unknown): boolean =>
      Object.keys(Object(record)).join(',') === 'fields' &&
      Object.values(Object(Object(record).fields) as object).every(
        (values) => Array.isArray(values) && values.every((one) => typeof one === 'string'),
      );
    return Array.isArray(value) && value.every(isRecord)
      ? null
      : 'must be records of lists of texts';
  },
};

const consentNames = [
  'SINGLE',
  'SMART_RECRUIT',
  'SMART_CRM',
  'SMART_MESSAGE_SMS',
  'SMART_MESSAGE_WHATSAPP',
];

const applyFields: Fields = {
  ...made.requiredNames({ ...made.personalFields('linkedIn'), ...made.careerFields }),
  experience: is.every(
    is.shape({
      ...made.experienceFields,
      title: is.required(made.textUpTo(200, 1)),
      startDate: is.required(is.day),
    }),
  ),
  resume: file,
  avatar: file,
  attachments: is.every(file),
  answers: is.every(is.shape({ id: is.required(is.filledText), records: is.required(records) })),
  messageToHiringManager: made.textUpTo(4000),
  consent: is.flag,
  consentDecisions: is.shape(Object.fromEntries(consentNames.map((name) => [name, is.flag]))),
  createJoinLink: is.flag,
  conditionalsIncluded: is.flag,
};

/** Statuses are spelled in another way here. */
const spelling: Readonly<Record<string, string>> = { OFFERED: 'OFFER', HIRED: 'HIRE' };

/** What applicants of a published posting can do. */
export function applyRoutes(account: SmartRecruiters): Route[] {
  return [
    applyRoute('GET /postings/:uuid/configuration', (call) => {
      requireParameters(call, ['conditionalsIncluded']);
      const { job } = postingOf(account, call);
      return {
        questions: formOf(job),
        settings: { avatarUploadAvailable: true },
        privacyPolicies: [{ url: 'https://example.com/privacy', orgName: 'Example Company' }],
      };
    }),
    applyRoute('POST /postings/:uuid/candidates', (call) => apply(account, call)),
    applyRoute('GET /postings/:uuid/candidates/:id/status', (call) => {
      requireParameters(call);
      const { job } = postingOf(account, call);
      const person = account.company.tables.people.find(call.params['id'] ?? '');
      const one = person && account.assignmentsOf(person).find(({ jobId }) => jobId === job.id);
      if (!one) throw refusal(404, 'RESOURCE_NOT_FOUND_ERROR', 'There is no such application');
      const { status } = statusOf(account, one);
      return { status: spelling[status] ?? status };
    }),
  ];
}

function postingOf({ company }: SmartRecruiters, { params }: Call): JobAd {
  const jobs = [...company.tables.jobs.values()];
  const posted = jobs.filter((job) => postingStatusOf(job) !== 'NOT_PUBLISHED');
  const ad = posted.flatMap((job) => adsOf(job)).find(({ uuid }) => uuid === params['uuid']);
  if (ad === undefined) throw refusal(404, 'RESOURCE_NOT_FOUND_ERROR', 'There is no such posting');
  return ad;
}

function apply(account: SmartRecruiters, call: Call) {
  requireParameters(call);
  const { job } = postingOf(account, call);
  const input = is.checkInput(call.body, applyFields);
  const answers = (input['answers'] ?? []) as GivenAnswer[];
  checkAnswers(job, answers);
  const decisions = consentsIn(input);
  const sourceId = sourceIn(account, input['sourceDetails']);
  made.requireNew(account, input, job, 'APPLY_API_ERROR');
  const files = filesIn(account, input);
  const person = made.candidateFor(account, input);
  const { kept, company } = account;
  if (decisions !== null) kept.consents.set(person.id, decisions);
  const { id, createdAt } = made.assign(account, person, job, sourceId);
  kept.answers.set(id, answers);
  if (files.length > 0) addFiles(account, id, files);
  const message = is.textOf(input, 'messageToHiringManager');
  if (message !== '') {
    const about = { personId: person.id, applicationId: id, isPrivate: false };
    company.add('notes', { ...about, userId: job.hiringManagerId, text: message });
  }
  const page = `https://my.smartrecruiters.com/${person.id}`;
  const isJoining = input['createJoinLink'] === true;
  return json(
    {
      id: person.id,
      createdOn: isoOf(createdAt),
      candidatePortalUrl: page,
      ...(isJoining && { smartrJoinUrl: `${page}/join` }),
    },
    201,
  );
}

/** One consent for everything, or one for each purpose. */
function consentsIn(input: Input): Record<string, boolean> | null {
  const single = input['consent'];
  const decisions = input['consentDecisions'];
  if (single !== undefined && decisions !== undefined) {
    throw refusal(400, 'DATA_VALIDATION_ERROR', 'Send consent or consentDecisions, not both');
  }
  if (decisions !== undefined) return decisions as Record<string, boolean>;
  return single === undefined ? null : { SINGLE: single === true };
}

/** The names of files in a request, by their types. */
function filesIn(account: SmartRecruiters, input: Input): AddedFile[] {
  const attachments = (input['attachments'] ?? []) as Input[];
  const resume = input['resume'] === undefined ? [] : [input['resume'] as Input];
  const given = [
    ...resume.map((one) => ['RESUME', one] as const),
    ...attachments.map((one) => ['GENERIC_FILE', one] as const),
  ];
  return given.map(([type, one]) => {
    const name = is.textOf(one, 'fileName');
    const contentType = is.textOf(one, 'mimeType');
    const data = is.textOf(one, 'fileContent');
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(data)) {
      throw refusal(400, 'FILE_UPLOAD_ERROR', `${name} is not in base64`);
    }
    const stored = account.files.store(name, Buffer.from(data, 'base64'), contentType);
    return { ...stored, type, contentType };
  });
}
