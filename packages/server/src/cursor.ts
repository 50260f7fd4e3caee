import { createHmac } from 'node:crypto';
import { inputInvalid } from '@hirewire/contract';
import { type SecretKeys, listKeys } from '@hirewire/engine';
import type { Position } from '@hirewire/store';

/** What a cursor is good for: one list of one integration with one set of filters. */
export interface CursorScope {
  operation: string;
  integrationId: string;
  /** The parsed query without `cursor` and `page_size`, which may change between pages. */
  filters: Readonly<Record<string, unknown>>;
}

export interface CursorCodec {
  /** Packs a position into the opaque text that the client sends back. */
  encode(scope: CursorScope, position: Position): string;
  /**
   * The position in a cursor.
   *
   * @throws ApiError PLATFORM.INPUT_INVALID for a cursor that was damaged, made up, or given out
   *   for another list, integration or set of filters
   */
  decode(scope: CursorScope, cursor: string): Position;
}

// Layout: 1 byte version, 12 bytes signature of all that follows, 8 bytes scope, JSON position.
const version = 1;
const signatureEnd = 1 + 12;
const scopeEnd = signatureEnd + 8;

/** Far above what a position needs, far below what could cost anything to look at. */
const maximumLength = 2048;

/**
 * Makes and reads cursors. They are signed with a key that all API processes share, so that a
 * position that reaches the database is always one that the database gave.
 */
export function createCursorCodec(secretKeys: SecretKeys): CursorCodec {
  const derived = new WeakMap<Buffer, Buffer>();
  const listSigners = (): Signer[] =>
    listKeys(secretKeys).map((secretKey) => {
      const known = derived.get(secretKey);
      const key = known ?? createHmac('sha256', secretKey).update('cursor').digest();
      if (known === undefined) derived.set(secretKey, key);
      return (content) => createHmac('sha256', key).update(content).digest();
    });

  return {
    encode(scope, position) {
      const [sign] = listSigners() as [Signer];
      return seal(sign, scope, Buffer.from(JSON.stringify(position))).toString('base64url');
    },
    decode(scope, cursor) {
      const bytes = Buffer.from(cursor.slice(0, maximumLength), 'base64url');
      const position = bytes.subarray(scopeEnd);
      const content = bytes.subarray(signatureEnd);
      const sign = listSigners().find((one) =>
        bytes.subarray(1, signatureEnd).equals(one(content).subarray(0, signatureEnd - 1)),
      );
      // Decoding skips what is not base64url; encoding again shows whether it had to.
      const isWhole = bytes.toString('base64url') === cursor && bytes[0] === version;
      if (sign === undefined || !isWhole) {
        throw inputInvalid(
          'Query parameter `cursor` is not one that this API gave out. Send `data.next` of the ' +
            'previous page unchanged, or start again without it.',
        );
      }
      if (!seal(sign, scope, position).equals(bytes)) {
        throw inputInvalid(
          'Query parameter `cursor` belongs to another endpoint, integration or set of filters. ' +
            'Repeat all parameters of the first page; only `page_size` may change.',
        );
      }
      return JSON.parse(position.toString()) as Position;
    },
  };
}

type Signer = (content: string | Buffer) => Buffer;

function seal(sign: Signer, scope: CursorScope, position: Buffer): Buffer {
  const content = Buffer.concat([
    sign(canonical(scope)).subarray(0, scopeEnd - signatureEnd),
    position,
  ]);
  return Buffer.concat([Buffer.of(version), sign(content).subarray(0, signatureEnd - 1), content]);
}

const byText = (one: string, other: string): number => (one < other ? -1 : 1);

/** The same text for the same filters, in whatever order they and their list entries came. */
function canonical({ operation, integrationId, filters }: CursorScope): string {
  const entries = Object.entries(filters)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [
      name,
      Array.isArray(value) ? [...new Set(value)].toSorted(byText) : value,
    ])
    .toSorted(([one], [other]) => byText(String(one), String(other)));
  return JSON.stringify([operation, integrationId, entries]);
}
