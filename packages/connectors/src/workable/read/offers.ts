import {
  RemoteError,
  inParallel,
  mapEnum,
  openSideCalls,
  parseRemote,
  path,
  toIsoDate,
} from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  CustomFields,
  OfferRecord,
  ReadModel,
  ReadRequest,
  Tombstone,
} from '@hirewire/connector-kit';
import { getWorkable, partOf } from '../call-workable.ts';
import { WorkableOffer } from '../remote-types.ts';
import { offerStatuses } from '../vocabulary.ts';
import { readCandidateList } from './candidate-list.ts';
import type { Entry } from './candidate-list.ts';

const offerPath = '/candidates/{id}/offer';
const kindsWithOffer = new Set<unknown>(['offer', 'hired']);

/**
 * A candidate has one offer at most, which takes a request: asked for of those who have come to a stage
 * of that kind. https://workable.readme.io/reference/candidate-offer
 */
export const readOffers: ReadModel<'offers'> = (context, request) => {
  const sideCalls = openSideCalls(context, 'offers', request);
  const call = { name: offerPath, fields: [] };
  const readPages = (inner: ReadRequest) =>
    readCandidateList<'offers'>(context, inner, {
      model: 'offers',
      isCounted: false,
      async toRecords(listed) {
        const asked = listed.filter(({ parsed }) => mayHaveOffer(parsed));
        const records = await inParallel(asked, async ({ parsed: { id: key } }) => {
          const { value } = await sideCalls.ask({ ...call, key }, () => readOffer(context, key));
          return value ?? [];
        });
        return records.flat();
      },
    });
  return sideCalls.carry(readPages, {
    ...call,
    read: async (id) => [await readOffer(context, id)],
  });
};

export function readOffersById(
  context: ConnectorContext,
  ids: readonly string[],
): Promise<(OfferRecord | Tombstone)[]> {
  return inParallel(ids, (id) => readOffer(context, id));
}

export function mayHaveOffer(entry: Omit<Entry, 'id'>): boolean {
  const { stage_kind: kind, moved_to_offer_at: movedAt, hired_at: hiredAt } = entry;
  return kindsWithOffer.has(kind) || Boolean(movedAt) || Boolean(hiredAt);
}

/** Of a candidate without an offer, the answer has the candidate alone. */
async function readOffer(context: ConnectorContext, id: string): Promise<OfferRecord | Tombstone> {
  const { reportIssue } = context;
  const place = (field: string) => ({ model: 'offers', field, reportIssue }) as const;
  const answer = await getWorkable(context, path`/candidates/${id}/offer`).catch(
    (error: unknown) => {
      if (error instanceof RemoteError && error.kind === 'not-found') return null;
      throw error;
    },
  );
  const raw = partOf(answer, 'offer') ?? answer;
  const offer = raw === null ? null : parseRemote(WorkableOffer, raw, place('offer'));
  if (!offer || (!offer.state && !offer.created_at)) return { remote_id: id, deleted: true };
  const variables = toFields(offer);
  return {
    remote_id: id,
    status: mapEnum(offerStatuses, offer.state?.toLowerCase(), place('state')),
    employment_start_date: toIsoDate(startOf(variables), place('document_variables'), {
      isDay: true,
    }),
    application_remote_id: id,
    custom_fields: variables,
    remote_created_at: toIsoDate(offer.created_at, place('created_at')),
    remote_data: { [offerPath]: raw },
  };
}

/** The salary is among them: offers of the wire have no field for it. */
function toFields({ document_variables: variables }: WorkableOffer): CustomFields {
  const entries = (variables ?? []).flatMap(({ key, value = null }) =>
    key ? [[key, value] as const] : [],
  );
  return Object.fromEntries(entries);
}

/** Customers name the variables of their documents; this is what Workable's own templates call it. */
function startOf(variables: CustomFields): unknown {
  const [, value = null] =
    Object.entries(variables).find(([key]) => /^(?:start|joining)[_\s-]?date$/i.test(key)) ?? [];
  return value;
}
