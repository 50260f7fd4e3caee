import { parseResults, toIsoDate, toPagePosition } from '@hirewire/connector-kit';
import type { ReadModel } from '@hirewire/connector-kit';
import { readWorkablePages } from '../call-workable.ts';
import { WorkableEvent } from '../remote-types.ts';

/** Before Workable was founded: what is asked for without a start is not documented. */
const beginning = '2010-01-01T00:00:00Z';

/**
 * Interviews, calls and meetings with a candidate. No date tells of their changes, so that all are read
 * every time. https://workable.readme.io/reference/events
 */
export const readInterviews: ReadModel<'interviews'> = async function* (context, { resumeFrom }) {
  const { reportIssue } = context;
  const ref = (field: string) => ({ model: 'interviews', field, reportIssue }) as const;
  const query = { start_date: beginning, include_cancelled: true };
  const list = { path: '/events', name: 'events', query };
  for await (const { rows, next } of readWorkablePages(context, list, toPagePosition(resumeFrom))) {
    const events = parseResults(WorkableEvent, [...rows], { model: 'interviews', context });
    yield {
      // Others are appointments of the team among itself.
      records: events.flatMap(({ raw, parsed: event }) => {
        if (!event.candidate) return [];
        return [
          {
            remote_id: event.id,
            title: event.title,
            starting_at: toIsoDate(event.starts_at, ref('starts_at')),
            ending_at: toIsoDate(event.ends_at, ref('ends_at')),
            video_conferencing_url: event.conference?.url,
            canceled: event.cancelled,
            application_remote_id: event.candidate.id,
            user_remote_ids: [...new Set((event.members ?? []).map(({ id }) => id))],
            remote_data: { '/events': raw },
          },
        ];
      }),
      resumeFrom: next,
      completeness: 'full',
    };
  }
};
