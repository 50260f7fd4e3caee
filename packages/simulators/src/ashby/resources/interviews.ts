import { notFound } from '../envelope.ts';
import { flag, listOf, required, textOf, uuid } from '../../kit/fields.ts';
import {
  createdAfter,
  includeArchived,
  isAskedFor,
  isCreatedAfter,
  isExpanded,
  isWanted,
  pagedList,
  single,
} from '../method.ts';
import type { AshbyCall, AshbyMethod } from '../method.ts';
import type {
  AshbyInterview,
  AshbyInterviewEvent,
  AshbyInterviewPlan,
  AshbyInterviewSchedule,
} from '../types.ts';

const scope = 'interviews:read';

export const interviewMethods: Record<string, AshbyMethod> = {
  'interviewPlan.list': pagedList<AshbyInterviewPlan>({
    scope,
    filters: includeArchived,
    collection: (records) => records.interviewPlans,
    accept: isWanted,
  }),
  'interviewStage.list': {
    scope,
    fields: { interviewPlanId: required(uuid) },
    answer: ({ input, records }) => {
      const planId = textOf(input, 'interviewPlanId');
      if (records.interviewPlans.find(planId) === null) throw notFound('interview_plan');
      return { results: records.stagesOf(planId), moreDataAvailable: false };
    },
  },
  // An interview of one job is "not shared", and left out unless asked for.
  'interview.list': pagedList<AshbyInterview>({
    scope,
    filters: {
      ...includeArchived,
      includeNonSharedInterviews: flag,
      excludeArchivedScheduleTemplateInterviews: flag,
    },
    collection: (records) => records.interviews,
    accept: (interview, call) =>
      isWanted(interview, call) &&
      (interview.jobId === null || call.input['includeNonSharedInterviews'] === true),
  }),
  'interview.info': single<AshbyInterview>({
    scope,
    idField: 'id',
    resource: 'interview',
    collection: (records) => records.interviews,
  }),
  'interviewSchedule.list': pagedList<AshbyInterviewSchedule>({
    scope,
    filters: { ...createdAfter, applicationId: uuid, interviewStageId: uuid },
    collection: (records) => records.interviewSchedules,
    accept: (schedule, call) =>
      isCreatedAfter(schedule.createdAt, call) &&
      isAskedFor(call, 'applicationId', schedule.applicationId) &&
      isAskedFor(call, 'interviewStageId', schedule.interviewStageId) &&
      isVisible(schedule, call),
  }),
  'interviewEvent.list': pagedList<AshbyInterviewEvent>({
    scope,
    filters: {
      ...createdAfter,
      interviewScheduleId: required(uuid),
      expand: listOf(['interview']),
    },
    collection: (records) => records.interviewEvents,
    accept: (event, call) =>
      event.interviewScheduleId === call.input['interviewScheduleId'] &&
      isCreatedAfter(event.createdAt, call) &&
      isVisible(call.records.interviewSchedules.find(event.interviewScheduleId), call),
    render: (event, call) =>
      isExpanded(call, 'interview')
        ? { ...event, interview: call.records.interviews.find(event.interviewId) }
        : event,
  }),
};

function isVisible(
  schedule: AshbyInterviewSchedule | null,
  { records, visibility }: AshbyCall,
): boolean {
  const application = records.applications.find(schedule?.applicationId ?? '');
  return visibility.isApplicationVisible(application);
}
