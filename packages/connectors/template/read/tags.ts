import { parseResults, readPages, toPagePosition } from '@hirewire/connector-kit';
import type { Json, ReadModel } from '@hirewire/connector-kit';
import { Label, Page } from '../remote-types.ts';

/** Labels are read in full each time. */
export const readTags: ReadModel<'tags'> = async function* (context, { resumeFrom }) {
  const pages = readPages<Json>({
    name: "Sample ATS's labels",
    by: 'token',
    from: toPagePosition(resumeFrom),
    fetch: async ({ token }) => {
      const query = { after: token };
      const response = await context.remote.request({ method: 'GET', path: '/labels', query });
      const { data, next } = Page.parse(response.body);
      return { rows: data, nextToken: next };
    },
  });
  for await (const { rows, next, unlisted } of pages) {
    const labels = parseResults(Label, [...rows], { model: 'tags', context });
    const records = labels.map(({ parsed, raw }) => ({
      remote_id: parsed.id,
      name: parsed.name ?? null,
      remote_data: { '/labels': raw },
    }));
    yield { records, resumeFrom: next, completeness: 'full', unlistedRecords: unlisted };
  }
};
