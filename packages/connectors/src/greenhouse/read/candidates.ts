import { networkOf, parseResults, toEmails, unreadOf } from '@hirewire/connector-kit';
import type {
  CandidateRecord,
  ConnectorContext,
  EmailAddress,
  FieldRef,
  Json,
  SideAnswer,
  SocialMedia,
} from '@hirewire/connector-kit';
import {
  GreenhouseCandidate,
  GreenhouseNamed,
  GreenhouseSourceOfApplication,
} from '../remote-types.ts';
import { applicationsPath } from './applications.ts';
import type { Join, OpenJoin } from './joins.ts';
import { idsOf } from './joins.ts';
import type { OpenList } from './joined-list.ts';
import { askWhole } from './small-list.ts';
import { refsIn, toCustomFields, toTime } from './to-time.ts';

/** https://harvestdocs.greenhouse.io/reference/get_v3-candidates */
export const candidatesPath = '/candidates';

/** Whose applications there are, and where these came from: scorecards take the same list. */
export const applicationsOfPeople = {
  path: applicationsPath,
  query: { fields: 'id,candidate_id,source_id,created_at' },
  schema: GreenhouseSourceOfApplication,
  readers: 2,
};

/** People have no source of their own: the first application says where they came from. */
const firstApplications: Join<typeof GreenhouseSourceOfApplication> = {
  ...applicationsOfPeople,
  keyOf: (row) => row.candidate_id,
  filter: 'candidate_ids',
  fields: ['source'],
  better: (one, other) => (isEarlier(other, one) ? other : one),
};

function isEarlier(
  one: GreenhouseSourceOfApplication,
  other: GreenhouseSourceOfApplication,
): boolean {
  const [time, otherTime] = [one.created_at ?? '', other.created_at ?? ''];
  return time === otherTime ? Number(one.id) < Number(other.id) : time < otherTime;
}

const sourceList = { path: '/sources', schema: GreenhouseNamed, fields: ['source'] };
const tagList = { path: '/candidate_tags', schema: GreenhouseNamed, fields: ['tag_remote_ids'] };
const appliedTags = { path: '/applied_candidate_tags', fields: ['tag_remote_ids'] };

type Named = SideAnswer<{ id: string; name?: string | null | undefined }[]>;

export const openCandidates: OpenList<'candidates'> = async (context, sideCalls) => {
  const ref = { model: 'candidates', sideCalls } as const;
  const sources = await askWhole(context, ref, sourceList);
  const tags = await askWhole(context, ref, tagList);
  return {
    model: 'candidates',
    path: candidatesPath,
    sideLists: [firstApplications, appliedTags],
    touchedBy: [{ ...appliedTags, key: 'candidate_id' }],
    mapper: (open) => mapperOf(context, open, { sources, tags }),
  };
};

function mapperOf(
  context: ConnectorContext,
  open: OpenJoin,
  { sources, tags }: { sources: Named; tags: Named },
) {
  const loadFirst = open(firstApplications);
  const sourceNames = new Map(sources.value?.map(({ id, name }) => [id, name]));
  const tagIds = new Map(tags.value?.map(({ id, name }) => [name, id]));
  return async (rows: readonly Json[]): Promise<CandidateRecord[]> => {
    const found = parseResults(GreenhouseCandidate, rows, { model: 'candidates', context });
    const first = await loadFirst(idsOf(found, ({ parsed }) => parsed.id));
    return found.map(({ raw, parsed }) => ({
      ...toCandidate(parsed, context),
      source: sourceNames.get(first.of(parsed.id)[0]?.source_id ?? ''),
      // One that was made after the list was read comes with the next change of the person.
      tag_remote_ids: idsOf(parsed.tags ?? [], (name) => tagIds.get(name)),
      ...unreadOf(first, sources, tags),
      remote_data: { [candidatesPath]: raw },
    }));
  };
}

function toCandidate(candidate: GreenhouseCandidate, context: ConnectorContext) {
  const ref = refsIn('candidates', context);
  const address = candidate.addresses?.find(({ value }) => value?.trim());
  return {
    remote_id: candidate.id,
    first_name: candidate.first_name,
    last_name: candidate.last_name,
    company: candidate.company,
    title: candidate.title,
    confidential: candidate.private,
    email_addresses: toAddresses(candidate, ref('email_addresses[].value')),
    phone_numbers: (candidate.phone_numbers ?? []).flatMap(({ value, type }) => {
      const number = value?.trim();
      return number ? [{ phone_number: number, type: toType(type) }] : [];
    }),
    social_media: toLinks(candidate),
    location: address === undefined ? null : { raw: address.value },
    custom_fields: toCustomFields(candidate.custom_fields),
    remote_url: `https://app.greenhouse.io/people/${candidate.id}`,
    remote_created_at: toTime(candidate.created_at, ref('created_at')),
    remote_updated_at: toTime(candidate.updated_at, ref('updated_at')),
  };
}

/** Greenhouse's own word: home, work, mobile, skype, personal, other. */
function toType(type: string | null | undefined): string | null {
  return type?.trim().toUpperCase() || null;
}

function toAddresses(
  { email_addresses: contacts }: GreenhouseCandidate,
  ref: FieldRef,
): EmailAddress[] {
  return (contacts ?? []).flatMap(({ value, type }) =>
    toEmails(value, ref).map((address) => ({ email_address: address, type: toType(type) })),
  );
}

/** Social media are addresses or names of users, whatever was typed. */
function toLinks(candidate: GreenhouseCandidate): SocialMedia[] {
  const { social_media_addresses: profiles, website_addresses: websites } = candidate;
  const values = [...(profiles ?? []), ...(websites ?? [])].flatMap(({ value }) => value ?? []);
  const all = [...new Set(values.map((value) => value.trim()))].filter((value) => value !== '');
  return all.map((value) => {
    const network = networkOf(value);
    const isAddress = network !== null || /^https?:\/\/|^[^\s@]+\.[a-z]{2,}(?:\/|$)/i.test(value);
    return isAddress
      ? { link: value, type: network ?? 'WEBSITE', username: null }
      : { link: null, type: null, username: value };
  });
}
