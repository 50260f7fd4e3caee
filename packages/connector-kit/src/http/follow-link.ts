import { RemoteError } from './remote.ts';
import type { RemoteClient, RemoteErrorKind, RemoteResponse } from './remote.ts';

/** How vendors refuse an address that they have named and that has expired. */
const refusals: readonly RemoteErrorKind[] = ['input', 'not-found', 'conflict'];

/**
 * Reads the next page at the address that the remote has named for it, unchanged: a cursor may be
 * anywhere in it, and a name may be repeated. Only addresses below the base address get our
 * credentials. A refused link has expired: the engine reads the model from its start, and deletes
 * nothing before.
 *
 *     fetch: async ({ token }) => {
 *       const first = { method: 'GET', path: '/jobs', query: { per_page: 500 } } as const;
 *       const response = await (token === null
 *         ? context.remote.request(first)
 *         : followLink(context.remote, token));
 *       return { rows: Jobs.parse(response.body), nextToken: nextLink(response) };
 *     }
 *
 * @throws RemoteError
 */
export async function followLink(
  remote: Pick<RemoteClient, 'request'>,
  link: string,
): Promise<RemoteResponse> {
  try {
    return await remote.request({ method: 'GET', path: '/', link });
  } catch (error) {
    if (!(error instanceof RemoteError) || !refusals.includes(error.kind)) throw error;
    const { message, status, remoteCode, remoteRequestId } = error;
    const known = { message, status, remoteCode, remoteRequestId };
    throw new RemoteError({ ...known, kind: 'sync-token-expired', cause: error });
  }
}

/**
 * The address of the next page in a response's `Link` header, or null
 * ([RFC 8288](https://www.rfc-editor.org/rfc/rfc8288)).
 *
 * @example nextLink({ headers: { link: '</jobs?page=2>; rel="next"' } }) // '/jobs?page=2'
 */
export function nextLink({ headers }: Pick<RemoteResponse, 'headers'>): string | null {
  const links = (headers['link'] ?? '').matchAll(/<([^<>]*)>([^<]*)/g);
  for (const [, address = '', parameters = ''] of links) {
    const [, quoted, plain] = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(parameters) ?? [];
    const relations = (quoted ?? plain ?? '').toLowerCase().split(/\s+/);
    if (relations.includes('next')) return address;
  }
  return null;
}
