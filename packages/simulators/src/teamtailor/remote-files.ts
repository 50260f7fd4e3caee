import type { FileHandle } from '../kit/files.ts';
import { InvalidField } from './access.ts';
import type { Teamtailor } from './account.ts';
import type { DocumentInput } from './document-input.ts';

const timeoutMs = 10_000;

/**
 * The file behind an address that a document names. The simulator fetches it from this machine
 * alone: of any other address it keeps the name, and makes a file up when it is read.
 */
export async function fileFrom(
  account: Teamtailor,
  input: DocumentInput,
  attribute: 'url' | 'resume',
): Promise<FileHandle> {
  const address = new URL(input.textOf(attribute) ?? '');
  const lastPart = decodeURIComponent(address.pathname.split('/').at(-1) ?? '');
  const name = input.textOf('file-name') ?? (lastPart === '' ? 'file' : lastPart);
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
