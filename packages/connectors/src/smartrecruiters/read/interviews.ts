import {
  RemoteError,
  inParallel,
  parseRemote,
  path,
  toIsoDate,
  nullIfGone,
} from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  InterviewRecord,
  Json,
  ReadModel,
  Tombstone,
} from '@hirewire/connector-kit';
import { findRecord, getSmartRecruiters, readRows } from '../call-smartrecruiters.ts';
import { SmartRecruitersApplication, SmartRecruitersInterview } from '../remote-types.ts';
import { applicationIdOf } from './ids.ts';
import type { ApplicationIds } from './ids.ts';
import { ofApplications, readOfPeople } from './of-people.ts';
import { refsIn } from './field-refs.ts';

const interviewsPath = '/interviews-api/v201904/interviews';

/**
 * They are asked for by the application's own id, which only the application itself has. A cancelled
 * interview is deleted.
 */
export const readInterviews: ReadModel<'interviews'> = (context, request) =>
  readOfPeople<'interviews'>(context, request, {
    model: 'interviews',
    name: interviewsPath,
    read: (_candidateId, applications) =>
      ofApplications<'interviews'>(applications, (ids) => readInterviewsOf(context, ids)),
  });

async function readInterviewsOf(
  context: ConnectorContext,
  ids: ApplicationIds,
): Promise<InterviewRecord[]> {
  const applicationId = await findVendorId(context, ids);
  if (applicationId === null) return [];
  const rows = await nullIfGone(() => readRows(context, interviewsPath, { applicationId }));
  return (rows ?? []).flatMap((raw) => toInterviews(context, raw, ids));
}

/** Null for an application that is gone. */
export async function findVendorId(
  context: ConnectorContext,
  { candidateId, jobId }: ApplicationIds,
): Promise<string | null> {
  const address = path`/candidates/${candidateId}/jobs/${jobId}`;
  const found = await nullIfGone(() => getSmartRecruiters(context, address));
  if (found === null) return null;
  const id = SmartRecruitersApplication.safeParse(found).data?.applicationId;
  if (id) return id;
  const message = `SmartRecruiters' answer to GET ${address} has no applicationId, without which its interviews cannot be asked for.`;
  throw new RemoteError({ kind: 'unavailable', message, status: 200 });
}

/** The id of an interview, and which of its times: each of them is a talk of its own. */
const interviewIdOf = (recordId: string): string => recordId.split(':')[0] ?? '';

/** As they are now. */
export async function readInterviewsById(
  context: ConnectorContext,
  ids: readonly string[],
): Promise<(InterviewRecord | Tombstone)[]> {
  const wanted = Map.groupBy(ids, interviewIdOf);
  const found = await inParallel([...wanted], async ([interviewId, own]) => {
    const address = path`/interviews-api/v201904/interviews/${interviewId}`;
    const raw = await findRecord(context, address);
    const records = raw === null ? [] : toInterviews(context, raw, null);
    const byId = new Map(records.map((record) => [record.remote_id, record]));
    return own.map((id) => byId.get(id) ?? ({ remote_id: id, deleted: true } as const));
  });
  return found.flat();
}

/** `ids` is null where it is read by its id: then it names its application itself. */
function toInterviews(
  context: ConnectorContext,
  raw: Json,
  ids: ApplicationIds | null,
): InterviewRecord[] {
  const { reportIssue } = context;
  const interview = parseRemote(SmartRecruitersInterview, raw, {
    model: 'interviews',
    reportIssue,
  });
  if (interview === null) return [];
  const ref = refsIn('interviews', reportIssue);
  const candidateId = ids?.candidateId ?? interview.candidate?.id;
  const jobId = ids?.jobId ?? interview.jobId;
  return (interview.timeslots ?? []).map((time, index) => {
    const where = time.ref || interview.location;
    return {
      remote_id: `${interview.id}:${time.id ?? index}`,
      title: time.title || time.interviewType || null,
      starting_at: toIsoDate(time.startsOn, ref('timeslots[].startsOn')),
      ending_at: toIsoDate(time.endsOn, ref('timeslots[].endsOn')),
      location: where ? { raw: where } : null,
      application_remote_id: candidateId && jobId ? applicationIdOf(candidateId, jobId) : null,
      user_remote_ids: [...new Set((time.interviewers ?? []).map(({ id }) => id))],
      remote_created_at: toIsoDate(interview.createdOn, ref('createdOn')),
      remote_data: { [interviewsPath]: raw },
    };
  });
}
