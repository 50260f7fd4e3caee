import type { Application, Feedback, Offer } from '../kit/company-rows.ts';
import { newestVersion } from './access.ts';
import type { Answer, CustomValue, Teamtailor, Upload } from './account.ts';
import { applicationOf, candidates, isSubmitted, siteOf, stamps } from './candidates.ts';
import { defineResource, isAmong, momentOf } from './define-resource.ts';
import { stageTypeOf } from './job-resources.ts';
import type { Resource } from './resource.ts';

const changedStageAt = ({ history, createdAt }: Application): number =>
  history.at(-1)?.enteredAt ?? createdAt;
const rejectedAt = ({ status, endedAt }: Application): number | null =>
  status === 'rejected' ? endedAt : null;

const jobApplications = defineResource<Application>({
  type: 'job-applications',
  rows: ({ company }) => company.tables.applications.values(),
  find: ({ company }, id) => company.tables.applications.find(id),
  attributes: (application, { account }) => {
    const { coverLetter = null, referringUrl = null } = account.detailsOf(application);
    return {
      'cover-letter': coverLetter,
      'created-at': momentOf(application.createdAt),
      match: null,
      'referring-site': siteOf(account, application),
      'referring-url': referringUrl,
      'rejected-at': momentOf(rejectedAt(application)),
      'row-order': 0,
      sourced: application.isSourced,
      'updated-at': momentOf(application.updatedAt),
      'changed-stage-at': momentOf(changedStageAt(application)),
    };
  },
  one: {
    candidate: ['candidates', ({ personId }) => personId],
    job: ['jobs', ({ jobId }) => jobId],
    stage: ['stages', ({ stageId }) => stageId],
    'reject-reason': ['reject-reasons', ({ rejectionReasonId }) => rejectionReasonId],
  },
  filters: {
    job: ({ jobId }, value) => isAmong(value, jobId),
    candidate: ({ personId }, value) => isAmong(value, personId),
    'stage-type': ({ stageId }, value, { company }) =>
      stageTypeOf(company.tables.stages.get(stageId).kind) === value,
  },
  moments: { ...stamps, 'changed-stage-at': changedStageAt, 'rejected-at': rejectedAt },
});

const answers = defineResource<Answer>({
  type: 'answers',
  // Those of interviewers come with their interviews.
  rows: ({ kept }) => [...kept.answers.values()].filter(({ interviewId }) => interviewId === null),
  find: ({ kept }, id) => kept.answers.find(id),
  attributes: ({ value, updatedAt }, { version }) => ({
    boolean: null,
    choices: [],
    range: null,
    text: null,
    'video-token': null,
    'updated-at': momentOf(updatedAt),
    ...(version >= newestVersion && { number: null, date: null }),
    ...value,
  }),
  one: {
    question: ['questions', ({ questionId }) => questionId],
    candidate: ['candidates', ({ personId }) => personId],
  },
  moments: stamps,
});

const uploads = defineResource<Upload>({
  type: 'uploads',
  rows: ({ kept }) => kept.uploads.values(),
  find: ({ kept }, id) => kept.uploads.find(id),
  attributes: (upload, { account, origin }) => ({
    url: `${origin}${account.files.namedLinkTo(upload)}`,
    'file-name': upload.name,
    internal: false,
  }),
  one: {
    candidate: ['candidates', ({ personId }) => personId],
    job: ['jobs', ({ jobId }) => jobId],
    answer: ['answers', ({ answerId }) => answerId],
  },
  filters: { job: ({ jobId }, value) => isAmong(value, jobId) },
});

const customFieldValues = defineResource<CustomValue>({
  type: 'custom-field-values',
  rows: ({ kept }) => kept.customValues.values(),
  find: ({ kept }, id) => kept.customValues.find(id),
  attributes: ({ value, fieldId }, { account }) => ({
    'field-type': account.customFields.find(({ id }) => id === fieldId)?.typeName ?? null,
    value,
  }),
  one: { 'custom-field': ['custom-fields', ({ fieldId }) => fieldId] },
  linksOnly: ['owner'],
});

