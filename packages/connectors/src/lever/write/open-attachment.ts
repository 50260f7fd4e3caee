import { RemoteError, path } from '@hirewire/connector-kit';
import type { OpenAttachment } from '@hirewire/connector-kit';
import { Reference } from './attachments.ts';

/** Files of Lever are for those alone who authenticate: through our own host, not by a link. */
export const openAttachment: OpenAttachment = async (context, reference) => {
  const file = Reference.safeParse(reference).data;
  if (file === undefined) {
    throw new RemoteError({ kind: 'not-found', message: 'There is no such file.', status: null });
  }
  const { opportunityId, kind, id } = file;
  return context.remote.download({
    path: path`/opportunities/${opportunityId}/${kind}/${id}/download`,
  });
};
