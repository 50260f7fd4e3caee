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
  Tombstone,
} from '@hirewire/connector-kit';
import { getPersonio } from '../call-personio.ts';
import { PersonioCandidate } from '../remote-types.ts';
import { openChannels, openSingly, singleCall } from './channels.ts';
import type { ChannelOf } from './channels.ts';
import { readChanges } from './read-changes.ts';
import { toTime } from './to-time.ts';

export const candidatesPath = '/v2/recruiting/candidates';
const model = 'candidates';

/** https://developer.personio.de/reference/get_v2-recruiting-candidates */
export const readCandidates: ReadModel<'candidates'> = async function* (context, request) {
  const sideCalls = openSideCalls(context, model, request);
  const isDelta = request.since !== null;
  const channelOf = await openChannels(context, sideCalls, { isDelta });
  yield* sideCalls.carry(
    (inner) =>
      readChanges<'candidates'>(context, inner, {
        path: candidatesPath,
        // Each may take a request more.
        rowsAtOnce: isDelta ? 20 : undefined,
        toRecords: (rows, changedFrom) => toCandidates(context, rows, { channelOf, changedFrom }),
      }),
    { ...singleCall, read: async (id) => [await readOne(context, id, channelOf)] },
  );
};

export const readCandidatesById: NonNullable<ReadById['candidates']> = async (context, ids) => {
  const channelOf = openSingly(context, openSideCalls(context, model));
  return inParallel(ids, (id) => readOne(context, id, channelOf));
};

async function readOne(
  context: ConnectorContext,
  id: string,
  channelOf: ChannelOf,
): Promise<CandidateRecord | Tombstone> {
  const raw = await nullIfGone(() => getPersonio(context, path`/v2/recruiting/candidates/${id}`));
  const rows = raw === null ? [] : [raw];
  const [record] = await toCandidates(context, rows, { channelOf, changedFrom: null });
  return record ?? { remote_id: id, deleted: true };
}

function toCandidates(
  context: ConnectorContext,
  rows: Json[],
  { channelOf, changedFrom }: { channelOf: ChannelOf; changedFrom: Date | null },
): Promise<CandidateRecord[]> {
  const found = parseResults(PersonioCandidate, rows, { model, context });
  return inParallel(found, async ({ parsed, raw }) => {
    const source = await channelOf(parsed, changedFrom);
    return {
      ...toCandidate(parsed, context),
      source: source.value,
      ...unreadOf(source),
      remote_data: { [candidatesPath]: raw },
    };
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