/** What an assessment partner has sent: here the submitted feedback of interviews. */
const partnerResults = defineResource<Feedback>({
  type: 'partner-results',
  rows: ({ company }) => [...company.tables.feedback.values()].filter(isSubmitted),
  find: ({ company }, id) => company.tables.feedback.find(id),
  attributes: ({ rating, answers: given, createdAt, applicationId }) => ({
    'assessment-score': rating === null ? null : rating * 25,
    attachments: [
      { url: `https://results.example.com/${applicationId}.pdf`, description: 'Report' },
    ],
    'created-at': momentOf(createdAt),
    details: Object.fromEntries(given.map(({ question, value }) => [question, value])),
    'partner-name': 'Example Assessments',
    status: 'completed',
    summary: given.map(({ value }) => value).find((value) => typeof value === 'string') ?? null,
    url: `https://results.example.com/${applicationId}`,
  }),
  one: {
    candidate: ['candidates', (row, account) => applicationOf(account, row)?.personId ?? null],
    job: ['jobs', (row, account) => applicationOf(account, row)?.jobId ?? null],
  },
  filters: {
    candidate: (row, value, account) => isAmong(value, applicationOf(account, row)?.personId),
  },
  moments: { 'created-at': stamps['created-at'] },
});

const offerStatuses: Readonly<Record<Offer['status'], string>> = {
  draft: 'draft',
  approved: 'draft',
  sent: 'sent',
  accepted: 'accepted',
  declined: 'declined',
};

/** https://github.com/lumapps/tap-teamtailor reads these attributes (2024). */
const jobOffers = defineResource<Offer>({
  type: 'job-offers',
  rows: ({ company }) => company.tables.offers.values(),
  find: ({ company }, id) => company.tables.offers.find(id),
  attributes: ({ createdAt, sentAt, endedAt, status, salary, startDay }) => ({
    'created-at': momentOf(createdAt),
    'sent-at': momentOf(sentAt),
    'answered-at': momentOf(endedAt),
    response: status === 'accepted' ? 'I look forward to it.' : null,
    status: offerStatuses[status],
    details: {
      'acceptance-message': null,
      'rejection-message': null,
      salary: `${salary.min} ${salary.currency}`,
      'start-date': startDay,
    },
  }),
  one: {
    'job-application': ['job-applications', ({ applicationId }) => applicationId],
    candidate: ['candidates', (row, account) => applicationOf(account, row)?.personId ?? null],
    job: ['jobs', (row, account) => applicationOf(account, row)?.jobId ?? null],
    user: ['users', ({ userId }) => userId],
  },
  filters: { 'job-application-id': ({ applicationId }, value) => isAmong(value, applicationId) },
  moments: stamps,
});

/**
 * What interviewers wrote. No document has the list; its attributes, relations and filters are those
 * that a client found in a live account (18 April 2026):
 * https://github.com/grodriguez1983/vairix-recruitment-platform/blob/main/docs/teamtailor-api-notes.md
 */
const interviews = defineResource<Feedback>({
  type: 'interviews',
  rows: ({ company }) => company.tables.feedback.values(),
  find: ({ company }, id) => company.tables.feedback.find(id),
  attributes: ({ rating, submittedAt, createdAt, updatedAt }) => ({
    note: rating === null ? null : `${rating} of 4 points`,
    status: submittedAt === null ? 'draft' : 'published',
    'created-at': momentOf(createdAt),
    'updated-at': momentOf(updatedAt),
  }),
  one: {
    candidate: ['candidates', (row, account) => applicationOf(account, row)?.personId ?? null],
    job: ['jobs', (row, account) => applicationOf(account, row)?.jobId ?? null],
    user: ['users', ({ userId }) => userId],
  },
  many: { answers: ['answers', ({ id }, account) => interviewAnswerIdsOf(account)(id)] },
  moments: stamps,
});

const interviewAnswerIdsOf = (account: Teamtailor) =>
  account.idsOf(
    'answers of interviews',
    () => account.kept.answers.values(),
    ({ interviewId }) => interviewId,
  );

export const peopleResources: readonly Resource[] = [
  candidates,
  jobApplications,
  answers,
  uploads,
  customFieldValues,
  partnerResults,
  jobOffers,
  interviews,
];
