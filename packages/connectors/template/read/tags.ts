import { parseRemote, readPages, toPagePosition } from '@hirewire/connector-kit';
import type { ReadModel } from '@hirewire/connector-kit';
import { Label, Page } from '../remote-types.ts';

/** Labels are read in full each time. */
export const readTags: ReadModel<'tags'> = async function* (context, { resumeFrom }) {
  const pages = readPages({
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
  for await (const { rows, next } of pages) {
    const records = rows.flatMap((row) => {
      const label = parseRemote(Label, row, { model: 'tags', reportIssue: context.reportIssue });
      return label === null ? [] : [{ remote_id: label.id, name: label.name ?? null }];
    });
    yield { records, resumeFrom: next, completeness: 'full' };
  }
};
