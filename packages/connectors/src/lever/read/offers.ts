import { mapEnum, toIsoDate } from '@hirewire/connector-kit';
import type { CustomFields, ReadModel } from '@hirewire/connector-kit';
import { LeverOffer } from '../remote-types.ts';
import { offerStatuses } from '../vocabulary.ts';
import { readChildren } from './children.ts';
import { toTime } from './to-time.ts';

const startDate = 'anticipated_start_date';

/** https://hire.lever.co/developer/documentation#offers */
export const readOffers: ReadModel<'offers'> = (context, request) =>
  readChildren(context, request, {
    model: 'offers',
    name: 'offers',
    schema: LeverOffer,
    toRecord: (offer, parent, ref) => {
      const fields = toFields(offer);
      return {
        remote_id: offer.id,
        status: mapEnum(offerStatuses, offer.status, ref('status')),
        employment_start_date: toIsoDate(fields[startDate], ref(`fields.${startDate}`), {
          epoch: 'milliseconds',
          isDay: true,
        }),
        application_remote_id: parent.id,
        custom_fields: fields,
        remote_created_at: toTime(offer.createdAt, ref('createdAt')),
      };
    },
  });

/** The salary is among them: offers of the wire have no field for it. */
function toFields({ fields }: LeverOffer): CustomFields {
  const values = (fields ?? []).flatMap(({ identifier, text, value = null }) => {
    const name = identifier ?? text;
    return name ? [[name, value] as const] : [];
  });
  return Object.fromEntries(values);
}
