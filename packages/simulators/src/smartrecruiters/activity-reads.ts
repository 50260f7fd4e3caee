import type { Feedback, Interview, Note, Offer } from '../kit/company-rows.ts';
import { shown } from '../kit/company.ts';
import { isoOf } from '../kit/calendar.ts';
import type { Call, Route } from '../kit/route.ts';
import { json } from '../kit/vendor-message.ts';
import { invalid, refusal, reviewsDenied, secured } from './access.ts';
import type { Denial } from './access.ts';
import { momentIn, pageFrom, pageOf, requireParameters, wordsIn } from './lists.ts';
import type { Assigned, SmartRecruiters } from './smartrecruiters.ts';
import { findApplication } from './candidate-reads.ts';
import { compact, derivedId, link, numberOf } from './words.ts';

const interviews = '/interviews-api/v201904/interviews';

export function activityReads(account: SmartRecruiters): Route[] {
  return [
    secured(`GET ${interviews}`, 'interviews_read', (call) => {
      requireParameters(call, ['applicationId']);
      const id = call.query.get('applicationId');
      if (id === null) throw invalid('applicationId is required');
      const row = account.find('applications', id, 'APPLICATION_NOT_FOUND');
      return { content: interviewsOf(account, findApplication(account, row.id)) };
    }),
    secured(`GET ${interviews}/:id`, 'interviews_read', (call) => {
      requireParameters(call);
      const row = account.find('interviews', call.params['id'], 'INTERVIEW_NOT_FOUND');
      if (row.status === 'cancelled') throw refusal(404, 'INTERVIEW_NOT_FOUND', 'It is cancelled');
      return interviewShape(account, findApplication(account, row.applicationId), row);
    }),
    secured('GET /messages', 'messages_read', (call) => messagesOf(account, call)),
    ...reviewReads(account),
    ...offerReads(account),
  ];
}

/** Cancelled interviews are gone. */
function interviewsOf(account: SmartRecruiters, one: Assigned): object[] {
  const rows = account.interviews.of(one.id).filter(({ status }) => status !== 'cancelled');
  return rows.map((row) => interviewShape(account, one, row));
}

/** Every fifth interview has a second slot. */
function interviewShape(account: SmartRecruiters, one: Assigned, row: Interview): object {
  const { id, title, startsAt, endsAt, createdAt, interviewerIds, where, stageId } = row;
  const job = account.findJob(one.jobId);
  const isDone = row.status === 'done';
  const slots = numberOf(id) % 5 === 0 ? [0, 1] : [0];
  const span = endsAt - startsAt;
  return shown(row, {
    id,
    candidate: { id: one.personId, status: isDone ? 'accepted' : 'pending' },
    jobId: one.jobId,
    location: where ?? 'Video call',
    organizerId: job.recruiterId,
    timezone: job.place?.timezone ?? 'Europe/Berlin',
    timeslots: slots.map((slot) => ({
      id: slotIdOf(id, slot),
      interviewType: stageId.split('/').at(-1),
      title: slot === 0 ? title : null,
      ...compact({ place: where }),
      startsOn: isoOf(startsAt + slot * span),
      endsOn: isoOf(endsAt + slot * span),
      interviewers: interviewerIds.map((user, index) => ({
        id: user,
        status: isDone || index === 0 ? 'accepted' : 'tentative',
      })),
      candidateStatus: isDone ? 'accepted' : 'pending',
    })),
    createdOn: isoOf(createdAt),
    refUrl: `https://www.smartrecruiters.com/app/interviews/${id}`,
    source: 'SMARTRECRUITERS',
  });
}

/** Slots have ids of their own. */
export function slotIdOf(interviewId: string, slot: number): string {
  return derivedId(interviewId, String(slot));
}

