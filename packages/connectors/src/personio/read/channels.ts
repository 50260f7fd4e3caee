import { isShared, nullIfGone, parseResults, path } from '@hirewire/connector-kit';
import type { ConnectorContext, SideAnswer, SideCalls } from '@hirewire/connector-kit';
import { getPersonio, readPersonioPages } from '../call-personio.ts';
import { PersonioApplication } from '../remote-types.ts';
import type { PersonioCandidate } from '../remote-types.ts';
import { applicationsPath } from './applications.ts';

// Applications know the channel that they came by; candidates do not.

/** For all candidates of a full read. */
const wholeCall = { name: applicationsPath, fields: ['source'] } as const;
/** For one of a delta. */
export const singleCall = {
  name: '/v2/recruiting/applications/{id}',
  fields: ['source'],
} as const;

/** The names of channels by the ids of applications. */
type Channels = ReadonlyMap<string, string | null>;

/** `changedFrom` is that of the delta; null for any other read. */
export type ChannelOf = (
  candidate: PersonioCandidate,
  changedFrom: Date | null,
) => Promise<SideAnswer<string | null>>;

type Calls = Pick<SideCalls<'candidates'>, 'ask' | 'missing'>;

/** The channels for a full read, by one list; and for a delta after one that lacked that list. */
export async function openChannels(
  context: ConnectorContext,
  sideCalls: Calls,
  { isDelta }: { isDelta: boolean },
): Promise<ChannelOf> {
  if (isDelta && !sideCalls.missing.has(wholeCall.name)) return openSingly(context, sideCalls);
  const { value, unread } = await sideCalls.ask(wholeCall, () => readChannels(context, null));
  return async (candidate) => {
    const channel = value?.get(firstApplicationOf(candidate) ?? '') ?? null;
    return { value: channel, unread };
  };
}

/** The channels of a few candidates: who is new has an application that is new. */
export function openSingly(context: ConnectorContext, sideCalls: Pick<Calls, 'ask'>): ChannelOf {
  let changed: Promise<Channels> | undefined;
  return async (candidate, changedFrom) => {
    const application = firstApplicationOf(candidate);
    if (application === null) return { value: null, unread: [] };
    if (changedFrom !== null) changed ??= readChanged(context, changedFrom);
    const known = (await changed)?.get(application);
    if (known !== undefined) return { value: known, unread: [] };
    const call = { ...singleCall, key: candidate.id };
    return sideCalls.ask(call, () => readChannel(context, application));
  };
}

async function readChannels(
  context: ConnectorContext,
  changedFrom: Date | null,
): Promise<Channels> {
  const channels = new Map<string, string | null>();
  const query = { 'updated_at.gt': changedFrom?.toISOString() };
  for await (const { rows } of readPersonioPages(context, { path: applicationsPath, query })) {
    for (const row of rows) {
      const found = PersonioApplication.pick({ id: true, channel: true }).safeParse(row).data;
      if (found !== undefined) channels.set(found.id, found.channel?.name ?? null);
    }
  }
  return channels;
}

/** It only spares requests: without it, each application is asked for. */
async function readChanged(context: ConnectorContext, changedFrom: Date): Promise<Channels> {
  try {
    return await readChannels(context, changedFrom);
  } catch (error) {
    context.signal.throwIfAborted();
    if (isShared(await context.judgeRefusal(error))) throw error;
    return new Map();
  }
}

async function readChannel(context: ConnectorContext, application: string): Promise<string | null> {
  const raw = await nullIfGone(() =>
    getPersonio(context, path`/v2/recruiting/applications/${application}`),
  );
  const rows = raw === null ? [] : [raw];
  const [found] = parseResults(PersonioApplication, rows, { model: 'candidates', context });
  return found?.parsed.channel?.name ?? null;
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
