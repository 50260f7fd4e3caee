import type { Application, Interview } from '../kit/company-rows.ts';
import { below } from './candidate-lists.ts';
import { partId } from './greenhouse.ts';
import { entryOf } from './lists.ts';
import type { Entry, List, View } from './lists.ts';
import { customFields, dayOf, idOf, kinds, momentOf, offerStatus } from './shapes.ts';

/** One row for each version; only the last one counts. */
function* offers(view: View): Generator<Entry> {
  const { greenhouse } = view;
  const all = below(view, greenhouse.company.tables.offers.values());
  for (const [offer, { jobId, personId }] of all) {
    const { id, applicationId, salary, sentAt, status } = offer;
    const hasEarlier = Number(id) % 3 === 0;
    const shape = (version: number, amount: number) => ({
      application_id: Number(applicationId),
      candidate_id: Number(personId),
      custom_fields: customFields(greenhouse, 'offer', id, {
        salary: { amount, unit: salary.currency },
      }),
      job_id: idOf(jobId),
      opening_id: jobId === null ? null : partId(kinds.opening, jobId),
      resolved_at: momentOf(offer.endedAt),
      sent_on: dayOf(sentAt),
      starts_on: offer.startDay,
      status: offerStatus[status],
      version,
    });
    yield entryOf(offer, () => shape(hasEarlier ? 2 : 1, salary.min));
    if (!hasEarlier) continue;
    yield entryOf({ ...offer, id: partId(kinds.earlierOffer, id) }, () => ({
      ...shape(1, salary.min - 1000),
      resolved_at: null,
      status: 'Deprecated',
    }));
  }
}

const interviewStatus = {
  planned: 'scheduled',
  done: 'complete',
  cancelled: 'skipped',
} as const satisfies Readonly<Record<Interview['status'], string>>;

/** A cancelled one is gone. */
function* interviewsIn(view: View): Generator<[Interview, Application]> {
  for (const pair of below(view, view.greenhouse.company.tables.interviews.values())) {
    if (pair[0].status !== 'cancelled') yield pair;
  }
}

function* interviews(view: View): Generator<Entry> {
  for (const [interview, { jobId }] of interviewsIn(view)) {
    const { id, startsAt, endsAt, status, stageId, interviewerIds, where } = interview;
    // Some take all day, and some have no time yet.
    const isAllDay = Number(id) % 17 === 0;
    const isOpen = Number(id) % 19 === 0 && !isAllDay;
    const hasTime = !isAllDay && !isOpen;
    const render = () => ({
      all_day_end_on: isAllDay ? dayOf(endsAt) : null,
      all_day_start_on: isAllDay ? dayOf(startsAt) : null,
      availability_received_at: null,
      ends_at: hasTime ? momentOf(endsAt) : null,
      external_event_id: null,
      job_id: idOf(jobId),
      job_interview_id: partId(kinds.jobInterview, stageId),
      location: where,
      organizer_id: Number(id) % 4 === 0 ? null : idOf(interviewerIds[0]),
      scheduled_at: isOpen ? null : momentOf(interview.createdAt),
      starts_at: hasTime ? momentOf(startsAt) : null,
      status: isOpen ? 'to_be_scheduled' : interviewStatus[status],
      video_conferencing_url: where === null ? `https://meet.example.com/${id}` : null,
    });
    yield entryOf(interview, render, { application_id: Number(interview.applicationId) });
  }
}

function* interviewers(view: View): Generator<Entry> {
  const { feedback, users } = view.greenhouse.company.tables;
  const scorecards = new Map<string, string>();
  for (const { id, interviewId, userId } of feedback.values()) {
    scorecards.set(`${interviewId} ${userId}`, id);
  }
  for (const [interview] of interviewsIn(view)) {
    const { id, status, interviewerIds } = interview;
    for (const [index, userId] of interviewerIds.entries()) {
      const row = { ...interview, id: partId(kinds.interviewer, id, index) };
      const render = () => ({
        email: users.get(userId).email,
        response_status: status === 'planned' ? 'needs_action' : 'accepted',
        scorecard_id: idOf(scorecards.get(`${id} ${userId}`)),
      });
      yield entryOf(row, render, { interview_id: Number(id), user_id: Number(userId) });
    }
  }
}

/** What applications lead to. */
export const interviewLists: Readonly<Record<string, List>> = {
  offers: {
    entries: offers,
    filters:
      'application_ids job_ids candidate_ids opening_ids status=Created|Accepted|Rejected|Deprecated resolved_at@ sent_on@ starts_on@',
    special: {
      current_only: {
        options: ['true', 'false'],
        accepts: ({ status }, value) => value === 'false' || status !== 'Deprecated',
      },
    },
  },
  interviews: {
    entries: interviews,
    filters:
      'job_ids application_ids job_interview_ids organizer_ids starts_at@ ends_at@ all_day_start_on@ all_day_end_on@ external_event_id status=to_be_scheduled|scheduled|awaiting_feedback|complete|skipped|collect_feedback|to_be_sent|sent|received',
  },
  interviewers: {
    entries: interviewers,
    filters:
      'interview_ids user_ids scorecard_ids response_status=needs_action|declined|tentative|accepted',
  },
};
