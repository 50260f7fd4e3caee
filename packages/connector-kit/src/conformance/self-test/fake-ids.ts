import { z } from 'zod';
import type { ConnectorContext } from '../../declaration/connector-context.ts';
import type { IdPage, ReadRequest } from '../../declaration/connector.ts';
import { readPages, toPagePosition } from '../../reading/read-pages.ts';
import type { PagedList } from '../../reading/read-pages.ts';
import { RemoteError } from '../../http/remote.ts';
import type { Flaw } from './flaw.ts';
import { askedRows, pageSchema, readCarelessly } from './fake-pages.ts';

const Row = z.looseObject({ id: z.string() });

/** The ids of all users. */
export async function* listUserIds(
  context: ConnectorContext,
  { resumeFrom }: Pick<ReadRequest, 'resumeFrom'>,
  flaw: Flaw | null,
): AsyncGenerator<IdPage> {
  const list: PagedList<z.infer<typeof Row>> = {
    name: "Tiny's users",
    by: 'token',
    from: toPagePosition(resumeFrom),
    async fetch({ token: after }) {
      const since = flaw === 'lists ids of what was deleted' ? '0.0' : null;
      try {
        const query = { after, since, limit: askedRows };
        const { body } = await context.remote.request({ method: 'GET', path: '/users', query });
        const page = pageSchema.safeParse(body);
        if (!page.success) throw brokenPage();
        return { rows: z.array(Row).parse(page.data.items), nextToken: page.data.next };
      } catch (error) {
        if (flaw === 'takes a list of ids that fails for a whole one') return { rows: [] };
        throw error;
      }
    },
  };
  const pages = flaw === 'goes round with its ids' ? readCarelessly(list) : readPages(list);
  for await (const { rows, next } of pages) {
    const remoteIds = rows.map(({ id }) => (flaw === 'lists other ids' ? `user-${id}` : id));
    yield { remoteIds, resumeFrom: next };
  }
}

function brokenPage(): RemoteError {
  return new RemoteError({ kind: 'unknown', message: 'This is no page of users.', status: 200 });
}
