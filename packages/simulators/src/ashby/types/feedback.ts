import type { AshbyFormSubmission } from './job-postings.ts';
import type { AshbyUser } from './organization.ts';

/** A filled-in form about an application, with or without an interview. */
export interface AshbyFeedback extends AshbyFormSubmission {
  applicationId: string;
  feedbackFormDefinitionId: string;
  interviewId: string | null;
  interviewEventId: string | null;
  applicationHistoryId: string | null;
  submittedByUser: AshbyUser;
  /** Null for a draft, which no list shows. */
  submittedAt: string | null;
}
