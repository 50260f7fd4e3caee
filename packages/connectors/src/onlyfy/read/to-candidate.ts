import { networkOf, toCountryCode, toEmails, toIsoDate } from '@hirewire/connector-kit';
import type {
  CandidateRecord,
  ConnectorContext,
  EmailAddress,
  FieldRef,
  Location,
  PhoneNumber,
  SocialMedia,
} from '@hirewire/connector-kit';
import type { OnlyfyCandidate } from '../remote-types.ts';
import { toCustomFields } from './custom-fields.ts';
import type { FieldKeys } from './custom-fields.ts';

type Profile = NonNullable<OnlyfyCandidate['profile']>;

export function toCandidate(
  candidate: OnlyfyCandidate,
  fieldKeys: FieldKeys | null,
  { reportIssue }: ConnectorContext,
): CandidateRecord {
  const ref = (field: string): FieldRef => ({ model: 'candidates', field, reportIssue });
  const profile = candidate.profile ?? {};
  return {
    remote_id: candidate.id,
    first_name: profile.firstname,
    last_name: profile.lastname,
    company: profile.current_position?.company_name,
    title: profile.current_position?.title,
    email_addresses: toEmailAddresses(candidate, ref),
    phone_numbers: toPhoneNumbers(profile),
    social_media: toSocialMedia(profile),
    location: toLocation(profile),
    custom_fields: toCustomFields(candidate.custom_fields, fieldKeys),
    tag_remote_ids: [...new Set(candidate.candidate_tag_ids)],
    remote_created_at: toIsoDate(candidate.created_at, ref('created_at')),
    remote_updated_at: toIsoDate(candidate.updated_at, ref('updated_at')),
  };
}

/** The one that the person signs in with comes first. */
function toEmailAddresses(
  { email, profile }: OnlyfyCandidate,
  ref: (field: string) => FieldRef,
): EmailAddress[] {
  const main = toEmails(email, ref('email')).map((address) => ({ address, type: null }));
  const others = (profile?.additional_emails ?? []).flatMap(({ type, address: field }) =>
    toEmails(field, ref('profile.additional_emails[].address')).map((address) => ({
      address,
      type: toType(type),
    })),
  );
  return firstOfEach([...main, ...others], ({ address }) => address.toLowerCase()).map(
    ({ address, type }) => ({ email_address: address, type }),
  );
}

function toPhoneNumbers({ phone, additional_phones: others }: Profile): PhoneNumber[] {
  const all = [{ number: phone, type: null }, ...(others ?? [])].flatMap(({ number, type }) => {
    const trimmed = number?.trim() ?? '';
    return trimmed === '' ? [] : [{ phone_number: trimmed, type: toType(type) }];
  });
  return firstOfEach(all, (one) => one.phone_number);
}

/** onlyfy's own word: private, work, mobile, home, fax. */
function toType(type: string | null | undefined): string | null {
  return type?.trim().toUpperCase() || null;
}

function toSocialMedia({ urls }: Profile): SocialMedia[] {
  const links = (urls ?? []).map(({ address }) => address?.trim() ?? '').filter(Boolean);
  return [...new Set(links)].map((link) => ({
    link,
    type: networkOf(link) ?? 'WEBSITE',
    username: null,
  }));
}

function toLocation(profile: Profile): Location | null {
  const [city = null, country = null, street = null, home = null, zipCode = null] = [
    profile.city_name,
    profile.country_of_residence,
    profile.street,
    profile.homeaddress,
    profile.zip_code,
  ].map((part) => part?.trim() || null);
  const location = {
    city,
    country: toCountryCode(country) ?? country,
    street_1: street ?? home,
    zip_code: zipCode,
  };
  return Object.values(location).every((part) => part === null) ? null : location;
}

function firstOfEach<Value>(values: readonly Value[], keyOf: (value: Value) => string): Value[] {
  const byKey = Map.groupBy(values, keyOf);
  return [...byKey.values()].flatMap((same) => same.slice(0, 1));
}
