import type { SeededRandom } from '../kit/random.ts';
import { applicantOf, jobSummaryOf } from './records.ts';
import type { AshbyRecords } from './records.ts';
import type * as Ashby from './types.ts';

/** A person of whom nothing is known but the given fields. */
export function newCandidate(
  id: string,
  at: string,
  fields: Partial<Ashby.AshbyCandidate> & { name: string },
): Ashby.AshbyCandidate {
  return {
    id,
    createdAt: at,
    updatedAt: at,
    primaryEmailAddress: fields.emailAddresses?.find(({ isPrimary }) => isPrimary) ?? null,
    emailAddresses: [],
    primaryPhoneNumber: fields.phoneNumbers?.find(({ isPrimary }) => isPrimary) ?? null,
    phoneNumbers: [],
    socialLinks: [],
    tags: [],
    position: null,
    company: null,
    school: null,
    applicationIds: [],
    resumeFileHandle: null,
    fileHandles: [],
    customFields: [],
    profileUrl: `https://app.ashbyhq.com/candidates/${id}`,
    source: null,
    creditedToUser: null,
    timezone: null,
    location: null,
    fraudStatus: null,
    ...fields,
  };
}

/** A place in the form in which the vendor geocodes it; parts that are not known are left out. */
export function newLocation(
  id: string,
  { country, region, city }: { country?: string; region?: string; city?: string },
): Ashby.AshbyCandidateLocation {
  const parts = [
    { type: 'Country' as const, name: country },
    { type: 'Region' as const, name: region },
    { type: 'City' as const, name: city },
  ];
  const locationComponents = parts.flatMap(({ type, name }) =>
    name === undefined ? [] : [{ type, name }],
  );
  const locationSummary = locationComponents.map(({ name }) => name).join(', ');
  return { id, locationSummary, locationComponents };
}

/** An application at the start of its way, without answers. */
export function newApplication(
  id: string,
  at: string,
  { candidate, job, stage, ...fields }: NewApplication,
): Ashby.AshbyApplication {
  return {
    id,
    createdAt: at,
    updatedAt: at,
    status: statusIn(stage),
    customFields: [],
    candidate: applicantOf(candidate),
    currentInterviewStage: stage,
    source: null,
    archiveReason: null,
    archivedAt: null,
    job: jobSummaryOf(job),
    creditedToUser: null,
    hiringTeam: job.hiringTeam,
    appliedViaJobPostingId: null,
    submitterClientIp: null,
    submitterUserAgent: null,
    ...fields,
  };
}

export interface NewApplication extends Partial<
  Omit<Ashby.AshbyApplication, 'id' | 'candidate' | 'job'>
> {
  candidate: Ashby.AshbyCandidate;
  job: Ashby.AshbyJob;
  stage: Ashby.AshbyInterviewStage;
}

const statuses: Record<string, Ashby.AshbyApplicationStatus> = {
  Lead: 'Lead',
  Hired: 'Hired',
  Archived: 'Archived',
};

/** The status that follows from the type of a stage. */
export function statusIn({ type }: Ashby.AshbyInterviewStage): Ashby.AshbyApplicationStatus {
  return statuses[type] ?? 'Active';
}

export interface NewInterview {
  /** What kind of interview, from interview.list. */
  interviewId: string;
  interviewerIds: string[];
  /** ISO moments. */
  startTime: string;
  endTime: string;
  status?: Ashby.AshbyScheduleStatus;
  meetingLink?: string | null;
  location?: string | null;
}

/** A schedule with one event. */
export function newInterview(
  random: SeededRandom,
  wanted: Omit<NewInterview, 'interviewerIds'> & {
    application: Ashby.AshbyApplication;
    interviewers: Ashby.AshbyUser[];
    at: string;
  },
): Ashby.AshbyInterviewSchedule {
  const schedule: Ashby.AshbyInterviewSchedule = {
    id: random.uuid(),
    status: wanted.status ?? 'Scheduled',
    applicationId: wanted.application.id,
    interviewStageId: wanted.application.currentInterviewStage.id,
    scheduledBy: wanted.interviewers[0] ?? null,
    createdAt: wanted.at,
    updatedAt: wanted.at,
    interviewEvents: [],
  };
  schedule.interviewEvents.push(newEvent(random, { ...wanted, scheduleId: schedule.id }));
  return schedule;
}

/** One event of a schedule. */
export function newEvent(
  random: SeededRandom,
  wanted: Pick<NewInterview, 'interviewId' | 'startTime' | 'endTime'> & {
    scheduleId: string;
    interviewers: Ashby.AshbyUser[];
    at: string;
    meetingLink?: string | null;
    location?: string | null;
  },
): Ashby.AshbyInterviewEvent {
  const id = random.uuid();
  return {
    id,
    interviewId: wanted.interviewId,
    interviewScheduleId: wanted.scheduleId,
    interviewerUserIds: wanted.interviewers.map((user) => user.id),
    interviewers: wanted.interviewers.map((user, index) => ({
      ...user,
      trainingRole: index > 1 ? 'Shadow' : null,
      interviewerPool: null,
      isFeedbackRequired: index === 0,
    })),
    createdAt: wanted.at,
    updatedAt: wanted.at,
    startTime: wanted.startTime,
    endTime: wanted.endTime,
    feedbackLink: `https://app.ashbyhq.com/interviewer/feedback/${id}`,
    location: wanted.location ?? null,
    meetingLink: wanted.meetingLink ?? null,
    interviewerCalendarEventId: null,
    hasSubmittedFeedback: false,
    notetakerTranscriptId: null,
    extraData: null,
  };
}

/** The part of a user that notes show. */
export function noteAuthorOf(user: Ashby.AshbyUser): Ashby.AshbyNote['author'] {
  const { id, firstName, lastName, email } = user;
  return { id, firstName, lastName, email };
}

/** Feedback on an application, in the stage of its interview, or else the current one. */
export function newFeedback(
  records: AshbyRecords,
  { application, event, ...fields }: NewFeedback,
): Ashby.AshbyFeedback {
  const { feedbackFormDefinitionId: formId } = fields;
  const formDefinition = records.feedbackForms.get(formId);
  if (formDefinition === undefined) throw new Error(`The simulator has no form ${formId}`);
  const stageId =
    event === null
      ? application.currentInterviewStage.id
      : records.interviewSchedules.get(event.interviewScheduleId).interviewStageId;
  const history = records.histories.get(application.id) ?? [];
  return {
    ...fields,
    formDefinition,
    applicationId: application.id,
    interviewId: event?.interviewId ?? null,
    interviewEventId: event?.id ?? null,
    applicationHistoryId: history.findLast((entry) => entry.stageId === stageId)?.id ?? null,
  };
}

export interface NewFeedback extends Pick<
  Ashby.AshbyFeedback,
  'id' | 'feedbackFormDefinitionId' | 'submittedByUser' | 'submittedValues' | 'submittedAt'
> {
  application: Ashby.AshbyApplication;
  event: Ashby.AshbyInterviewEvent | null;
}
