import { mapEnum, openSideCalls, toIsoDate, unreadOf, parseResults } from '@hirewire/connector-kit';
import type { ConnectorContext, InterviewRecord, Json, ReadModel } from '@hirewire/connector-kit';
import { readIncrementally, readWholeList } from '../call-ashby.ts';
import { AshbyInterviewSchedule, AshbyTitled } from '../remote-types.ts';
import type { AshbyInterviewEvent } from '../remote-types.ts';
import { scheduleStates } from '../vocabulary.ts';

/** https://developers.ashbyhq.com/reference/interviewschedulelist */
const method = 'interviewSchedule.list';

/** One record for each event of a schedule; a schedule without events is no interview yet. */
export const readInterviews: ReadModel<'interviews'> = async function* (context, request) {
  const sideCalls = openSideCalls(context, 'interviews', request);
  const titles = await sideCalls.ask(titlesCall, () => readTitles(context));
  const toRecords = (results: Json[]): InterviewRecord[] =>
    parseResults(AshbyInterviewSchedule, results, { model: 'interviews', context }).flatMap(
      ({ raw, parsed }) => {
        const canceled = toCanceled(parsed, context);
        return (parsed.interviewEvents ?? []).map((event) => ({
          ...toInterview(event, parsed, { titles: titles.value ?? new Map(), context }),
          canceled,
          ...unreadOf(titles),
          remote_data: { [method]: withOneEvent(raw, event) },
        }));
      },
    );
  yield* sideCalls.carry((inner) => readIncrementally(context, inner, { method, toRecords }));
};

type Titles = ReadonlyMap<string, string | null | undefined>;

/** https://developers.ashbyhq.com/reference/interviewlist */
const titlesCall = { name: 'interview.list', fields: ['title'] };

async function readTitles(context: ConnectorContext): Promise<Titles> {
  const body = { includeArchived: true, includeNonSharedInterviews: true };
  const results = await readWholeList(context, titlesCall.name, body);
  const interviews = parseResults(AshbyTitled, results, { model: 'interviews', context });
  return new Map(interviews.map(({ parsed }) => [parsed.id, parsed.title]));
}

function toInterview(
  event: AshbyInterviewEvent,
  schedule: AshbyInterviewSchedule,
  { titles, context: { reportIssue } }: { titles: Titles; context: ConnectorContext },
): InterviewRecord {
  const ref = (field: string) =>
    ({ model: 'interviews', field: `interviewEvents[].${field}`, reportIssue }) as const;
  const userIds = event.interviewers?.map(({ id }) => id) ?? event.interviewerUserIds ?? [];
  return {
    remote_id: event.id,
    title: titles.get(event.interviewId ?? '') ?? event.interview?.title ?? null,
    starting_at: toIsoDate(event.startTime, ref('startTime')),
    ending_at: toIsoDate(event.endTime, ref('endTime')),
    location: event.location ? { raw: event.location } : null,
    video_conferencing_url: event.meetingLink,
    application_remote_id: schedule.applicationId,
    stage_remote_id: schedule.interviewStageId,
    remote_created_at: toIsoDate(event.createdAt, ref('createdAt')),
    remote_updated_at: toIsoDate(event.updatedAt, ref('updatedAt')),
    user_remote_ids: [...new Set(userIds)],
  };
}

function toCanceled(
  schedule: AshbyInterviewSchedule,
  { reportIssue }: ConnectorContext,
): boolean | null {
  const ref = { model: 'interviews', field: 'status', reportIssue } as const;
  const word = mapEnum(scheduleStates, schedule.status, ref);
  return word === null ? null : word === 'canceled';
}

/** The other events are left out, so that a change of one is not a change of its siblings. */
function withOneEvent(schedule: Json, event: AshbyInterviewEvent): Json {
  return { ...(schedule as { [key: string]: Json }), interviewEvents: [event as Json] };
}
