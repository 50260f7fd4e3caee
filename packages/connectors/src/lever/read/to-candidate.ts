import { networkOf, splitName, toEmails } from '@hirewire/connector-kit';
import type {
  CandidateRecord,
  ConnectorContext,
  EmailAddress,
  FieldRef,
  Json,
  PhoneNumber,
  SocialMedia,
} from '@hirewire/connector-kit';
import type { LeverOpportunity } from '../remote-types.ts';
import { opportunitiesPath } from './applications.ts';
import { toTime } from './to-time.ts';

export interface Opportunity {
  raw: Json;
  parsed: LeverOpportunity;
}

/** A person, from all of their opportunities in whatever order. */
export function toCandidate(
  opportunities: readonly Opportunity[],
  { reportIssue }: ConnectorContext,
): CandidateRecord {
  const ref = (field: string) => ({ model: 'candidates', field, reportIssue }) as const;
  const all = opportunities.toSorted(newestFirst);
  const newest = all[0]?.parsed;
  const isAnonymized = all.some(({ parsed }) => parsed.isAnonymized === true);
  const record: CandidateRecord = {
    remote_id: newest?.contact ?? '',
    confidential: all.some(({ parsed }) => parsed.confidentiality === 'confidential'),
    source: newest?.sources?.[0] ?? null,
    tag_remote_ids: unique(all.flatMap(({ parsed }) => parsed.tags ?? [])),
    remote_created_at: oldest(all, ref('createdAt')),
    remote_updated_at: latest(all, ref('updatedAt')),
  };
  if (newest === undefined || isAnonymized) return { ...record, ...nobody };
  return {
    ...record,
    ...splitName(newest.name),
    ...toOccupation(all),
    email_addresses: toEmailAddresses(all, ref('emails[]')),
    phone_numbers: toPhones(all),
    social_media: toLinks(all),
    location: newest.location ? { raw: newest.location } : null,
    remote_url: newest.urls?.show,
    remote_data: { [opportunitiesPath]: all.map(({ raw }) => raw) },
  };
}

/** What is left of somebody whom Lever has anonymised: their name is not kept in `remote_data` either. */
const nobody = {
  first_name: null,
  last_name: null,
  company: null,
  title: null,
  email_addresses: [],
  phone_numbers: [],
  social_media: [],
  location: null,
  source: null,
  remote_url: null,
  remote_data: null,
};

function newestFirst(one: Opportunity, other: Opportunity): number {
  const difference = Number(other.parsed.createdAt ?? 0) - Number(one.parsed.createdAt ?? 0);
  if (difference !== 0 && !Number.isNaN(difference)) return difference;
  return one.parsed.id < other.parsed.id ? -1 : 1;
}

/** The employer is what an application says; the headline is a free text, often the job title. */
function toOccupation(all: readonly Opportunity[]): Pick<CandidateRecord, 'company' | 'title'> {
  const applications = all.flatMap(({ parsed }) => parsed.applications ?? []);
  const companies = applications.flatMap((one) => ('isExpanded' in one ? [] : (one.company ?? [])));
  const headline = all.map(({ parsed }) => parsed.headline?.trim() ?? '').find(Boolean);
  return {
    company: companies.map((company) => company.trim()).find(Boolean) ?? null,
    title: headline ?? null,
  };
}

function toEmailAddresses(all: readonly Opportunity[], ref: FieldRef): EmailAddress[] {
  const found = all.flatMap(({ parsed }) =>
    (parsed.emails ?? []).flatMap((field) => toEmails(field, ref)),
  );
  const byLowerCase = Map.groupBy(found, (address) => address.toLowerCase());
  return [...byLowerCase.values()].flatMap(([address]) =>
    address === undefined ? [] : [{ email_address: address, type: null }],
  );
}

function toPhones(all: readonly Opportunity[]): PhoneNumber[] {
  const phones = all.flatMap(({ parsed }) => parsed.phones ?? []);
  const byNumber = Map.groupBy(phones, ({ value }) => value?.trim() ?? '');
  byNumber.delete('');
  return [...byNumber].map(([number, same]) => ({
    phone_number: number,
    // Lever's own word: mobile, home, work, skype, other.
    type:
      same
        .map(({ type }) => type)
        .find(Boolean)
        ?.toUpperCase() ?? null,
  }));
}

function toLinks(all: readonly Opportunity[]): SocialMedia[] {
  const links = unique(all.flatMap(({ parsed }) => parsed.links ?? []));
  return links.map((link) => ({ link, type: networkOf(link) ?? 'WEBSITE', username: null }));
}

function oldest(all: readonly Opportunity[], ref: FieldRef): string | null {
  const dates = all.map(({ parsed }) => toTime(parsed.createdAt, ref));
  return (
    dates
      .filter((date) => date !== null)
      .toSorted()
      .at(0) ?? null
  );
}

function latest(all: readonly Opportunity[], ref: FieldRef): string | null {
  const dates = all.map(({ parsed }) => toTime(parsed.updatedAt, ref));
  return (
    dates
      .filter((date) => date !== null)
      .toSorted()
      .at(-1) ?? null
  );
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts.map((text) => text.trim()))].filter((text) => text !== '');
}
