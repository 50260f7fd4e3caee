import { networkOf, toEmails, toIsoDate } from '@hirewire/connector-kit';
import type { CandidateRecord, SocialMedia } from '@hirewire/connector-kit';
import { parseAttributes } from '../call-teamtailor.ts';
import { TeamtailorCandidate } from '../remote-types.ts';
import { tagIdsOf, toCustomFields, toLocation } from './fields.ts';
import type { ListedModel } from './read-list.ts';

/** https://docs.teamtailor.com/#candidates */
export const candidates: ListedModel<'candidates'> = {
  model: 'candidates',
  path: '/candidates',
  include: 'locations,custom-field-values.custom-field',
  changed: { filter: 'filter[updated-at][from]' },
  // Candidates and their tags.
  readers: 2,
  toRecord({ resource, included, ref }) {
    const candidate = parseAttributes(TeamtailorCandidate, resource, ref(''));
    if (candidate === null) return null;
    const { phone } = candidate;
    // Somebody who was added by hand may have none.
    const emails = toEmails(candidate.email, ref('email'));
    return {
      remote_id: candidate.id,
      first_name: candidate['first-name'] || null,
      last_name: candidate['last-name'] || null,
      email_addresses: emails.map((address) => ({ email_address: address, type: null })),
      phone_numbers: phone?.trim() ? [{ phone_number: phone.trim(), type: null }] : [],
      social_media: toSocialMedia(candidate),
      source: candidate['referring-site'] || (candidate.sourced === true ? 'sourced' : null),
      location: toLocation(included.one(resource, 'locations'), ref),
      tag_remote_ids: tagIdsOf(candidate.tags),
      custom_fields: toCustomFields(resource, { included, ref }),
      remote_created_at: toIsoDate(candidate['created-at'], ref('created-at')),
      remote_updated_at: toIsoDate(candidate['updated-at'], ref('updated-at')),
    } satisfies CandidateRecord;
  },
};

/** A profile may also be a text of what was imported from there, which is no link. */
function toSocialMedia(candidate: TeamtailorCandidate): SocialMedia[] {
  const given = [candidate['linkedin-url'], candidate['facebook-profile']];
  const links = given.flatMap((text) => (text && /^https?:\/\//i.test(text) ? [text.trim()] : []));
  return [...new Set(links)].map((link) => ({ link, type: networkOf(link), username: null }));
}
