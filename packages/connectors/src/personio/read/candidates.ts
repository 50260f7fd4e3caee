import {
  inParallel,
  nullIfGone,
  openSideCalls,
  parseResults,
  path,
  toEmails,
  unreadOf,
} from '@hirewire/connector-kit';
import type {
  CandidateRecord,
  ConnectorContext,
  Json,
  ReadById,
  ReadModel,
  SideAnswer,
  SideCalls,
  Tombstone,
} from '@hirewire/connector-kit';
import { getPersonio, readPersonioPages } from '../call-personio.ts';
import { PersonioApplication, PersonioCandidate } from '../remote-types.ts';
import { applicationsPath } from './applications.ts';
import { readChanges } from './read-changes.ts';
import { toTime } from './to-time.ts';

export const candidatesPath = '/v2/recruiting/candidates';
const model = 'candidates';

const channelsCall = { name: applicationsPath, fields: ['source'] } as const;
const channelCall = { name: '/v2/recruiting/applications/{id}', fields: ['source'] } as const;

/** The names of channels by the ids of applications. */
type Channels = ReadonlyMap<string, string | null>;

/** https://developer.personio.de/reference/get_v2-recruiting-candidates */
export const readCandidates: ReadModel<'candidates'> = async function* (context, request) {
  const sideCalls = openSideCalls(context, model, request);
  // A delta asks for the few that it needs.
  const isWhole = request.since === null || sideCalls.missing.has(channelsCall.name);
  const channels = isWhole
    ? await sideCalls.ask(channelsCall, () => readChannels(context))
    : undefined;
  const toRecords = (rows: Json[]) => toCandidates(context, rows, { sideCalls, channels });
  yield* sideCalls.carry(
    (inner) =>
      readChanges<'candidates'>(context, inner, {
        path: candidatesPath,
        // Each takes a request more.
        rowsAtOnce: channels === undefined ? 20 : undefined,
        toRecords,
      }),
    {
      ...channelCall,
      read: async (id) => [
        await readOne(context, id, (rows) => toCandidates(context, rows, { sideCalls })),
      ],
    },
  );
};

export const readCandidatesById: NonNullable<ReadById['candidates']> = async (context, ids) => {
  const sideCalls = openSideCalls(context, model);
  const toRecords = (rows: Json[]) => toCandidates(context, rows, { sideCalls });
  return inParallel(ids, (id) => readOne(context, id, toRecords));
};

async function readOne(
  context: ConnectorContext,
  id: string,
  toRecords: (rows: Json[]) => Promise<CandidateRecord[]>,
): Promise<CandidateRecord | Tombstone> {
  const raw = await nullIfGone(() => getPersonio(context, path`/v2/recruiting/candidates/${id}`));
  const [record] = raw === null ? [] : await toRecords([raw]);
  return record ?? { remote_id: id, deleted: true };
}

/** Applications know the channel that they came by; candidates do not. */
async function readChannels(context: ConnectorContext): Promise<Channels> {
  const channels = new Map<string, string | null>();
  for await (const { rows } of readPersonioPages(context, { path: applicationsPath })) {
    for (const row of rows) {
      const found = PersonioApplication.pick({ id: true, channel: true }).safeParse(row).data;
      if (found !== undefined) channels.set(found.id, found.channel?.name ?? null);
    }
  }
  return channels;
}

interface Sources {
  sideCalls: SideCalls<'candidates'>;
  /** Of all applications; left out where each candidate's is asked for. */
  channels?: SideAnswer<Channels> | undefined;
}

function toCandidates(
  context: ConnectorContext,
  rows: Json[],
  { sideCalls, channels }: Sources,
): Promise<CandidateRecord[]> {
  const found = parseResults(PersonioCandidate, rows, { model, context });
  return inParallel(found, async ({ parsed, raw }) => {
    const first = firstApplicationOf(parsed);
    const source =
      channels === undefined
        ? await askChannel(context, sideCalls, { candidate: parsed.id, application: first })
        : { value: channels.value?.get(first ?? '') ?? null, unread: channels.unread };
    return {
      ...toCandidate(parsed, context),
      source: source.value,
      ...unreadOf(source),
      remote_data: { [candidatesPath]: raw },
    };
  });
}

/** By which somebody came: the earliest, and of several on a day the one with the lowest id. */
function firstApplicationOf({ applications }: PersonioCandidate): string | null {
  const dayOf = ({ application_date: day }: { application_date?: string | null | undefined }) =>
    day ?? '9999';
  const [first] = (applications ?? []).toSorted((a, b) =>
    dayOf(a) === dayOf(b) ? Number(a.id) - Number(b.id) : dayOf(a) < dayOf(b) ? -1 : 1,
  );
  return first?.id ?? null;
}

async function askChannel(
  context: ConnectorContext,
  sideCalls: SideCalls<'candidates'>,
  { candidate, application }: { candidate: string; application: string | null },
): Promise<SideAnswer<string | null>> {
  if (application === null) return { value: null, unread: [] };
  return sideCalls.ask({ ...channelCall, key: candidate }, async () => {
    const raw = await nullIfGone(() =>
      getPersonio(context, path`/v2/recruiting/applications/${application}`),
    );
    const rows = raw === null ? [] : [raw];
    const [found] = parseResults(PersonioApplication, rows, { model, context });
    return found?.parsed.channel?.name ?? null;
  });
}

function toCandidate(
  candidate: PersonioCandidate,
  { reportIssue }: ConnectorContext,
): CandidateRecord {
  const ref = (field: string) => ({ model, field, reportIssue }) as const;
  const { phone, location, linkedin_profile: linkedin } = candidate;
  return {
    remote_id: candidate.id,
    first_name: candidate.first_name,
    last_name: candidate.last_name,
    email_addresses: toEmails(candidate.email, ref('email')).map((address) => ({
      email_address: address,
      type: null,
    })),
    phone_numbers: phone ? [{ phone_number: phone, type: null }] : [],
    social_media: linkedin ? [{ link: linkedin, type: 'LINKEDIN', username: null }] : [],
    location: location ? { raw: location } : null,
    tag_remote_ids: [],
    remote_created_at: toTime(candidate.created_at, ref('created_at')),
    remote_updated_at: toTime(candidate.updated_at, ref('updated_at')),
  };
}
