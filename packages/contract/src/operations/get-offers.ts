import { z } from 'zod';

import { pageOf } from '../envelopes.ts';
import { Offer } from '../models/offer.ts';
import { defineOperation } from './define-operation.ts';
import { listQuery } from './list-query.ts';

export const getOffers = defineOperation({
  id: 'get-offers',
  operationId: 'GetAtsOffers',
  group: 'ats',
  kind: 'list',
  method: 'GET',
  path: '/ats/offers',
  summary: 'List offers',
  description:
    'Reads job offers from the last sync, with candidate and job inside. `updated_after` also finds an offer when its application changed.',
  query: z.strictObject(listQuery),
  response: pageOf(Offer),
});
