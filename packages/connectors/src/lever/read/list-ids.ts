import { parseResults, toPagePosition } from '@hirewire/connector-kit';
import type { ListIds, ModelName } from '@hirewire/connector-kit';
import { z } from 'zod';
import { readLeverPages } from '../call-lever.ts';
import { LeverReference } from '../remote-types.ts';
import { opportunitiesPath } from './applications.ts';
import { postingsPath } from './jobs.ts';

const Row = LeverReference.extend({ contact: z.string().nullish().catch(null) });
type Row = z.infer<typeof Row>;

/**
 * A full read takes requests for each posting and each opportunity; these lists take one for a hundred.
 * Lists of what was deleted tell a delta of jobs and applications, where the key may read them; of
 * candidates, nothing does. Interviews, offers, notes and feedback have no list of their own.
 */
export const listIds = {
  jobs: idsOf('jobs', postingsPath, ({ id }) => id),
  applications: idsOf('applications', opportunitiesPath, ({ id }) => id),
  // A contact with several opportunities is listed several times.
  candidates: idsOf('candidates', opportunitiesPath, ({ contact }) => contact),
} satisfies Partial<Record<ModelName, ListIds>>;

function idsOf(
  model: ModelName,
  path: string,
  idOf: (row: Row) => string | null | undefined,
): ListIds {
  const query = { confidentiality: 'all' };
  return async function* (context, { resumeFrom }) {
    const pages = readLeverPages(context, { path, query }, toPagePosition(resumeFrom));
    for await (const { results, next } of pages) {
      const rows = parseResults(Row, results, { model, context });
      yield { remoteIds: rows.flatMap(({ parsed }) => idOf(parsed) ?? []), resumeFrom: next };
    }
  };
}
