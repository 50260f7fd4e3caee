import * as is from '../kit/fields.ts';
import type { Fields, Input } from '../kit/fields.ts';
import type { Call, Route } from '../kit/route.ts';
import { json, noContent } from '../kit/vendor-message.ts';
import type { Answer } from '../kit/vendor-message.ts';
import { refusal, reviewsDenied, secured } from './access.ts';
import { findReview, reviewPaths, reviewShape } from './activity-reads.ts';
import { requireParameters } from './lists.ts';
import { textUpTo } from './new-candidates.ts';
import type { SmartRecruiters } from './smartrecruiters.ts';

const messageFields: Fields = {
  content: is.required(textUpTo(10_000, 1)),
  correlationId: is.text,
  shareWith: is.shape({
    users: is.every(is.filledText),
    hiringTeamOf: is.every(is.filledText),
    everyone: is.flag,
    openNote: is.flag,
  }),
};

/** Ids in `#[CANDIDATE:…]` and `@[USER:…]`. */
function mentioned(content: string, kind: '#[CANDIDATE' | '@[USER'): string[] {
  const pattern = kind === '@[USER' ? /@\[USER:([^\]]+)\]/g : /#\[CANDIDATE:([^\]]+)\]/g;
  return Array.from(content.matchAll(pattern), ([, id = '']) => id);
}

export function activityWrites(account: SmartRecruiters): Route[] {
  return [
    secured('POST /messages/shares', 'messages_write', (call) => {
      requireParameters(call);
      return share(account, is.checkInput(call.body, messageFields));
    }),
    secured('DELETE /messages/shares/:id', 'messages_manage', (call) => {
      requireParameters(call);
      const { id } = account.find('notes', call.params['id'], 'MESSAGE_NOT_FOUND');
      account.company.remove('notes', id);
      return noContent();
    }),
    ...reviewPaths.flatMap((path) => reviewWrites(account, path)),
  ];
}

/** A note for each candidate that is named, as it was written. */
function share(account: SmartRecruiters, input: Input): Answer {
  const content = is.textOf(input, 'content');
  const {
    users = [],
    hiringTeamOf = [],
    everyone,
    openNote,
  } = Object(input['shareWith']) as Shared;
  if (everyone === true && openNote === true) {
    throw refusal(400, 'INVALID_VISIBILITY_OPTIONS', 'Use everyone or openNote, not both');
  }
  const { company, kept } = account;
  const { jobs, people } = company.tables;
  const isUser = (id: string): boolean => account.users().some((user) => user.id === id);
  const isHere = (id: string): boolean => people.find(id)?.isErased === false;
  const candidates = [...new Set(mentioned(content, '#[CANDIDATE'))];
  const mailed = mentioned(content, '@[USER');
  requireAll(hiringTeamOf, (id) => jobs.find(id) !== null, 'JOB_NOT_FOUND');
  requireAll(candidates, isHere, 'NO_ACCESS_TO_CANDIDATE');
  requireAll(mailed, isUser, 'MENTIONED_USERS_NOT_FOUND');
  requireAll(users, isUser, 'SHARED_WITH_USERS_NOT_FOUND');
  kept.mailed.push(...mailed);
  const id = company.newId();
  const shared = users.length > 0 || hiringTeamOf.length > 0;
  const visibility = everyone ? 'EVERYONE' : openNote ? 'OPEN' : shared ? 'DIRECT' : 'PRIVATE';
  for (const [index, personId] of candidates.entries()) {
    const noteId = index === 0 ? id : company.newId();
    kept.visibilities.set(noteId, visibility);
    company.add('notes', {
      id: noteId,
      personId,
      applicationId: null,
      userId: account.keyUser().id,
      text: content,
      isPrivate: visibility === 'PRIVATE',
    });
  }
  return json({ id, shareRequired: visibility === 'PRIVATE' }, 201);
}

