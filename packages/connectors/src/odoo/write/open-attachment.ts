import { RemoteError } from '@hirewire/connector-kit';
import type { ConnectorContext, IncomingFile, OpenAttachment } from '@hirewire/connector-kit';
import { z } from 'zod';
import { callOdoo } from '../call-odoo.ts';

const anyBytes = 'application/octet-stream';

// Odoo writes "empty" as `false` or as an empty text.
const text = z.union([z.string(), z.literal(false)]).transform((value) => value || '');

const Files = z
  .array(
    z.object({
      type: text.catch(''),
      datas: text,
      mimetype: text.catch(''),
      url: text.catch(''),
      file_size: z.number().catch(0),
    }),
  )
  .min(1);

/** A file of 48 MB. It is held in memory while it is read. */
const maxAnswerBytes = 64 * 1024 * 1024;

/**
 * A file is bytes, or the address of some (`type` "url"): Odoo has no bytes then. Odoo's own address
 * of a file takes no API key, so that the content comes as base64 in JSON.
 * https://github.com/odoo/odoo/blob/19.0/odoo/addons/base/models/ir_attachment.py
 */
export const openAttachment: OpenAttachment = async (context, reference) => {
  const fields = ['type', 'datas', 'mimetype', 'url', 'file_size'];
  const target = { model: 'ir.attachment', method: 'read' };
  const answer = Files.safeParse(
    await callOdoo(context, target, { ids: [Number(reference)], fields }, { maxAnswerBytes }),
  );
  const file = answer.data?.[0];
  if (file === undefined) throw notFound('Odoo does not have the file any more.');
  const { datas, url, mimetype } = file;
  if (datas === '' && (url !== '' || file.type === 'url'))
    return download(context, { url, mimetype });
  if (datas === '' && file.file_size > 0) throw notFound('Odoo has lost the content of the file.');
  return {
    contentType: mimetype || anyBytes,
    size: Math.floor((datas.length * 3) / 4) - (/=*$/.exec(datas.slice(-2))?.[0].length ?? 0),
    body: decode(datas),
  };
};

/**
 * Whoever adds a file writes its address: it passes the outgoing guard as any other, and gets no
 * key. One without a host is a page of this Odoo.
 * @throws RemoteError
 */
async function download(
  context: ConnectorContext,
  { url, mimetype }: { url: string; mimetype: string },
): Promise<IncomingFile> {
  const file = await context.remote.download(toTarget(url.trim()));
  const isHtml = (type: string): boolean => type.toLowerCase().startsWith('text/html');
  const isSomePage = isHtml(file.contentType) && !isHtml(mimetype) && mimetype !== anyBytes;
  const chunks = file.body[Symbol.asyncIterator]();
  const first = isSomePage ? null : await nextBytes(chunks);
  if (first !== null) return { ...file, body: joined(first, chunks) };
  await chunks.return?.();
  const found = isSomePage ? 'a web page, such as one to log in' : 'nothing';
  throw notFound(`The file in Odoo is an address. At it is ${found}: open it in Odoo.`);
}

/** Null at the end. */
async function nextBytes(chunks: AsyncIterator<Uint8Array>): Promise<Uint8Array | null> {
  for (;;) {
    const { done, value } = await chunks.next();
    if (done === true) return null;
    if (value.byteLength > 0) return value;
  }
}

async function* joined(
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    let bytes: Uint8Array | null = first;
    while (bytes !== null) {
      yield bytes;
      bytes = await nextBytes(rest);
    }
  } finally {
    await rest.return?.();
  }
}

/** @throws RemoteError for what is no address of the web */
function toTarget(address: string): Parameters<ConnectorContext['remote']['download']>[0] {
  if (/^https?:\/\//i.test(address)) return address;
  const own = /^(?<path>\/(?![/\\])[^?#]*)(?:\?(?<query>[^#]*))?/.exec(address)?.groups;
  if (own?.['path'] !== undefined) {
    const query = Object.fromEntries(new URLSearchParams(own['query'] ?? ''));
    return { path: own['path'], query };
  }
  throw notFound('The file in Odoo is an address that is none of the web: open it in Odoo.');
}

function notFound(message: string): RemoteError {
  return new RemoteError({ kind: 'not-found', message, status: null });
}

/** A multiple of four characters, so that every piece decodes by itself. */
const pieceCharacters = 4 * 16_384;

async function* decode(base64: string): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < base64.length; start += pieceCharacters) {
    yield Buffer.from(base64.slice(start, start + pieceCharacters), 'base64');
  }
}
