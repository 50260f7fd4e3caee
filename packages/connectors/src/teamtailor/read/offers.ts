import { linkedId, mapEnum, toIsoDate } from '@hirewire/connector-kit';
import { parseAttributes } from '../call-teamtailor.ts';
import { TeamtailorOffer } from '../remote-types.ts';
import { offerStatuses } from '../vocabulary.ts';
import type { ListedModel } from './read-list.ts';

export const offers: ListedModel<'offers'> = {
  model: 'offers',
  path: '/job-offers',
  include: 'job-application',
  feature: 'job offers',
  toRecord({ resource, ref }) {
    const offer = parseAttributes(TeamtailorOffer, resource, ref(''));
    if (offer === null) return null;
    const startsOn = offer.details?.['start-date'] ?? offer.start_date;
    const salary = offer.details?.salary ?? offer.salary;
    return {
      remote_id: offer.id,
      status: mapEnum(offerStatuses, offer.status, ref('status')),
      employment_start_date: toIsoDate(startsOn, ref('start-date'), { isDay: true }),
      application_remote_id: linkedId(resource, 'job-application'),
      custom_fields: { ...(offer.name && { name: offer.name }), ...(salary && { salary }) },
      remote_created_at: toIsoDate(offer['created-at'] ?? offer.created_at, ref('created-at')),
    };
  },
};
