import type { FieldRef, ReadModel } from '@hirewire/connector-kit';
import { LeverInterview } from '../remote-types.ts';
import { readChildren } from './children.ts';
import { toTime } from './to-time.ts';

/** https://hire.lever.co/developer/documentation#interviews */
export const readInterviews: ReadModel<'interviews'> = (context, request) =>
  readChildren(context, request, {
    model: 'interviews',
    name: 'interviews',
    schema: LeverInterview,
    toRecord: (interview, parent, ref) => ({
      remote_id: interview.id,
      title: interview.subject,
      ...toTimes(interview, ref),
      location: interview.location ? { raw: interview.location } : null,
      video_conferencing_url: findLink(interview.location) ?? findLink(interview.note),
      canceled: Boolean(interview.canceledAt),
      application_remote_id: parent.id,
      stage_remote_id: interview.stage,
      user_remote_ids: [...new Set(interview.interviewers?.map(({ id }) => id))],
      remote_created_at: toTime(interview.createdAt, ref('createdAt')),
    }),
  });

function toTimes({ date, duration }: LeverInterview, ref: (field: string) => FieldRef) {
  const start = toTime(date, ref('date'));
  const hasEnd = start !== null && typeof duration === 'number' && duration >= 0;
  const end = hasEnd ? Date.parse(start) + duration * 60_000 : null;
  return {
    starting_at: start,
    ending_at: toTime(end, ref('duration')),
  };
}

/** The only places that Lever has for the address of a video call are texts. */
function findLink(text: string | null | undefined): string | null {
  return /https?:\/\/[^\s<>"')\]]+/i.exec(text ?? '')?.[0] ?? null;
}
