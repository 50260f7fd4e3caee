import { readFile } from './platform.ts';

/** Where a file comes from. */
export type FileSource =
  | { readonly path: string; readonly name?: string; readonly content_type?: string }
  | { readonly blob: Blob; readonly name?: string; readonly content_type?: string }
  | {
      readonly stream: AsyncIterable<Uint8Array> | ReadableStream<Uint8Array>;
      readonly name: string;
      readonly content_type?: string;
    }
  | { readonly url: string; readonly name?: string; readonly content_type?: string };

/** A file as the API takes it: its bytes in base64, or an address that the server fetches. */
export interface FileContent {
  name: string;
  content_type?: string;
  data?: string;
  data_url?: string;
}

/**
 * Prepares a file for an attachment or an answer. The API takes it as base64 inside JSON, so a
 * file is held in memory; give big ones as `url`, and the server streams them.
 *
 * @example
 * const cv = await attachment({ path: 'cv.pdf' });
 * await client.ats.addApplicationAttachment({
 *   application_id,
 *   attachment: { ...cv, type: 'CV' },
 * });
 */
export async function attachment(source: FileSource): Promise<FileContent> {
  const name = source.name ?? nameOf(source);
  if (name === '') throw new TypeError('`name` is missing: the source has none of its own.');
  const byName = contentTypes[name.slice(name.lastIndexOf('.') + 1).toLowerCase()];
  const contentType = source.content_type ?? typeOf(source) ?? byName;
  if ('url' in source) {
    return {
      name,
      ...(contentType === undefined ? {} : { content_type: contentType }),
      data_url: source.url,
    };
  }
  const data = toBase64(await readBytes(source));
  return { name, content_type: contentType ?? 'application/octet-stream', data };
}

/** What applicants send; anything else needs its `content_type`. */
const contentTypes: Readonly<Record<string, string>> = {
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  odt: 'application/vnd.oasis.opendocument.text',
  pdf: 'application/pdf',
  png: 'image/png',
  rtf: 'application/rtf',
  txt: 'text/plain',
};

function nameOf(source: FileSource): string {
  if ('path' in source) return lastPart(source.path);
  if ('url' in source) return decodeURIComponent(lastPart(new URL(source.url).pathname));
  return 'blob' in source && 'name' in source.blob ? String(source.blob.name) : '';
}

function lastPart(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

/** A blob may say its type, with parameters that the wire does not take. */
function typeOf(source: FileSource): string | undefined {
  const type = 'blob' in source ? source.blob.type.split(';')[0]?.trim() : undefined;
  return type === '' ? undefined : type;
}

async function readBytes(source: Exclude<FileSource, { url: string }>): Promise<Uint8Array> {
  if ('path' in source) return readFile(source.path);
  if ('blob' in source) return new Uint8Array(await source.blob.arrayBuffer());
  if (source.stream instanceof ReadableStream) {
    return new Uint8Array(await new Response(source.stream).arrayBuffer());
  }
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const part of source.stream) parts.push(Uint8Array.from(part));
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function toBase64(bytes: Uint8Array): string {
  // In pieces: each byte becomes an argument, of which a call takes only so many.
  let text = '';
  const size = 0x80_00;
  for (let start = 0; start < bytes.length; start += size) {
    text += String.fromCharCode(...bytes.subarray(start, start + size));
  }
  return btoa(text);
}
