import {
  RemoteError,
  inParallel,
  mapEnum,
  openSideCalls,
  parseRemote,
  path,
  toIsoDate,
  nullIfGone,
} from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  CustomFields,
  Json,
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
 * of that kind.
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
          const read = () => orRefusal(() => readOffer(context, key));
          const { value } = await sideCalls.ask({ ...call, key }, read);
          if (value instanceof RemoteError) throw value;
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

/** A scope that is missing is that of the whole model, and no fault of one candidate. */
async function orRefusal<Value>(read: () => Promise<Value>): Promise<Value | RemoteError> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof RemoteError && error.kind === 'permission') return error;
    throw error;
  }
}

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
  const ref = (field: string) => ({ model: 'offers', field, reportIssue }) as const;
  const answer = await nullIfGone(() => getWorkable(context, path`/candidates/${id}/offer`));
  const raw = partOf(answer, 'offer') ?? answer;
  const offer = raw === null ? null : parseRemote(WorkableOffer, raw, ref('offer'));
  if (!offer || (!offer.state && !offer.created_at)) return { remote_id: id, deleted: true };
  const variables = toFields(offer);
  return {
    remote_id: id,
    status: mapEnum(offerStatuses, offer.state?.toLowerCase(), ref('state')),
    employment_start_date: toIsoDate(startOf(variables), ref('document_variables'), {
      isDay: true,
    }),
    application_remote_id: id,
    custom_fields: variables,
    remote_created_at: toIsoDate(offer.created_at, ref('created_at')),
    remote_data: { [offerPath]: raw },
  };
}

/** The salary is among them: offers of the wire have no field for it. */
function toFields({ document_variables: variables }: WorkableOffer): CustomFields {
  const entries = (variables ?? []).flatMap(({ key, document_variable: variable, value }) => {
    const name = key || variable?.slug || variable?.name;
    return name ? [[name, toValue(value)] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** A text is in a `body`, an amount of money in `data`. */
function toValue(value: Json = null): Json {
  return partOf(value, 'body') ?? partOf(value, 'data') ?? value;
}

/** Customers name the variables of their documents; this is what Workable's own templates call it. */
function startOf(variables: CustomFields): unknown {
  const [, value = null] =
    Object.entries(variables).find(([key]) => /^(?:start|joining)[_\s-]?date$/i.test(key)) ?? [];
  return value;
}
