import type { InterviewRecord } from '@hirewire/connector-kit';
import type { StoredRow } from '@hirewire/store';
import { toLocation } from './location.ts';
import type { RowContext } from './own-json.ts';
import { toStoredRow } from './own-json.ts';

export function toInterviewRow(context: RowContext, interview: InterviewRecord): StoredRow {
  const id = context.idOf('interviews', interview.remote_id) ?? '';
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
        remote_id: interview.remote_id,
        title: interview.title ?? null,
        starting_at: interview.starting_at ?? null,
        ending_at: interview.ending_at ?? null,
        location: toLocation(interview.location),
        canceled: interview.canceled ?? null,
      },
      rest: {
        video_conferencing_url: interview.video_conferencing_url ?? null,
        application_id: applicationId,
        stage_id: context.idOf('application_stages', interview.stage_remote_id),
        remote_created_at: interview.remote_created_at ?? null,
        remote_updated_at: interview.remote_updated_at ?? null,
      },
      columns: { application_id: applicationId, user_ids: userIds },
      parts: userIds.toSorted(),
    },
  );
}
