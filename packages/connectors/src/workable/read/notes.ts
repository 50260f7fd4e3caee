import { toIsoDate } from '@hirewire/connector-kit';
import type { ReadModel } from '@hirewire/connector-kit';
import { readActivities } from './activities.ts';

/** Comments. E-mails are activities of another kind, and no notes. */
export const readNotes: ReadModel<'notes'> = (context, request) =>
  readActivities(context, request, {
    model: 'notes',
    toRecord: (activity, candidateId, ref) => {
      if (activity.action !== 'comment') return null;
      const { visibility_roles: roles } = activity;
      return {
        remote_id: activity.id,
        candidate_remote_id: candidateId,
        application_remote_id: candidateId,
        author_remote_id: activity.member?.id,
        content_html: activity.body || null,
        // Of a comment that all see, they are null or none.
        is_private: roles === undefined ? null : (roles ?? []).length > 0,
        remote_created_at: toIsoDate(activity.created_at, ref('created_at')),
        remote_updated_at: toIsoDate(activity.updated_at, ref('updated_at')),
      };
    },
  });
