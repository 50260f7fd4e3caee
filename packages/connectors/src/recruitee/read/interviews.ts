import {
  PagePosition,
  RemoteError,
  openSideCalls,
  parseResults,
  readPages,
  toIsoDate,
  unreadOf,
} from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  FieldRef,
  InterviewRecord,
  Json,
  ReadModel,
  SideCalls,
  Tombstone,
} from '@hirewire/connector-kit';
import { z } from 'zod';
import { listRecruitee, readWholeList } from '../call-recruitee.ts';
import { RecruiteeEvent, RecruiteeReference } from '../remote-types.ts';
import { candidatesPath } from './candidate-list.ts';
import { parsePeople } from './people.ts';
import { offerOf } from './placements.ts';
import { datesOf, refsIn } from './to-dates.ts';

const eventsPath = '/interview/events';
const pageSize = 1000;
/** As many candidates are asked for at once: their ids go into the address. */
const eventsAtOnce = 100;

/** Those to come first: one that begins while they are read is then past, and not lost. */
const statuses = ['upcoming', 'past_due'] as const;
const Position = z.object({ status: z.enum(statuses), at: PagePosition.nullable() });
const Meta = z.looseObject({
  counters: z.record(z.string(), z.number().nullish().catch(null)).nullish(),
});

/** An event names candidate and job, and not the placement that both have. */
const placementsCall = { name: candidatesPath, fields: ['application_remote_id'] };

/** The list has no filter of time, and gives a thousand at once: it is read in full. */
export const readInterviews: ReadModel<'interviews'> = async function* (context, request) {
  const { resumeFrom } = request;
  const sideCalls = openSideCalls(context, 'interviews', request);
  const resumed = Position.safeParse(resumeFrom).data ?? { status: statuses[0], at: null };
  const left = statuses.slice(statuses.indexOf(resumed.status));
  let unlistedRecords = 0;
  for (const status of left) {
    const from = status === resumed.status ? resumed.at : null;
    const nextStatus = statuses[statuses.indexOf(status) + 1];
    const following = nextStatus === undefined ? null : { status: nextStatus, at: null };
    for await (const { rows, next, unlisted } of readEventPages(context, status, from)) {
      unlistedRecords += unlisted;
      const records = await toInterviews(context, rows, sideCalls);
      const point = next === null ? following : { status, at: next };
      const end = point === null ? { unlistedRecords } : {};
      yield { records, resumeFrom: point, completeness: 'full', ...end };
    }
  }
};

/**
 * The interviews with these ids, as they are now. `/interview/events/{id}` need not tell which are
 * cancelled: what the list does not have is gone.
 */
export async function readInterviewsById(
  context: ConnectorContext,
  ids: readonly string[],
): Promise<(InterviewRecord | Tombstone)[]> {
  const wanted = new Set(ids);
  const rows = new Map<string, Json>();
  for (const status of statuses) {
    for await (const page of readEventPages(context, status, null)) {
      if (page.unlisted > 0) throw notAllListed(page.unlisted);
      for (const row of page.rows) {
        const id = RecruiteeReference.safeParse(row).data?.id;
        if (id !== undefined && wanted.has(id)) rows.set(id, row);
      }
    }
  }
  const sideCalls = openSideCalls(context, 'interviews');
  const found = await toInterviews(context, [...rows.values()], sideCalls);
  const byId = new Map(found.map((record) => [record.remote_id, record]));
  return ids.map((id) => byId.get(id) ?? { remote_id: id, deleted: true });
}

function notAllListed(count: number): RemoteError {
  const message = `Recruitee counts ${count} interviews that its list does not have, so that it is not known which are gone. Try again later.`;
  return new RemoteError({ kind: 'unavailable', message, status: 200 });
}

function readEventPages(
  context: ConnectorContext,
  status: (typeof statuses)[number],
  from: PagePosition | null,
) {
  return readPages<Json>({
    name: "Recruitee's interviews",
    by: 'page',
    from,
    rowsAtOnce: eventsAtOnce,
    async fetch({ page, offset }) {
      const query = { status, page: page + 1, limit: pageSize };
      const list = { path: eventsPath, name: 'interview_events', query };
      const { content: rows, body } = await listRecruitee(context, list);
      const total = Meta.safeParse(body?.['meta']).data?.counters?.[status] ?? null;
      const count = rows?.length ?? 0;
      const hasMore = total === null || count === 0 ? undefined : offset + count < total;
      return { rows, total, hasMore };
    },
  });
}

async function toInterviews(
  context: ConnectorContext,
  rows: readonly Json[],
  sideCalls: SideCalls<'interviews'>,
): Promise<InterviewRecord[]> {
  const events = parseResults(RecruiteeEvent, [...rows], { model: 'interviews', context });
  const ids = events.flatMap(({ parsed }) => parsed.candidate_id ?? []);
  const applications = await sideCalls.ask(placementsCall, () =>
    readPlacementIds(context, new Set(ids)),
  );
  return events.map(({ raw, parsed }) => ({
    ...toInterview(parsed, context),
    application_remote_id:
      applications.value?.get(keyOf(parsed.candidate_id, parsed.offer_id)) ?? null,
    ...unreadOf(applications),
    remote_data: { [eventsPath]: raw },
  }));
}

const keyOf = (candidate: string | null | undefined, offer: string | null | undefined): string =>
  `${candidate ?? ''} ${offer ?? ''}`;

/** Of a filter that Recruitee does not know, it gives everybody: placements stand under candidates. */
async function readPlacementIds(
  context: ConnectorContext,
  candidateIds: ReadonlySet<string>,
): Promise<Map<string, string>> {
  const placements = new Map<string, string>();
  if (candidateIds.size === 0) return placements;
  const query = { ids: [...candidateIds].join(','), limit: pageSize };
  const list = { path: candidatesPath, name: 'candidates', query };
  const rows = await readWholeList(context, list);
  for (const { parsed } of parsePeople(context, 'interviews', rows)) {
    for (const placement of parsed.placements ?? []) {
      placements.set(keyOf(parsed.id, offerOf(placement)), placement.id);
    }
  }
  return placements;
}

function toInterview(event: RecruiteeEvent, { reportIssue }: ConnectorContext): InterviewRecord {
  const ref = refsIn('interviews', reportIssue);
  const users = [...(event.admin_ids ?? []), ...(event.admin_id ? [event.admin_id] : [])];
  return {
    remote_id: event.id,
    title: event.kind,
    starting_at: toIsoDate(event.starts_at, ref('starts_at')),
    ending_at: toEnd(event, ref('duration')),
    location: event.location ? { raw: event.location } : null,
    video_conferencing_url: event.video_url || null,
    stage_remote_id: event.stage_id,
    user_remote_ids: [...new Set(event.admin_ids ? event.admin_ids : users)],
    ...datesOf(event, ref),
  };
}

/** Recruitee has the minutes that an interview takes. */
function toEnd({ starts_at: start, duration }: RecruiteeEvent, ref: FieldRef): string | null {
  if (duration === null || duration === undefined) return null;
  const startingAt = toIsoDate(start, ref);
  if (startingAt === null) return null;
  return new Date(Date.parse(startingAt) + duration * 60_000).toISOString();
}