/** The newest first, and without ids. */
function messagesOf(account: SmartRecruiters, call: Call): unknown {
  requireParameters(call, ['candidateId', 'jobId', 'pageId', 'limit']);
  const candidateId = call.query.get('candidateId');
  if (candidateId === null) throw invalid('candidateId is required');
  if (account.company.tables.people.find(candidateId) === null) {
    throw refusal(400, 'CANDIDATE_NOT_FOUND', 'There is no such candidate');
  }
  const person = account.findCandidate(candidateId);
  const jobId = call.query.get('jobId');
  const assignments = account.assignmentsOf(person);
  const asked = assignments.find((one) => one.jobId === jobId);
  if (jobId !== null && asked === undefined) {
    const isJob = account.company.tables.jobs.find(jobId) !== null;
    throw refusal(400, isJob ? 'APPLICATION_NOT_FOUND' : 'JOB_NOT_FOUND', 'There is no such job');
  }
  const rows = account.notes
    .of(person.id)
    .filter(({ applicationId }) => jobId === null || applicationId === asked?.id);
  const { content, headers } = pageOf(account, call, {
    rows,
    keyOf: ({ createdAt, id }) => [-createdAt, id],
    render: (note) => messageShape(account, note, assignments),
    end: {},
  });
  return json(content, 200, headers);
}

function messageShape(account: SmartRecruiters, note: Note, assignments: readonly Assigned[]) {
  const { id, text, createdAt, userId, applicationId, personId, isPrivate } = note;
  const about = assignments.filter((one) => one.id === applicationId);
  return shown(note, {
    content: text,
    createdOn: isoOf(createdAt),
    visibility: account.kept.visibilities.get(id) ?? (isPrivate ? 'PRIVATE' : 'OPEN'),
    authorId: userId,
    context: { applications: about.map(({ jobId }) => ({ candidateId: personId, jobId })) },
  });
}

/** The reference has the first path, a client in use the second. */
export const reviewPaths = ['/reviews', '/reviews-api/v201910/reviews'];

function reviewReads(account: SmartRecruiters): Route[] {
  return reviewPaths.flatMap((path) => [
    secured(
      `GET ${path}`,
      'reviews_read',
      (call) => {
        requireParameters(call, ['candidateId', 'jobId']);
        const [candidateId, jobId] = ['candidateId', 'jobId'].map((name) => call.query.get(name));
        if (!candidateId || !jobId) throw invalid('candidateId and jobId are required');
        const one = assignedOr404(account, candidateId, jobId);
        return reviewsOf(account, one).map((row) => reviewShape(account, row));
      },
      reviewsDenied,
    ),
    secured(
      `GET ${path}/:id`,
      'reviews_read',
      (call) => {
        requireParameters(call);
        return reviewShape(account, findReview(account, call.params['id']));
      },
      reviewsDenied,
    ),
  ]);
}

function assignedOr404(account: SmartRecruiters, candidateId: string, jobId: string): Assigned {
  const person = account.company.tables.people.find(candidateId);
  const found = person && account.assignmentsOf(person).find((one) => one.jobId === jobId);
  if (!found) throw refusal(404, 'APPLICATION_NOT_FOUND', 'There is no such application');
  return found;
}

/** Drafts are not shown. */
function reviewsOf(account: SmartRecruiters, { id }: Assigned): Feedback[] {
  return account.reviews.of(id).filter(({ submittedAt }) => submittedAt !== null);
}

export function findReview(account: SmartRecruiters, id: unknown): Feedback {
  const row = account.find('feedback', id, 'REVIEW_NOT_FOUND');
  if (row.submittedAt === null) throw refusal(404, 'REVIEW_NOT_FOUND', 'It is a draft');
  return row;
}

/** Some have a comment and no rating. */
export function reviewShape(account: SmartRecruiters, row: Feedback): object {
  const { id, applicationId, userId, rating, answers, createdAt, updatedAt } = row;
  const { personId, jobId } = account.company.tables.applications.get(applicationId);
  const comment = answers.find(({ type }) => type === 'text')?.value ?? '';
  return shown(row, {
    id,
    candidateId: personId,
    jobId,
    reviewerId: userId,
    ...compact({ overallRating: rating }),
    comment,
    createdOn: isoOf(createdAt),
    updatedOn: isoOf(updatedAt),
  });
}

