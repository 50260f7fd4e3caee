import { networkOf, splitName, toEmails } from '@hirewire/connector-kit';
import type {
  CandidateRecord,
  ConnectorContext,
  EmailAddress,
  FieldRef,
  PhoneNumber,
  SocialMedia,
} from '@hirewire/connector-kit';
import { z } from 'zod';
import type { RecruiteeCandidate, RecruiteeField } from '../remote-types.ts';
import { toCustomFields } from './to-custom-fields.ts';
import { datesOf, refsIn } from './to-dates.ts';

/** `tagIds` is null where the tags could not be read. */
export function toCandidate(
  candidate: RecruiteeCandidate,
  tagIds: readonly string[] | null,
  { reportIssue }: ConnectorContext,
): CandidateRecord {
  const ref = refsIn('candidates', reportIssue);
  const fields = candidate.fields ?? [];
  return {
    remote_id: candidate.id,
    ...splitName(candidate.name),
    ...toOccupation(fields),
    source: candidate.sources?.map(({ name }) => name).find(Boolean) ?? candidate.source,
    email_addresses: toEmailAddresses(candidate, ref('emails[]')),
    phone_numbers: toPhones(candidate),
    social_media: toLinks(candidate),
    location: toLocation(fields),
    custom_fields: toCustomFields(fields),
    remote_url: candidate.adminapp_url,
    ...datesOf(candidate, ref),
    tag_remote_ids: [...(tagIds ?? [])],
  };
}

const Experience = z.looseObject({
  company: z.string().nullish().catch(null),
  title: z.string().nullish().catch(null),
  end_date: z.string().nullish().catch(null),
});
const Address = z.looseObject({ text: z.string() });

function valuesOf(fields: readonly RecruiteeField[], kind: string): unknown[] {
  return fields.filter((field) => field.kind === kind).flatMap(({ values }) => values ?? []);
}

/** The work that has not ended, or the first that is listed. */
function toOccupation(fields: readonly RecruiteeField[]) {
  const all = valuesOf(fields, 'experience').map((value) => Experience.safeParse(value).data);
  const current = all.find((one) => one && !one.end_date) ?? all[0];
  return { company: current?.company || null, title: current?.title || null };
}

function toLocation(fields: readonly RecruiteeField[]): CandidateRecord['location'] {
  const texts = valuesOf(fields, 'address').map((value) => Address.safeParse(value).data?.text);
  const raw = texts.find(Boolean);
  return raw ? { raw } : null;
}

function toEmailAddresses({ emails }: RecruiteeCandidate, ref: FieldRef): EmailAddress[] {
  const found = (emails ?? []).flatMap((field) => toEmails(field, ref));
  const byLowerCase = Map.groupBy(found, (address) => address.toLowerCase());
  return [...byLowerCase.values()].flatMap(([address]) =>
    address === undefined ? [] : [{ email_address: address, type: null }],
  );
}

function toPhones({ phones }: RecruiteeCandidate): PhoneNumber[] {
  return unique(phones ?? []).map((number) => ({ phone_number: number, type: null }));
}

function toLinks({ social_links: social, links }: RecruiteeCandidate): SocialMedia[] {
  const all = unique([...(social ?? []), ...(links ?? [])]);
  return all.map((link) => ({ link, type: networkOf(link) ?? 'WEBSITE', username: null }));
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts.map((text) => text.trim()))].filter((text) => text !== '');
}
