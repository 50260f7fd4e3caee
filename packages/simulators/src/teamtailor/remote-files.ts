import type { FileHandle } from '../kit/files.ts';
import { route } from '../kit/route.ts';
import type { Route } from '../kit/route.ts';
import { json } from '../kit/vendor-message.ts';
import { InvalidField, refusal } from './access.ts';
import type { Teamtailor } from './account.ts';
import type { DocumentInput } from './document-input.ts';

const timeoutMs = 10_000;
const sentFileLifeMs = 60 * 60_000;

/**
 * Takes a file and answers with an address that a résumé or an upload can name for a while. No
 * document has it; a client in production sends its files so (2026):
 * https://github.com/reQruitz-K/teamtailor-bridge/blob/main/sync-worker/src/teamtailor.js
 */
export function fileRoute(account: Teamtailor): Route {
  return route('POST /files', 'admin:create', ({ parts, at }) => {
    const [part, ...others] = parts ?? [];
    if (part?.name !== 'file' || part.filename === null || others.length > 0) {
      throw refusal('106', 'The required parameter, file, is missing.');
    }
    const file = account.files.store(part.filename, part.content, part.contentType);
    const uri = `https://files.example.com/${file.id}/${encodeURIComponent(file.name)}`;
    account.kept.sentFiles.set(uri, { ...file, expiresAt: at + sentFileLifeMs });
    return json({ uri }, 201);
  });
}

/**
 * The file behind an address that a document names: one that was sent before, or one to fetch. That
 * is done from this machine alone: of any other address the simulator keeps the name, and makes a
 * file up when it is read.
 */
export async function fileFrom(
  account: Teamtailor,
  input: DocumentInput,
  attribute: 'url' | 'resume',
): Promise<FileHandle> {
  const address = new URL(input.textOf(attribute) ?? '');
  const lastPart = decodeURIComponent(address.pathname.split('/').at(-1) ?? '');
  const name = input.textOf('file-name') ?? (lastPart === '' ? 'file' : lastPart);
  const sent = account.kept.sentFiles.get(address.href);
  if (sent !== undefined) {
    const { id, handle, expiresAt } = sent;
    if (expiresAt > account.company.now()) return { id, name, handle };
    throw new InvalidField('attributes', attribute, 'could not be downloaded');
  }
  if (!['127.0.0.1', 'localhost'].includes(address.hostname)) {
    const id = account.ids.next();
    return { id, name, handle: `file-${id}` };
  }
  const response = await fetch(address, { signal: AbortSignal.timeout(timeoutMs) }).catch(
    () => null,
  );
  if (response?.ok !== true) {
    throw new InvalidField('attributes', attribute, 'could not be downloaded');
  }
  const content = Buffer.from(await response.arrayBuffer());
  return account.files.store(name, content, response.headers.get('content-type') ?? '');
}
