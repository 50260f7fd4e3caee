import { networkOf, splitName, toEmails, toIsoDate } from '@hirewire/connector-kit';
import type { CandidateRecord, ConnectorContext, SocialMedia } from '@hirewire/connector-kit';
import type { WorkableCandidate } from '../remote-types.ts';
import { toLocation } from './to-location.ts';

export function toCandidate(
  candidate: WorkableCandidate,
  { reportIssue }: ConnectorContext,
): CandidateRecord {
  const ref = (field: string) => ({ model: 'candidates', field, reportIssue }) as const;
  const record: CandidateRecord = {
    remote_id: candidate.id,
    tag_remote_ids: toTags(candidate),
    remote_created_at: toIsoDate(candidate.created_at, ref('created_at')),
    remote_updated_at: toIsoDate(candidate.updated_at, ref('updated_at')),
  };
  if (candidate.anonymized === true) return { ...record, ...nobody };
  const phone = candidate.phone?.trim();
  return {
    ...record,
    ...toName(candidate),
    ...toOccupation(candidate),
    source: candidate.common_source || candidate.domain || candidate.outlet || null,
    email_addresses: toEmails(candidate.email, ref('email')).map((address) => ({
      email_address: address,
      type: null,
    })),
    phone_numbers: phone ? [{ phone_number: phone, type: null }] : [],
    social_media: toLinks(candidate),
    location: toLocation(candidate.location, candidate.address),
    remote_url: candidate.profile_url,
  };
}

/** What is left of somebody whose data was erased in Workable. */
const nobody = {
  first_name: null,
  last_name: null,
  company: null,
  title: null,
  email_addresses: [],
  phone_numbers: [],
  social_media: [],
  tag_remote_ids: [],
  location: null,
  source: null,
  remote_url: null,
};

/** Of a candidate who was added by the API with one name, the other two are null. */
function toName({ firstname, lastname, name }: WorkableCandidate) {
  if (!firstname && !lastname) return splitName(name);
  return { first_name: firstname || null, last_name: lastname || null };
}

/** The job that somebody has now; without one, the headline, which is often its title. */
function toOccupation({ experience_entries: entries, headline }: WorkableCandidate) {
  const now = entries?.find(({ current }) => current === true);
  return { company: now?.company || null, title: now?.title || headline || null };
}

/** Tags have no ids. */
export function toTags({ tags, anonymized }: WorkableCandidate): string[] {
  if (anonymized === true) return [];
  return [...new Set((tags ?? []).map((tag) => tag.trim()))].filter(Boolean);
}

function toLinks({ social_profiles: profiles }: WorkableCandidate): SocialMedia[] {
  return (profiles ?? []).flatMap(({ type, url, username }) => {
    if (!url && !username) return [];
    const network = type?.toUpperCase() || (url ? networkOf(url) : null);
    return [{ link: url || null, type: network || 'WEBSITE', username: username || null }];
  });
}
