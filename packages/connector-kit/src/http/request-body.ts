import { randomUUID } from 'node:crypto';
import type { OutgoingBody } from './outgoing-guard.ts';
import type { FormPart, StreamedBody, UrlEncoded } from './request-parts.ts';

/** The body of one attempt, and how to show it to people. */
export interface EncodedBody {
  contentType: string | null;
  /** Made anew for every attempt: a stream can be sent only once. */
  open(): OutgoingBody;
  /** What an interaction keeps of it: JSON as it is, files as a sentence. */
  shown: unknown;
}

interface Content {
  json?: unknown;
  urlEncoded?: UrlEncoded | undefined;
  form?: readonly FormPart[] | undefined;
  body?: StreamedBody | undefined;
}

export function encodeBody({ json, urlEncoded, form, body }: Content): EncodedBody {
  if (form !== undefined) return encodeForm(form);
  if (urlEncoded !== undefined) return encodeFields(urlEncoded);
  if (body !== undefined) {
    const { contentType, size } = body;
    const open = (): OutgoingBody => ({ size, stream: body.chunks() });
    return { contentType, open, shown: `[${size} bytes of ${contentType}]` };
  }
  if (json === undefined) return { contentType: null, open: () => null, shown: null };
  const text = JSON.stringify(json);
  return { contentType: 'application/json', open: () => text, shown: json };
}

/** https://url.spec.whatwg.org/#application/x-www-form-urlencoded */
function encodeFields(fields: UrlEncoded): EncodedBody {
  const given = Object.entries(fields).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  );
  const text = new URLSearchParams(given).toString();
  return {
    contentType: 'application/x-www-form-urlencoded',
    open: () => text,
    shown: Object.fromEntries(given),
  };
}

/** https://www.rfc-editor.org/rfc/rfc7578, written piece by piece: no file is copied. */
function encodeForm(parts: readonly FormPart[]): EncodedBody {
  const boundary = `hirewire-${randomUUID()}`;
  const heads = parts.map((part) => Buffer.from(headOf(part, boundary)));
  const end = Buffer.from(`--${boundary}--\r\n`);
  const lineEnd = Buffer.from('\r\n');
  const sizes = parts.map(({ value }) =>
    typeof value === 'string' ? Buffer.byteLength(value) : value.size,
  );
  const size = [...heads.map(({ length }) => length), ...sizes].reduce(
    (sum, length) => sum + length,
    end.length + parts.length * lineEnd.length,
  );
  function* pieces(): Generator<Uint8Array> {
    for (const [index, { value }] of parts.entries()) {
      yield heads[index] ?? end;
      if (typeof value === 'string') yield Buffer.from(value);
      else yield* value.chunks();
      yield lineEnd;
    }
    yield end;
  }
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    open: () => ({ size, stream: pieces() }),
    shown: shownParts(parts),
  };
}

function headOf({ name, value }: FormPart, boundary: string): string {
  const start = `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"`;
  if (typeof value === 'string') return `${start}\r\n\r\n`;
  return `${start}; filename="${quoted(value.name)}"\r\nContent-Type: ${value.contentType}\r\n\r\n`;
}

/** As browsers do: https://html.spec.whatwg.org/#multipart-form-data */
function quoted(text: string): string {
  return text.replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22');
}

/** A name may be there several times, once for each value. */
function shownParts(parts: readonly FormPart[]): Record<string, string | string[]> {
  const byName = Map.groupBy(parts, ({ name }) => name);
  const shown = [...byName].map(([name, own]): [string, string | string[]] => {
    const [first = '', ...others] = own.map(({ value }) => shownValue(value));
    return [name, others.length === 0 ? first : [first, ...others]];
  });
  return Object.fromEntries(shown);
}

function shownValue(value: FormPart['value']): string {
  return typeof value === 'string' ? value : `[file ${value.name}, ${value.size} bytes]`;
}
