import type { IncomingHttpHeaders } from 'node:http';

/** One part of a multipart form, in the order in which it was sent. */
export interface FormPart {
  name: string;
  /** Null for a plain field. */
  filename: string | null;
  contentType: string;
  content: Buffer;
}

export function isForm(headers: IncomingHttpHeaders): boolean {
  return headers['content-type']?.toLowerCase().startsWith('multipart/form-data') === true;
}

/** Reads a form with the parser that Node has for `fetch`. A damaged form has no parts. */
export async function readFormParts(
  bytes: Buffer<ArrayBuffer>,
  headers: IncomingHttpHeaders,
): Promise<FormPart[]> {
  const contentType = headers['content-type'] ?? '';
  const body = new Response(bytes, { headers: { 'content-type': contentType } });
  const form = await body.formData().catch(() => new FormData());
  return Promise.all([...form].map(([name, value]) => partOf(name, value)));
}

async function partOf(name: string, value: string | File): Promise<FormPart> {
  if (typeof value === 'string') {
    return { name, filename: null, contentType: 'text/plain', content: Buffer.from(value) };
  }
  const content = Buffer.from(await value.arrayBuffer());
  return { name, filename: value.name, contentType: value.type, content };
}
