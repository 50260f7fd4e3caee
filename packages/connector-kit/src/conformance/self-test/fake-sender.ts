import { z } from 'zod';
import type { ConnectorContext } from '../../declaration/connector-context.ts';
import { RemoteError } from '../../http/remote.ts';
import type { AttachmentRecord, OutgoingAttachment } from '../../writing/writes.ts';
import type { Flaw } from './flaw.ts';

export interface FlawContext {
  flaw: Flaw | null;
  /** Goes past the client. */
  sendPastClient: () => Promise<void>;
}

export type Body = Readonly<Record<string, string>>;

const filesSchema = z.object({
  items: z.array(
    z.object({ id: z.string(), name: z.string(), type: z.enum(['CV', 'COVER_LETTER', 'OTHER']) }),
  ),
});

export async function send(
  context: ConnectorContext,
  path: string,
  json: Body,
  { flaw, isIdempotent = false }: { flaw: Flaw | null; isIdempotent?: boolean },
): Promise<unknown> {
  try {
    const request = { method: 'POST', path, json, isIdempotent } as const;
    return (await context.remote.request(request)).body;
  } catch (error) {
    return spoil(error, flaw);
  }
}

export async function addNote(
  context: ConnectorContext,
  id: string,
  text: string,
  { flaw, sendPastClient }: FlawContext,
): Promise<void> {
  if (context.isDryRun && flaw === 'sends requests in a dry run') await sendPastClient();
  const path = flaw === 'drops notes' ? `/about/${id}` : `/about/${id}/note`;
  await send(context, path, { text }, { flaw, isIdempotent: flaw === 'sends a note again' });
}

export async function addFile(
  context: ConnectorContext,
  id: string,
  { type, file }: OutgoingAttachment,
  { flaw }: FlawContext,
): Promise<void> {
  const bytes = Buffer.concat([...file.chunks()]);
  const content = flaw === 'damages files' ? Buffer.from(bytes.toString()) : bytes;
  const body = { name: file.name, type, content: content.toString('base64') };
  await send(context, `/about/${id}/file`, body, { flaw });
}

export async function listFiles(
  { remote }: ConnectorContext,
  id: string,
): Promise<AttachmentRecord[]> {
  await remote.request({ method: 'GET', path: `/about/${id}` });
  const { body } = await remote.request({ method: 'GET', path: `/files-of/${id}` });
  return filesSchema.parse(body).items.map((file) => ({
    remote_id: file.id,
    type: file.type,
    file_name: file.name,
    content_type: 'application/pdf',
    reference: file.id,
  }));
}

/** How the failure of a request is passed on. */
function spoil(error: unknown, flaw: Flaw | null): unknown {
  if (!(error instanceof RemoteError)) throw error;
  const { kind, message, status } = error;
  if (flaw === 'throws errors of its own') throw new Error(message, { cause: error });
  if (flaw === 'takes ids that are not there' && status === 404) return {};
  const isRefusal =
    flaw === 'takes an error after a change for a refusal' && status !== null && status >= 500;
  if (isRefusal || flaw === 'hides what may have happened') {
    throw new RemoteError({ kind, message, status, cause: error });
  }
  throw error;
}
