import { parseResults, toPagePosition } from '@hirewire/connector-kit';
import type { ListIds, ModelName } from '@hirewire/connector-kit';
import { readPersonioPages } from '../call-personio.ts';
import { PersonioCategory } from '../remote-types.ts';
import { applicationsPath } from './applications.ts';
import { candidatesPath } from './candidates.ts';

const Row = PersonioCategory.pick({ id: true });

/**
 * A full read takes a request for each application that was turned down, and for candidates the list of
 * applications, too; these lists take one request for 200.
 */
export const listIds = {
  applications: idsOf('applications', applicationsPath),
  candidates: idsOf('candidates', candidatesPath),
} satisfies Partial<Record<ModelName, ListIds>>;

function idsOf(model: ModelName, path: string): ListIds {
  return async function* (context, { resumeFrom }) {
    const pages = readPersonioPages(context, { path }, toPagePosition(resumeFrom));
    for await (const { rows, next } of pages) {
      const found = parseResults(Row, [...rows], { model, context });
      yield { remoteIds: found.map(({ parsed }) => parsed.id), resumeFrom: next };
    }
  };
}
