import type { CandidateRecord } from '@hirewire/connector-kit';
import type { StoredRow } from '@hirewire/store';
import { toLocation } from './location.ts';
import type { RowContext } from './own-json.ts';
import { folded, membersOf, toStoredRow } from './own-json.ts';
import { customFieldsOf, integrationFieldsOf } from './raw-fields.ts';

export function toCandidateRow(context: RowContext, candidate: CandidateRecord): StoredRow {
  const id = context.idOf('candidates', candidate.remote_id);
  const tagIds = [...new Set(candidate.tag_remote_ids)].map((tag) => context.idOf('tags', tag));
  const emails = candidate.email_addresses ?? [];
  return toStoredRow(
    context,
    { ...candidate, id },
    {
      short: {
        id,
        ...membersOf(candidate, ['remote_id', 'first_name', 'last_name']),
        email_addresses: emails.map((email) => membersOf(email, ['email_address', 'type'])),
      },
      brief: {
        phone_numbers: (candidate.phone_numbers ?? []).map((phone) =>
          membersOf(phone, ['phone_number', 'type']),
        ),
        social_media: (candidate.social_media ?? []).map((social) =>
          membersOf(social, ['link', 'type', 'username']),
        ),
        ...membersOf(candidate, ['source', 'remote_url']),
      },
      rest: {
        ...membersOf(candidate, ['company', 'title', 'confidential']),
        location: toLocation(candidate.location),
        custom_fields: customFieldsOf(context, 'candidates', candidate),
        ...membersOf(candidate, ['remote_created_at', 'remote_updated_at']),
      },
      integrationFields: integrationFieldsOf(context, 'candidates', candidate),
      columns: {
        first_name: folded(candidate.first_name),
        last_name: folded(candidate.last_name),
        email_addresses: emails.map((email) => folded(email.email_address)).filter(Boolean),
        tag_ids: tagIds,
      },
      parts: tagIds.toSorted(),
    },
  );
}
