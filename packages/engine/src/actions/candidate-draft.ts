import type { CandidateDraft } from '@hirewire/connector-kit';
import { toEmail } from '@hirewire/connector-kit';
import type { CandidateInput } from '@hirewire/contract';

// What an applicant left empty, or wrote into a field that is for something else, must not cost the
// application: tools refuse it. It is left out for all of them here, and the caller is warned.

/** Without these, there is no candidate: their contents are for the contract to judge. */
const required = new Set(['first_name', 'last_name', 'email_address']);

/** A candidate of a request body without what is empty in it; anything else is returned as it is. */
export function leaveOutEmpty(candidate: unknown, warnings: string[]): unknown {
  if (!isObject(candidate)) return candidate;
  const kept = Object.entries(candidate).flatMap(([name, value]): [string, unknown][] => {
    const field = `candidate.${name}`;
    if (required.has(name)) return [[name, value]];
    if (isBlank(value)) return leaveOut(warnings, field, 'it is empty');
    if (Array.isArray(value)) return [[name, withoutEmptyEntries(value, field, warnings)]];
    return isObject(value) ? withoutEmptyMembers(name, value, warnings) : [[name, value]];
  });
  return Object.fromEntries(kept);
}

/** As `location`, which is nothing at all when all of it is empty. */
function withoutEmptyMembers(
  name: string,
  value: Readonly<Record<string, unknown>>,
  warnings: string[],
): [string, unknown][] {
  const all = Object.entries(value);
  const kept = all.filter(([, member]) => !isBlank(member));
  if (kept.length === all.length) return [[name, value]];
  if (kept.length === 0) return leaveOut(warnings, `candidate.${name}`, 'it is empty');
  for (const [member] of all.filter(([, inner]) => isBlank(inner))) {
    leaveOut(warnings, `candidate.${name}.${member}`, 'it is empty');
  }
  return [[name, Object.fromEntries(kept)]];
}

/** An entry says one thing, beside a type. */
function withoutEmptyEntries(
  entries: readonly unknown[],
  field: string,
  warnings: string[],
): unknown[] {
  return entries.flatMap((entry, index) => {
    const isEmpty = isObject(entry) && Object.values(entry).some(isBlank);
    return isEmpty ? leaveOut(warnings, `${field}[${index}]`, 'it is empty') : [entry];
  });
}

/** A candidate as connectors get it, without what tools would refuse. */
export function toCandidateDraft(candidate: CandidateInput, warnings: string[]): CandidateDraft {
  const { phone_number: phone } = candidate;
  const usableIn = <Entry>(
    field: 'additional_email_addresses' | 'additional_phone_numbers' | 'social_links',
    entries: readonly Entry[],
    use: (entry: Entry) => Entry | null,
  ): Entry[] =>
    entries.flatMap((entry, index): Entry[] => {
      const used = use(entry);
      if (used !== null) return [used];
      return leaveOut(warnings, `candidate.${field}[${index}]`, reasons[field]);
    });
  const isPhone = phone === undefined || hasDigit(phone);
  if (!isPhone) leaveOut(warnings, 'candidate.phone_number', reasons.additional_phone_numbers);
  return {
    first_name: candidate.first_name,
    last_name: candidate.last_name,
    email_address: candidate.email_address,
    additional_email_addresses: usableIn(
      'additional_email_addresses',
      candidate.additional_email_addresses ?? [],
      (entry) => (toEmail(entry.email_address, null) === null ? null : entry),
    ),
    company: candidate.company ?? null,
    title: candidate.title ?? null,
    phone_number: isPhone ? (phone ?? null) : null,
    additional_phone_numbers: usableIn(
      'additional_phone_numbers',
      candidate.additional_phone_numbers ?? [],
      (entry) => (hasDigit(entry.phone_number) ? entry : null),
    ),
    location: toLocation(candidate.location),
    gender: candidate.gender ?? null,
    availability_date: candidate.availability_date ?? null,
    salary_expectations: candidate.salary_expectations ?? null,
    social_links: usableIn('social_links', candidate.social_links, ({ url }) => toWebAddress(url)),
  };
}

const reasons = {
  additional_email_addresses: 'it is no e-mail address',
  additional_phone_numbers: 'it is no phone number',
  social_links: 'it is no web address, such as https://example.com/ada',
} as const;

function toLocation(location: CandidateInput['location']): CandidateDraft['location'] {
  if (location === undefined) return null;
  const { country, city = null, state = null, street_1 = null, zip_code = null } = location;
  return { country, city, state, street_1, zip_code };
}

function toWebAddress(text: string): { url: string } | null {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || !url.hostname.includes('.')) return null;
  // As it was written, unless that has blanks in it or lacks slashes, which browsers alone accept.
  return { url: /^https?:\/\/[^\s\\]+$/i.test(text) ? text : url.href };
}

function hasDigit(text: string): boolean {
  return /\p{N}/u.test(text);
}

function leaveOut(warnings: string[], field: string, reason: string): [] {
  warnings.push(`\`${field}\` was not sent: ${reason}.`);
  return [];
}

function isBlank(value: unknown): boolean {
  return typeof value === 'string' && value.trim() === '';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
