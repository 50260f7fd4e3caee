import { RemoteError } from '@hirewire/connector-kit';
import type { ConnectorContext, OpenAttachment } from '@hirewire/connector-kit';
import { Reference, readFiles } from './read-files.ts';

/** Addresses of files are good for a short time: they are asked for when the file is. */
export const openAttachment: OpenAttachment = async (context, reference) => {
  const wanted = Reference.safeParse(reference).data;
  const files = wanted === undefined ? [] : await readFiles(context, wanted.candidateId);
  const file = files.find(({ record }) => record.remote_id === wanted?.id);
  if (file?.url) return download(context, file.url);
  const message = 'Recruitee has no such file, or no longer.';
  throw new RemoteError({ kind: 'not-found', message, status: null });
};

/**
 * Files are in a store that wants no credentials, by an address that is signed, or below the base
 * address. The latter are asked for there, whatever host the address names: no other one gets the
 * credentials.
 */
function download(context: ConnectorContext, url: string) {
  const address = URL.parse(url, 'https://api.recruitee.com');
  const own = /^\/c\/[^/]+(\/.+)$/.exec(address?.pathname ?? '')?.[1];
  if (address === null || own === undefined || isSignedAddress(address)) {
    return context.remote.download(url);
  }
  return context.remote.download({ path: own, query: Object.fromEntries(address.searchParams) });
}

function isSignedAddress({ searchParams }: URL): boolean {
  return [...searchParams.keys()].some((name) => /signature/i.test(name));
}
