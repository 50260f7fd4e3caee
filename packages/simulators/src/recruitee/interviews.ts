import type { Feedback, Interview } from '../kit/company-rows.ts';
import { shown } from '../kit/company.ts';
import { pageByNumber } from '../kit/paging.ts';
import type { Call } from '../kit/route.ts';
import { isSubmitted, ratingWords, referencesOf } from './candidates.ts';
import { missing, unprocessable } from './input.ts';
import { pageQuery, sizesOf } from './lists.ts';
import type { Recruitee } from './recruitee.ts';
import { dateOf, numberOf } from './shapes.ts';

/** Events that were cancelled are gone. */
export function eventsOf({ company }: Recruitee): Interview[] {
  return [...company.tables.interviews.values()].filter(({ status }) => status !== 'cancelled');
}

function eventShape({ company }: Recruitee, interview: Interview) {
  const { id, applicationId, stageId, interviewerIds, startsAt, endsAt, where } = interview;
  const { personId, jobId } = company.tables.applications.get(applicationId);
  return shown(interview, {
    id: Number(id),
    candidate_id: Number(personId),
    offer_id: numberOf(jobId),
    stage_id: Number(stageId),
    admin_id: numberOf(interviewerIds[0] ?? null),
    admin_ids: interviewerIds.map(Number),
    kind: where === null ? 'video' : 'interview',
    starts_at: dateOf(startsAt),
    duration: (endsAt - startsAt) / 60_000,
    timezone: 'Europe/Berlin',
    location: where ?? '',
    note: interview.title,
    public_note: '',
    event_url: '',
    video_provider: where === null ? 'recruitee' : null,
    video_url: where === null ? `https://video.example.com/${id}` : null,
    rescheduled: false,
    scheduled: true,
    scheduler: 'Admin',
    interview_result_requests: [],
    created_at: dateOf(interview.createdAt),
    updated_at: dateOf(interview.updatedAt),
  });
}

export function eventList(account: Recruitee, call: Call): object {
  const { query, at } = call;
  const all = eventsOf(account).toSorted((a, b) => a.startsAt - b.startsAt);
  const isPast = ({ startsAt }: Interview): boolean => startsAt < at;
  const past = all.filter(isPast);
  const upcoming = all.filter((one) => !isPast(one));
  const lists: Readonly<Record<string, Interview[]>> = { past_due: past, upcoming };
  const named = lists[query.get('status') ?? ''] ?? all;
  const own = account.owner.id;
  const rows =
    query.get('scope') === 'my'
      ? named.filter(({ interviewerIds }) => interviewerIds.includes(own))
      : named;
  const { items } = pageByNumber(pageQuery(account, call), rows, sizesOf(account, 1000));
  const { applications } = account.company.tables;
  return {
    interview_events: items.map((one) => eventShape(account, one)),
    meta: { counters: { past_due: past.length, upcoming: upcoming.length } },
    references: referencesOf(
      account,
      items.map(({ applicationId }) => applications.get(applicationId)),
    ),
  };
}

export function event(account: Recruitee, id: string): object {
  const found = eventsOf(account).find((one) => one.id === id);
  if (found === undefined) throw missing('Interview event');
  return { interview_event: eventShape(account, found) };
}

/** Evaluations of one candidate, of one offer if it is named. */
export function resultList(account: Recruitee, { query }: Call): object {
  const candidateId = query.get('candidate_id');
  if (candidateId === null) throw unprocessable('candidate_id', "can't be blank");
  const offerId = query.get('offer_id');
  const placements = account.placements
    .of(account.findCandidate(candidateId).id)
    .filter(({ jobId }) => offerId === null || jobId === offerId);
  const results = placements.flatMap((one) => account.feedback.of(one.id)).filter(isSubmitted);
  return {
    interview_results: results.map((one) => resultShape(account, one)),
    references: referencesOf(account, placements),
    hidden_results_preview: [],
  };
}

const answerKinds = { text: 'text', score: 'number', 'yes or no': 'boolean' } as const;

export function resultShape({ company }: Recruitee, feedback: Feedback) {
  const { id, applicationId, userId, rating, answers } = feedback;
  const { jobId, stageId } = company.tables.applications.get(applicationId);
  const [note] = answers.filter(({ type }) => type === 'text');
  return shown(feedback, {
    id: Number(id),
    rating: rating === null ? null : (ratingWords[rating - 1] ?? null),
    rating_note: note?.value ?? null,
    stage_id: Number(stageId),
    offer_id: numberOf(jobId),
    admin_id: Number(userId),
    guest: null,
    interview_template_name: answers.length > 1 ? 'First interview' : null,
    interview_result_answers: answers.map(({ question, type, value }) => ({
      question,
      kind: answerKinds[type],
      content: value === null ? null : String(value),
    })),
    created_at: dateOf(feedback.createdAt),
  });
}
