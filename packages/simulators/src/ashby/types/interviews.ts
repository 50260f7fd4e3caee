import type { AshbyTitled, AshbyUser } from './organization.ts';

export interface AshbyInterviewPlan extends AshbyTitled {
  createdAt: string;
  updatedAt: string;
}

export interface AshbyInterviewStage {
  id: string;
  title: string;
  /** Free text in the document; seen: Lead, PreInterviewScreen, Active, Offer, Hired, Archived. */
  type: string;
  orderInInterviewPlan: number;
  interviewStageGroupId: string | null;
  interviewPlanId: string;
}

export interface AshbyInterview {
  id: string;
  title: string;
  externalTitle: string | null;
  isArchived: boolean;
  isDebrief: boolean;
  isFeedbackRequired: boolean;
  isFeedbackRequested: boolean;
  instructionsHtml: string | null;
  instructionsPlain: string | null;
  jobId: string | null;
  feedbackFormDefinitionId: string;
}

export interface AshbyInterviewer extends AshbyUser {
  trainingRole: 'Shadow' | 'Reverse-Shadow' | null;
  interviewerPool: null;
  isFeedbackRequired: boolean;
}

export interface AshbyInterviewEvent {
  id: string;
  interviewId: string;
  interviewScheduleId: string;
  interviewerUserIds: string[];
  interviewers: AshbyInterviewer[];
  createdAt: string;
  updatedAt: string;
  startTime: string;
  endTime: string;
  feedbackLink: string;
  location: string | null;
  meetingLink: string | null;
  interviewerCalendarEventId: string | null;
  hasSubmittedFeedback: boolean;
  notetakerTranscriptId: string | null;
  extraData: Record<string, string> | null;
}

export type AshbyScheduleStatus =
  | 'NeedsScheduling'
  | 'WaitingOnCandidateBooking'
  | 'WaitingOnCandidateAvailability'
  | 'CandidateAvailabilitySubmitted'
  | 'Scheduled'
  | 'WaitingOnFeedback'
  | 'Complete'
  | 'Cancelled'
  | 'OnHold';

export interface AshbyInterviewSchedule {
  id: string;
  status: AshbyScheduleStatus;
  applicationId: string;
  interviewStageId: string;
  scheduledBy: AshbyUser | null;
  createdAt: string;
  updatedAt: string;
  interviewEvents: AshbyInterviewEvent[];
}
