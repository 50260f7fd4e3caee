import { linkedId, mapEnum, toIsoDate } from '@hirewire/connector-kit';
import { parseAttributes } from '../call-teamtailor.ts';
import { TeamtailorOffer } from '../remote-types.ts';
import { offerStatuses } from '../vocabulary.ts';
import type { ListedModel } from './read-list.ts';

/**
 * The list is used by others and not documented; the fields are those of partner webhooks:
 * https://github.com/Teamtailor/tt-partner-docs (11 June 2026)
 */
export const offers: ListedModel<'offers'> = {
  model: 'offers',
  path: '/job-offers',
  include: 'job-application',
  feature: 'job offers',
  toRecord({ resource, place }) {
    const offer = parseAttributes(TeamtailorOffer, resource, place(''));
    if (offer === null) return null;
    const startsOn = offer['start-date'] ?? offer.start_date;
    return {
      remote_id: offer.id,
      status: mapEnum(offerStatuses, offer.status, place('status')),
      employment_start_date: toIsoDate(startsOn, place('start-date'), { isDay: true }),
      application_remote_id: linkedId(resource, 'job-application'),
      custom_fields: {
        ...(offer.name && { name: offer.name }),
        ...(offer.salary && { salary: offer.salary }),
      },
      remote_created_at: toIsoDate(offer['created-at'] ?? offer.created_at, place('created-at')),
      remote_updated_at: toIsoDate(offer['updated-at'] ?? offer.updated_at, place('updated-at')),
    };
  },
};