interface Shared {
  users?: string[];
  hiringTeamOf?: string[];
  everyone?: boolean;
  openNote?: boolean;
}

function requireAll(ids: readonly string[], isThere: (id: string) => boolean, code: string): void {
  const missing = ids.find((id) => !isThere(id));
  if (missing !== undefined) throw refusal(400, code, `${missing} is not there`);
}

const rating = is.integer(1, 5);
const reviewFields: Fields = {
  candidateId: is.required(is.filledText),
  jobId: is.required(is.filledText),
  overallRating: is.required(rating),
  reviewerId: is.filledText,
  comment: is.text,
  createdOn: is.isoMoment,
};
const changeFields: Fields = {
  reviewerId: is.required(is.filledText),
  overallRating: rating,
  comment: is.text,
};

function reviewWrites(account: SmartRecruiters, path: string): Route[] {
  const { company } = account;
  const write = (pattern: string, answer: (call: Call) => unknown): Route =>
    secured(pattern, 'reviews_write', answer, reviewsDenied);
  return [
    write(`POST ${path}`, (call) => {
      requireParameters(call);
      return addReview(account, checked(call.body, reviewFields));
    }),
    write(`PATCH ${path}/:id`, (call) => {
      requireParameters(call);
      const row = findReview(account, call.params['id']);
      const input = checked(call.body, changeFields);
      requireReviewer(input['reviewerId'], row.userId);
      const comment = is.givenText(input, 'comment');
      company.change('feedback', row.id, {
        rating: (input['overallRating'] as number | undefined) ?? row.rating,
        ...(comment !== undefined && { answers: commented(comment) }),
      });
      return noContent();
    }),
    write(`DELETE ${path}/:id`, (call) => {
      requireParameters(call, ['reviewerId']);
      const row = findReview(account, call.params['id']);
      requireReviewer(call.query.get('reviewerId'), row.userId);
      company.remove('feedback', row.id);
      return noContent();
    }),
  ];
}

/** Without a reviewer, it is by the user whose key it is. */
function addReview(account: SmartRecruiters, input: Input): Answer {
  const { company } = account;
  const person = company.tables.people.find(is.textOf(input, 'candidateId'));
  const job = company.tables.jobs.find(is.textOf(input, 'jobId'));
  if (person === null) throw refusal(422, 'CANDIDATE_NOT_FOUND', 'There is no such candidate');
  if (job === null) throw refusal(422, 'JOB_NOT_FOUND', 'There is no such job');
  const one = account.assignmentsOf(person).find(({ jobId }) => jobId === job.id);
  if (one === undefined) throw refusal(422, 'APPLICATION_NOT_FOUND', 'There is no application');
  const reviewerId = is.givenText(input, 'reviewerId') ?? account.keyUser().id;
  const reviewer = account.users().find(({ id }) => id === reviewerId);
  if (reviewer === undefined) throw refusal(422, 'NON_EXISTING_REVIEWER', 'There is no such user');
  if (!reviewer.isActive) {
    throw refusal(422, 'INACTIVE_OR_DELETED_REVIEWER', 'The reviewer is not active');
  }
  const row = company.add('feedback', {
    applicationId: one.id,
    interviewId: null,
    userId: reviewer.id,
    rating: Number(input['overallRating']),
    answers: commented(is.textOf(input, 'comment')),
    submittedAt: company.now(),
  });
  return json(reviewShape(account, row), 201);
}

const commented = (comment: string) => [
  { question: 'comment', type: 'text' as const, value: comment },
];

function requireReviewer(given: unknown, userId: string): void {
  if (given !== userId) {
    throw refusal(422, 'REVIEWER_ID_DOES_NOT_MATCH', 'The review is by somebody else');
  }
}

/** Reviews refuse what is wrong with 422. */
function checked(body: unknown, fields: Fields): Input {
  try {
    return is.checkInput(body, fields);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw refusal(422, 'VALIDATION_FAILED', error.message);
  }
}
