import type { SeededRandom } from '../../kit/random.ts';
import { newFeedback } from '../new-records.ts';
import type { NewFeedback } from '../new-records.ts';
import type { AshbyRecords } from '../records.ts';
import type { AshbyInterviewEvent, AshbyUser } from '../types.ts';
import { dayMs, seedEnd } from '../../kit/calendar.ts';
import { inventFeedback, seedFeedbackForms } from './feedback-forms.ts';

type Wanted = Pick<NewFeedback, 'application' | 'event' | 'feedbackFormDefinitionId'> & {
  user: AshbyUser;
  isDraft: boolean;
  /** Epoch milliseconds; some days later it is submitted. */
  from: number;
};

/** Invents what interviewers thought, with drafts, and feedback that belongs to no interview. */
export function seedFeedback(random: SeededRandom, records: AshbyRecords): void {
  seedFeedbackForms(random, records);
  const users = [...records.users.values()];
  for (const event of records.interviewEvents.values()) {
    addForEvent(random, records, { event, users });
  }
  const formIds = [...records.feedbackForms.keys()];
  for (const application of records.applications.values()) {
    if (application.status === 'Lead' || !random.chance(0.06)) continue;
    addFeedback(random, records, {
      application,
      event: null,
      feedbackFormDefinitionId: random.pick(formIds),
      user: random.pick(users),
      isDraft: random.chance(0.1),
      from: Date.parse(application.createdAt),
    });
  }
}

/** Feedback of the first interviewer and most others where the event says that there is some. */
function addForEvent(
  random: SeededRandom,
  records: AshbyRecords,
  { event, users }: { event: AshbyInterviewEvent; users: AshbyUser[] },
): void {
  const { applicationId, status } = records.interviewSchedules.get(event.interviewScheduleId);
  const isOver = status === 'Complete' || status === 'WaitingOnFeedback';
  if (!isOver) return;
  const interviewers = event.interviewerUserIds.map((id) => records.users.get(id));
  // The event has no interviewers.
  if (interviewers.length === 0) interviewers.push(random.pick(users));
  for (const [order, user] of interviewers.entries()) {
    const isSubmitted = event.hasSubmittedFeedback && (order === 0 || random.chance(0.7));
    if (!isSubmitted && !random.chance(0.4)) continue;
    addFeedback(random, records, {
      application: records.applications.get(applicationId),
      event,
      feedbackFormDefinitionId: records.interviews.get(event.interviewId).feedbackFormDefinitionId,
      user,
      isDraft: !isSubmitted,
      from: Date.parse(event.endTime),
    });
  }
}

function addFeedback(
  random: SeededRandom,
  records: AshbyRecords,
  { user, isDraft, from, ...place }: Wanted,
): void {
  const form = records.feedbackForms.get(place.feedbackFormDefinitionId);
  if (form === undefined) throw new Error('An interview has no feedback form');
  const start = Math.min(from, seedEnd);
  const submittedAt = random.moment(start, Math.min(start + 5 * dayMs, seedEnd));
  records.feedback.put(
    newFeedback(records, {
      ...place,
      id: random.uuid(),
      submittedByUser: user,
      submittedValues: inventFeedback(random, form),
      submittedAt: isDraft ? null : submittedAt,
    }),
  );
}
