import type { CandidateRecord } from '@hirewire/connector-kit';
import type { StoredRow } from '@hirewire/store';
import { foldCase } from '@hirewire/store';
import { toLocation } from './location.ts';
import type { RowContext } from './own-json.ts';
import { sortedMap, storable, toStoredRow } from './own-json.ts';

const fold = (text: string | null | undefined): string | null =>
  text === null || text === undefined ? null : storable(foldCase(text));

export function toCandidateRow(context: RowContext, candidate: CandidateRecord): StoredRow {
  const id = context.idOf('candidates', candidate.remote_id) ?? '';
  const tagIds = [...new Set(candidate.tag_remote_ids)].map((tag) => context.idOf('tags', tag));
  const emails = candidate.email_addresses ?? [];
  return toStoredRow(
    context,
    { ...candidate, id },
    {
      short: {
        id,
        remote_id: candidate.remote_id,
        first_name: candidate.first_name ?? null,
        last_name: candidate.last_name ?? null,
        email_addresses: emails.map(({ email_address, type }) => ({ email_address, type })),
      },
      brief: {
        phone_numbers: (candidate.phone_numbers ?? []).map((phone) => ({
          phone_number: phone.phone_number,
          type: phone.type ?? null,
        })),
        social_media: (candidate.social_media ?? []).map((social) => ({
          link: social.link ?? null,
          type: social.type ?? null,
          username: social.username ?? null,
        })),
        source: candidate.source ?? null,
        remote_url: candidate.remote_url ?? null,
      },
      rest: {
        company: candidate.company ?? null,
        title: candidate.title ?? null,
        confidential: candidate.confidential ?? null,
        location: toLocation(candidate.location),
        custom_fields: sortedMap(candidate.custom_fields),
        remote_created_at: candidate.remote_created_at ?? null,
        remote_updated_at: candidate.remote_updated_at ?? null,
      },
      columns: {
        first_name: fold(candidate.first_name),
        last_name: fold(candidate.last_name),
        email_addresses: emails.map((email) => fold(email.email_address)).filter((one) => one),
        tag_ids: tagIds,
      },
      parts: tagIds.toSorted(),
    },
  );
}
