import { mapEnum, parseResults } from '@hirewire/connector-kit';
import type { ConnectorContext, FieldRef, OfferRecord, Tombstone } from '@hirewire/connector-kit';
import { readByIds } from '../call-greenhouse.ts';
import type { Query } from '../call-greenhouse.ts';
import { GreenhouseOffer, GreenhouseReference } from '../remote-types.ts';
import { offerStatuses } from '../vocabulary.ts';
import { idsOf } from './joins.ts';
import type { OpenList } from './joined-list.ts';
import { refsIn, toCustomFields, toDay, toTime } from './to-time.ts';

const path = '/offers';
/** Each version of an offer is a row. */
export const currentOffers = { current_only: true };

/** https://harvestdocs.greenhouse.io/reference/get_v3-offers */
export const openOffers: OpenList<'offers'> = async (context) => ({
  model: 'offers',
  path,
  query: currentOffers,
  sideLists: [],
  mapper: (_open, kind) => async (rows) => {
    const found = parseResults(GreenhouseOffer, rows, { model: 'offers', context });
    const records = found.map(({ raw, parsed }) => ({
      ...toOffer(parsed, context),
      remote_data: { [path]: raw },
    }));
    const changed = found.map(({ parsed }) => parsed);
    return kind === 'delta' ? [...records, ...(await findReplaced(context, changed))] : records;
  },
});

/** A new version takes the place of the last one, which no list of current offers tells. */
async function findReplaced(
  context: ConnectorContext,
  changed: readonly GreenhouseOffer[],
): Promise<Tombstone[]> {
  const later = changed.filter(({ version }) => (version ?? 0) > 1);
  const applications = idsOf(later, ({ application_id: application }) => application);
  const listIds = async (query: Query): Promise<string[]> => {
    const list = { path, filter: 'application_ids', query: { ...query, fields: 'id' } };
    const rows = await readByIds(context, list, applications);
    const found = parseResults(GreenhouseReference, rows, { model: 'offers', context });
    return found.map(({ parsed }) => parsed.id);
  };
  const all = await listIds({});
  // Asked for after all, so that one that is made meanwhile is not taken for an earlier one.
  const current = new Set(await listIds(currentOffers));
  if (current.size === 0) return [];
  return all.filter((id) => !current.has(id)).map((id) => ({ remote_id: id, deleted: true }));
}

function toOffer(offer: GreenhouseOffer, context: ConnectorContext): OfferRecord {
  const ref = refsIn('offers', context);
  return {
    remote_id: offer.id,
    status: toStatus(offer, ref('status')),
    employment_start_date: toDay(offer.starts_on, ref('starts_on')),
    application_remote_id: offer.application_id,
    custom_fields: toCustomFields(offer.custom_fields),
    remote_created_at: toTime(offer.created_at, ref('created_at')),
    remote_updated_at: toTime(offer.updated_at, ref('updated_at')),
  };
}

function toStatus(offer: GreenhouseOffer, ref: FieldRef): OfferRecord['status'] {
  const status = mapEnum(offerStatuses, offer.status, ref);
  if (status !== 'CREATED') return status;
  return offer.sent_on ? 'SENT' : 'DRAFT';
}
