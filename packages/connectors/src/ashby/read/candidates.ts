import {
  mapEnum,
  parseResults,
  splitName,
  toCountryCode,
  toEmails,
  toIsoDate,
} from '@hirewire/connector-kit';
import type {
  CandidateRecord,
  ConnectorContext,
  EmailAddress,
  FieldRef,
  Location,
  PhoneNumber,
  ReadModel,
} from '@hirewire/connector-kit';
import { AshbyCandidate } from '../remote-types.ts';
import type { AshbyContact } from '../remote-types.ts';
import { contactTypes, socialMediaTypes } from '../vocabulary.ts';
import { readIncrementally } from '../call-ashby.ts';
import { toCustomFields } from './to-custom-fields.ts';

/** https://developers.ashbyhq.com/reference/candidatelist */
const method = 'candidate.list';

export const readCandidates: ReadModel<'candidates'> = (context, request) =>
  readIncrementally(context, request, {
    method,
    toRecords: (results) =>
      parseResults(AshbyCandidate, results, { model: 'candidates', context }).map(
        ({ raw, parsed }) => ({
          ...toCandidate(parsed, context),
          remote_data: { [method]: raw },
        }),
      ),
  });

export function toCandidate(
  candidate: AshbyCandidate,
  { reportIssue }: ConnectorContext,
): CandidateRecord {
  const ref = (field: string) => ({ model: 'candidates', field, reportIssue }) as const;
  return {
    remote_id: candidate.id,
    ...splitName(candidate.name),
    company: candidate.company,
    title: candidate.position,
    source: candidate.source?.title,
    email_addresses: toEmailAddresses(candidate, ref),
    phone_numbers: toPhones(candidate, ref('phoneNumbers[].type')),
    social_media: candidate.socialLinks?.map(({ type, url }) => ({
      link: url,
      type: mapEnum(socialMediaTypes, type, ref('socialLinks[].type')),
      username: null,
    })),
    location: toLocation(candidate.location),
    custom_fields: toCustomFields(candidate.customFields),
    remote_url: candidate.profileUrl,
    remote_created_at: toIsoDate(candidate.createdAt, ref('createdAt')),
    remote_updated_at: toIsoDate(candidate.updatedAt, ref('updatedAt')),
    tag_remote_ids: (candidate.tags ?? [])
      .filter((tag) => tag.isArchived !== true)
      .map((tag) => tag.id),
  };
}

function toEmailAddresses(
  candidate: AshbyCandidate,
  ref: (field: string) => FieldRef,
): EmailAddress[] {
  const contacts = primaryFirst(candidate.primaryEmailAddress, candidate.emailAddresses);
  return contacts.flatMap(({ value, type }) => {
    const addresses = toEmails(value, ref('emailAddresses[].value'));
    const meaning = mapEnum(contactTypes, type, ref('emailAddresses[].type'));
    return addresses.map((address) => ({ email_address: address, type: meaning }));
  });
}

function toPhones(candidate: AshbyCandidate, ref: FieldRef): PhoneNumber[] {
  return primaryFirst(candidate.primaryPhoneNumber, candidate.phoneNumbers)
    .filter(({ value }) => value.trim() !== '')
    .map(({ value, type }) => ({
      phone_number: value,
      type: mapEnum(contactTypes, type, ref),
    }));
}

/** Ashby repeats the primary contact in the list of all; the wire says primary by order alone. */
function primaryFirst(
  primary: AshbyContact | null | undefined,
  all: readonly AshbyContact[] | null | undefined,
): AshbyContact[] {
  const others = (all ?? []).filter(({ value }) => value !== primary?.value);
  // Without one, the list says nothing with its order, and the first must not change with it.
  if (!primary) return others.toSorted((one, other) => (one.value < other.value ? -1 : 1));
  return [primary, ...others];
}

function toLocation(location: AshbyCandidate['location']): Location | null {
  if (!location) return null;
  const nameOf = (type: string): string | null =>
    location.locationComponents?.find((component) => component.type === type)?.name ?? null;
  const country = nameOf('Country');
  return {
    city: nameOf('City'),
    state: nameOf('Region'),
    country: toCountryCode(country) ?? country,
    raw: location.locationSummary ?? null,
  };
}
