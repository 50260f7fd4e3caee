import { RemoteError, path } from '@hirewire/connector-kit';
import type { ConnectorContext, OpenAttachment } from '@hirewire/connector-kit';
import { getTeamtailor, parseAttributes } from '../call-teamtailor.ts';
import { TeamtailorCandidate, TeamtailorUpload } from '../remote-types.ts';
import { Reference, addressOfResume } from './attachments.ts';

/** Asks for a new address, and goes there at once: it is good for seconds. */
export const openAttachment: OpenAttachment = async (context, reference) => {
  const { data } = Reference.safeParse(reference);
  const address = data === undefined ? null : await findAddress(context, data);
  if (address !== null) return context.remote.download(address);
  throw new RemoteError({ kind: 'not-found', message: 'There is no such file.', status: null });
};

async function findAddress(
  context: ConnectorContext,
  reference: Reference,
): Promise<string | null> {
  const model = 'candidates';
  const ref = { model, reportIssue: context.reportIssue } as const;
  if ('upload' in reference) {
    const { upload } = reference;
    const { resource } = await getTeamtailor(context, { model, path: path`/uploads/${upload}` });
    return parseAttributes(TeamtailorUpload, resource, ref)?.url || null;
  }
  const { resumeOf } = reference;
  const { resource } = await getTeamtailor(context, { model, path: path`/candidates/${resumeOf}` });
  const candidate = parseAttributes(TeamtailorCandidate, resource, ref);
  return candidate && addressOfResume(candidate);
}
