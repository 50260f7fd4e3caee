import type { InterviewRecord } from '@hirewire/connector-kit';
import type { StoredRow } from '@hirewire/store';
import { toLocation } from './location.ts';
import type { RowContext } from './own-json.ts';
import { membersOf, toStoredRow } from './own-json.ts';

export function toInterviewRow(context: RowContext, interview: InterviewRecord): StoredRow {
  const id = context.idOf('interviews', interview.remote_id);
  const applicationId = context.idOf('applications', interview.application_remote_id);
  const userIds = [...new Set(interview.user_remote_ids)].map((user) =>
    context.idOf('users', user),
  );
  return toStoredRow(
    context,
    { ...interview, id },
    {
      short: {
        id,
        ...membersOf(interview, ['remote_id', 'title', 'starting_at', 'ending_at', 'canceled']),
        location: toLocation(interview.location),
      },
      rest: {
        application_id: applicationId,
        stage_id: context.idOf('application_stages', interview.stage_remote_id),
        ...membersOf(interview, [
          'video_conferencing_url',
          'remote_created_at',
          'remote_updated_at',
        ]),
      },
      columns: { application_id: applicationId, user_ids: userIds },
      parts: userIds.toSorted(),
    },
  );
}
