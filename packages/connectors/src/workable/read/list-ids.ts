import { parseResults, toPagePosition } from '@hirewire/connector-kit';
import type { ListIds, ModelName } from '@hirewire/connector-kit';
import { z } from 'zod';
import { readWorkablePages } from '../call-workable.ts';
import { candidatesPath } from './candidate-list.ts';
import { jobsPath } from './jobs.ts';

/**
 * A full read takes a request for each candidate, and four for each job; these lists take one for a
 * hundred. Nothing else tells what was deleted.
 */
export const listIds = {
  jobs: idsOf('jobs', { path: jobsPath, name: 'jobs', id: 'shortcode' }),
  applications: idsOf('applications', { path: candidatesPath, name: 'candidates', id: 'id' }),
  candidates: idsOf('candidates', { path: candidatesPath, name: 'candidates', id: 'id' }),
} satisfies Partial<Record<ModelName, ListIds>>;

function idsOf(
  model: ModelName,
  { id, ...list }: { path: string; name: string; id: 'id' | 'shortcode' },
): ListIds {
  const Row = z.looseObject({ [id]: z.string().min(1) });
  return async function* (context, { resumeFrom }) {
    const from = toPagePosition(resumeFrom);
    for await (const { rows, next } of readWorkablePages(context, list, from)) {
      const found = parseResults(Row, [...rows], { model, context });
      yield { remoteIds: found.map(({ parsed }) => String(parsed[id])), resumeFrom: next };
    }
  };
}
