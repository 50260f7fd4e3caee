import { RemoteError } from '@hirewire/connector-kit';
import type { OpenAttachment } from '@hirewire/connector-kit';
import { z } from 'zod';
import { callOdoo } from '../call-odoo.ts';

const Content = z
  .array(z.object({ datas: z.union([z.string(), z.literal(false)]), mimetype: z.unknown() }))
  .min(1);

/** The address of a file takes no API key, so that the content comes as base64 in JSON. */
export const openAttachment: OpenAttachment = async (context, reference) => {
  const fields = ['datas', 'mimetype'];
  const target = { model: 'ir.attachment', method: 'read' };
  const answer = Content.safeParse(
    await callOdoo(context, target, { ids: [Number(reference)], fields }),
  );
  const file = answer.data?.[0];
  if (file === undefined) {
    const message = 'Odoo does not have the file any more.';
    throw new RemoteError({ kind: 'not-found', message, status: null });
  }
  // Odoo's notation of an empty file.
  const text = file.datas === false ? '' : file.datas;
  return {
    contentType: typeof file.mimetype === 'string' ? file.mimetype : 'application/octet-stream',
    size: Math.floor((text.length * 3) / 4) - (/=*$/.exec(text.slice(-2))?.[0].length ?? 0),
    body: decode(text),
  };
};

/** A multiple of four characters, so that every piece decodes by itself. */
const pieceCharacters = 4 * 16_384;

async function* decode(text: string): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < text.length; start += pieceCharacters) {
    yield Buffer.from(text.slice(start, start + pieceCharacters), 'base64');
  }
}
