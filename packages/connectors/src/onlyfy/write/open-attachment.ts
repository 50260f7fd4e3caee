import { RemoteError, contentTypeOf } from '@hirewire/connector-kit';
import type { ConnectorContext, OpenAttachment } from '@hirewire/connector-kit';
import type { z } from 'zod';
import { Reference, listApplicationFiles, listCv } from './files.ts';
import type { StoredFile } from './files.ts';
import { readApplication, readCandidate } from './read-objects.ts';

/** Files have no address: their contents are base64 in the object that they belong to. */
export const openAttachment: OpenAttachment = async (context, reference) => {
  const wanted = Reference.safeParse(reference).data;
  const files = wanted === undefined ? [] : await readFiles(context, wanted);
  const file = files.find(({ record }) => record.remote_id === wanted?.id);
  if (file === undefined) throw notFound('onlyfy has no such file, or no longer.');
  if (!file.content) throw notFound('onlyfy lists the file, but does not give its content.');
  const bytes = Buffer.from(file.content.replace(/^data:[^,]*,/, ''), 'base64');
  return {
    contentType: contentTypeOf(file.record.file_name),
    size: bytes.length,
    body: inPieces(bytes),
  };
};

async function readFiles(
  context: ConnectorContext,
  { owner, ownerId }: z.infer<typeof Reference>,
): Promise<StoredFile[]> {
  return owner === 'candidate'
    ? listCv((await readCandidate(context, ownerId)).parsed)
    : listApplicationFiles((await readApplication(context, ownerId)).parsed);
}

const pieceBytes = 65_536;

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    yield bytes.subarray(start, start + pieceBytes);
  }
}

function notFound(message: string): RemoteError {
  return new RemoteError({ kind: 'not-found', message, status: null });
}
