import { z } from 'zod';
import { GreenhouseQuestion, flag, id, list, text } from './remote-types.ts';

/** A board of Harvest's list, which names it to the Job Board API. */
export const GreenhouseJobBoard = z.looseObject({ id, url_token: text });

/** https://developers.greenhouse.io/job-board.html#retrieve-a-job: a job here is a job post of Harvest. */
export const GreenhouseBoardJob = z.looseObject({
  id,
  questions: list(GreenhouseQuestion),
  location_questions: list(GreenhouseQuestion),
  data_compliance: list(
    z.looseObject({
      requires_consent: flag,
      requires_processing_consent: flag,
      requires_retention_consent: flag,
    }),
  ),
});
export type GreenhouseBoardJob = z.infer<typeof GreenhouseBoardJob>;
