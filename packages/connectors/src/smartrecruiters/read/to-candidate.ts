import { networkOf, toEmails } from '@hirewire/connector-kit';
import type {
  CandidateRecord,
  ConnectorContext,
  EmailAddress,
  FieldRef,
  SocialMedia,
} from '@hirewire/connector-kit';
import type { SmartRecruitersCandidate } from '../remote-types.ts';
import { webProfiles } from '../vocabulary.ts';
import { datesOf, refsIn } from './field-refs.ts';
import { toLocation } from './to-location.ts';

export function toCandidate(
  candidate: SmartRecruitersCandidate,
  { reportIssue }: ConnectorContext,
): CandidateRecord {
  const ref = refsIn('candidates', reportIssue);
  const phone = candidate.phoneNumber?.trim();
  return {
    remote_id: candidate.id,
    first_name: candidate.firstName || null,
    last_name: candidate.lastName || null,
    ...toOccupation(candidate),
    source: candidate.primaryAssignment?.source || null,
    email_addresses: toEmailAddresses(candidate, ref('email')),
    phone_numbers: phone ? [{ phone_number: phone, type: null }] : [],
    social_media: toSocialMedia(candidate),
    location: toLocation(candidate.location),
    ...datesOf(candidate, ref),
    tag_remote_ids: tagsOf(candidate),
  };
}

/** Tags are texts on candidates. They differ in case alone where people have typed them so. */
export function tagsOf({ tags }: SmartRecruitersCandidate): string[] {
  return [...new Set((tags ?? []).map((tag) => tag.trim()))].filter((tag) => tag !== '');
}

/** The work that has not ended, or the first that is listed. */
function toOccupation({ experience }: SmartRecruitersCandidate) {
  const all = experience ?? [];
  const work = all.find(({ current }) => current === true) ?? all[0];
  return { company: work?.company || null, title: work?.title || null };
}

function toEmailAddresses({ email }: SmartRecruitersCandidate, ref: FieldRef): EmailAddress[] {
  return toEmails(email, ref).map((address) => ({ email_address: address, type: null }));
}

/** What is an address is a link; what is none is a name at that service. */
function toSocialMedia({ web }: SmartRecruitersCandidate): SocialMedia[] {
  return Object.entries(web ?? {}).flatMap(([name, value]) => {
    const texts = [value].flat().map((one) => (typeof one === 'string' ? one.trim() : ''));
    const type = webProfiles[name.toLowerCase()] ?? null;
    return texts
      .filter((text) => text !== '')
      .map((text): SocialMedia => {
        const isLink = /^https?:/i.test(text) && URL.canParse(text);
        return isLink
          ? { link: text, type: networkOf(text) ?? type ?? 'WEBSITE', username: null }
          : { link: null, type, username: text };
      });
  });
}
