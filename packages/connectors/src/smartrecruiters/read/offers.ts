import { mapEnum, parseResults, toIsoDate, toPagePosition } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  Json,
  OfferRecord,
  ReadModel,
  Tombstone,
} from '@hirewire/connector-kit';
import { readListPages } from '../call-smartrecruiters.ts';
import { SmartRecruitersOffer } from '../remote-types.ts';
import { offerStatuses } from '../vocabulary.ts';
import { applicationIdOf } from './ids.ts';
import { idInLink } from './link-ids.ts';
import { datesOf, refsIn } from './field-refs.ts';

const offersPath = '/offers';
const offerList = { path: offersPath, by: 'offset' } as const;

/** The list has a filter for when an offer was made, and none for its changes: it is read in full. */
export const readOffers: ReadModel<'offers'> = async function* (context, { resumeFrom }) {
  const from = toPagePosition(resumeFrom);
  for await (const { rows, next, unlisted } of readListPages(context, offerList, from)) {
    const records = toOffers(context, rows);
    yield { records, resumeFrom: next, completeness: 'full', unlistedRecords: unlisted };
  }
};

/** As they are now. A single offer is addressed by its application, too: the list has them all. */
export async function readOffersById(
  context: ConnectorContext,
  ids: readonly string[],
): Promise<(OfferRecord | Tombstone)[]> {
  const wanted = new Set(ids);
  const found = new Map<string, OfferRecord>();
  for await (const { rows } of readListPages(context, offerList)) {
    for (const offer of toOffers(context, rows)) {
      if (wanted.has(offer.remote_id)) found.set(offer.remote_id, offer);
    }
    if (found.size === wanted.size) break;
  }
  return ids.map((id) => found.get(id) ?? { remote_id: id, deleted: true });
}

function toOffers(context: ConnectorContext, rows: readonly Json[]): OfferRecord[] {
  const offers = parseResults(SmartRecruitersOffer, rows, { model: 'offers', context });
  return offers.map(({ raw, parsed }) => ({
    ...toOffer(parsed, context),
    remote_data: { [offersPath]: raw },
  }));
}

function toOffer(offer: SmartRecruitersOffer, { reportIssue }: ConnectorContext): OfferRecord {
  const ref = refsIn('offers', reportIssue);
  const { properties, actions } = offer;
  return {
    remote_id: offer.id,
    status: mapEnum(offerStatuses, offer.status, ref('status')),
    employment_start_date: toIsoDate(startOf(properties ?? {}), ref('properties'), {
      isDay: true,
    }),
    application_remote_id: applicationOf(actions),
    custom_fields: properties ?? {},
    ...datesOf(offer, ref),
  };
}

/** An offer names its candidate and its job by their addresses alone. */
function applicationOf(actions: SmartRecruitersOffer['actions']): string | null {
  const find = (word: string): string | undefined =>
    ['candidate', 'job', 'details']
      .map((name) => idInLink(actions, name, word))
      .find((id) => id !== null) ?? undefined;
  const [candidateId, jobId] = [find('candidates'), find('jobs')];
  return candidateId === undefined || jobId === undefined
    ? null
    : applicationIdOf(candidateId, jobId);
}

/** Customers choose the fields of an offer; this is how the day of the start is called in most. */
function startOf(properties: Readonly<Record<string, Json>>): unknown {
  const entries = Object.entries(properties);
  return entries.find(([key]) =>
    /(?:start|joining|entry)s?[\s_-]?(?:date|on|day)$/i.test(key),
  )?.[1];
}