const offerStatuses = [
  'CREATED',
  'PENDING_APPROVAL',
  'APPROVED',
  'NOT_APPROVED',
  'PENDING_ACCEPTANCE',
  'ACCEPTED',
  'NOT_ACCEPTED',
  'ABANDONED',
];

function offerStatusOf({ id, status }: Offer): string {
  const number = numberOf(id);
  const drafts = ['CREATED', 'PENDING_APPROVAL', 'NOT_APPROVED'];
  if (status === 'draft') return drafts[number % 3] ?? 'CREATED';
  if (status === 'approved') return 'APPROVED';
  if (status === 'sent') return 'PENDING_ACCEPTANCE';
  if (status === 'accepted') return 'ACCEPTED';
  return number % 4 === 0 ? 'ABANDONED' : 'NOT_ACCEPTED';
}

/** Whose offer and for which job it is say only addresses; that of the job can be missing. */
function offerShape(one: Assigned, offer: Offer, origin: string): object {
  const { id, salary, startDay, createdAt, updatedAt } = offer;
  const path = `/candidates/${one.personId}`;
  return shown(offer, {
    id,
    status: offerStatusOf(offer),
    createdOn: isoOf(createdAt),
    updatedOn: isoOf(updatedAt),
    properties: compact({
      salary: String(salary.min),
      currency: salary.currency,
      start_date: startDay === null ? null : `${startDay}T00:00:00.000Z`,
    }),
    actions: {
      candidate: link(origin, path),
      ...(numberOf(id) % 3 !== 0 && { job: link(origin, `/jobs/${one.jobId}`) }),
      details: link(origin, `${path}/jobs/${one.jobId}/offers/${id}`),
    },
  });
}

function offerReads(account: SmartRecruiters): Route[] {
  const noAccess: Denial = ['NO_ACCESS_TO_OFFERS', 403];
  const assigned = ({ params }: Call) => account.findAssignment(params['id'], params['jobId']);
  return [
    secured(
      'GET /offers',
      'candidates_offers_read',
      (call) => {
        requireParameters(call, ['limit', 'offset', 'createdAfter', 'createdBefore', 'status']);
        const after = momentIn(call.query, 'createdAfter');
        const before = momentIn(call.query, 'createdBefore');
        const statuses = wordsIn(call.query, 'status', offerStatuses);
        const rows = [...account.company.tables.offers.values()].filter(
          (offer) =>
            (after === null || offer.createdAt > after) &&
            (before === null || offer.createdAt < before) &&
            (statuses.length === 0 || statuses.includes(offerStatusOf(offer))) &&
            account.company.tables.people.find(personOf(account, offer))?.isErased === false,
        );
        // By the date of the last update, as documented.
        const sorted = rows.toSorted((a, b) => b.updatedAt - a.updatedAt || (a.id < b.id ? -1 : 1));
        return pageFrom(account, call, sorted, (offer) =>
          offerShape(findApplication(account, offer.applicationId), offer, call.origin),
        );
      },
      noAccess,
    ),
    secured(
      'GET /candidates/:id/jobs/:jobId/offers',
      'candidates_offers_read',
      (call) => {
        requireParameters(call);
        const one = assigned(call);
        const rows = account.offers.of(one.id);
        const content = rows.map((offer) => offerShape(one, offer, call.origin));
        return { limit: 10, offset: 0, totalFound: content.length, content };
      },
      noAccess,
    ),
    secured(
      'GET /candidates/:id/jobs/:jobId/offers/:offerId',
      'candidates_offers_read',
      (call) => {
        requireParameters(call);
        const one = assigned(call);
        const offer = account.offers.of(one.id).find(({ id }) => id === call.params['offerId']);
        if (offer === undefined) throw refusal(404, 'OFFER_NOT_FOUND', 'There is no such offer');
        return offerShape(one, offer, call.origin);
      },
      noAccess,
    ),
  ];
}

function personOf(account: SmartRecruiters, { applicationId }: Offer): string {
  return account.company.tables.applications.get(applicationId).personId;
}
