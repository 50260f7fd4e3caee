import { newFeedback } from '../new-records.ts';
import type { RecordChanges } from '../record-changes.ts';
import type { AshbyRecords } from '../records.ts';
import type { AshbyFeedback } from '../types.ts';

export interface SubmittedFeedback {
  userId: string;
  /** What the feedback is about; by default no interview. */
  interviewEventId?: string;
  /** Default: the form of the interview, or the first one there is. */
  feedbackFormDefinitionId?: string;
  /** By the path of the field; default: no answers. */
  submittedValues?: Record<string, unknown>;
  isDraft?: boolean;
}

export function submitFeedback(
  changes: RecordChanges,
  applicationId: string,
  wanted: SubmittedFeedback,
): AshbyFeedback {
  const { records } = changes;
  const { interviewEventId, submittedValues = {}, isDraft = false } = wanted;
  const event =
    interviewEventId === undefined ? null : records.interviewEvents.get(interviewEventId);
  const interview = event === null ? null : records.interviews.get(event.interviewId);
  const [firstFormId = ''] = records.feedbackForms.keys();
  const ownFormId = interview?.feedbackFormDefinitionId ?? firstFormId;
  const feedback = newFeedback(records, {
    id: changes.random.uuid(),
    application: records.applications.get(applicationId),
    event,
    feedbackFormDefinitionId: wanted.feedbackFormDefinitionId ?? ownFormId,
    submittedByUser: records.users.get(wanted.userId),
    submittedValues,
    submittedAt: isDraft ? null : changes.stamp(),
  });
  records.feedback.put(feedback);
  showOnEvent(records, feedback);
  return feedback;
}

export function deleteFeedback({ records }: RecordChanges, feedbackId: string): void {
  const feedback = records.feedback.get(feedbackId);
  records.feedback.delete(feedbackId);
  showOnEvent(records, feedback);
}

export function deleteFeedbackOn(changes: RecordChanges, applicationId: string): void {
  for (const feedback of changes.records.feedback.values()) {
    if (feedback.applicationId === applicationId) deleteFeedback(changes, feedback.id);
  }
}

/** The event repeats whether there is feedback on it, but does not itself count as changed. */
function showOnEvent(records: AshbyRecords, { interviewEventId }: AshbyFeedback): void {
  const event = records.interviewEvents.find(interviewEventId ?? '');
  if (event === null) return;
  event.hasSubmittedFeedback = [...records.feedback.values()].some(
    (one) => one.interviewEventId === event.id && one.submittedAt !== null,
  );
}
