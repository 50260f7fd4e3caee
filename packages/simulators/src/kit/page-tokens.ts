import { createHash } from 'node:crypto';
import { VendorFailure } from './vendor-message.ts';

/** Makes the vendor's refusal of a token that cannot be read or has expired. */
export type RefuseToken<Kind extends string> = (kind: Kind, isExpired: boolean) => VendorFailure;

/**
 * Makes and reads opaque tokens. Each is bound to a query, so that a token of other filters is
 * refused, and to a generation, so that all tokens of a kind can be made to expire.
 */
export class PageTokens<Kind extends string = 'page'> {
  readonly #secret: string;
  readonly #refuse: RefuseToken<Kind>;
  readonly #generations = new Map<Kind, number>();
  /** Of the kinds that go round: the content of the first token of each query. */
  readonly #loops = new Map<Kind, Map<string, string>>();

  constructor(secret: string, refuse: RefuseToken<Kind> = refuseToken) {
    this.#secret = secret;
    this.#refuse = refuse;
  }

  /** From now on every token of this kind that was given out is refused as expired. */
  expire(kind: Kind): void {
    this.#generations.set(kind, this.#generationOf(kind) + 1);
  }

  /** From now on each query is given the same token of this kind again and again. */
  loop(kind: Kind): void {
    this.#loops.set(kind, new Map());
  }

  issue(kind: Kind, query: string, asked: string): string {
    const loop = this.#loops.get(kind);
    const content = loop?.get(query) ?? asked;
    loop?.set(query, content);
    return this.#encode(kind, query, `${content}.${this.#generationOf(kind)}`);
  }

  /** The content of a token that was issued for the same query; throws the vendor's refusal else. */
  read(kind: Kind, query: string, token: string): string {
    const decoded = Buffer.from(token, 'base64url').toString('utf8');
    const signed = decoded.slice(0, Math.max(0, decoded.lastIndexOf('.')));
    if (token !== this.#encode(kind, query, signed)) throw this.#refuse(kind, false);
    const end = signed.lastIndexOf('.');
    if (Number(signed.slice(end + 1)) !== this.#generationOf(kind)) throw this.#refuse(kind, true);
    return signed.slice(0, end);
  }

  #generationOf(kind: Kind): number {
    return this.#generations.get(kind) ?? 0;
  }

  #encode(kind: Kind, query: string, content: string): string {
    const signed = JSON.stringify([this.#secret, kind, query, content]);
    const signature = createHash('sha256').update(signed).digest('hex').slice(0, 12);
    return Buffer.from(`${content}.${signature}`).toString('base64url');
  }
}

/** What a token is bound to: a name, and parameters in any order. */
export function queryOf(name: string, parameters: Record<string, unknown>): string {
  const entries = Object.entries(parameters).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([name, entries]);
}

function refuseToken(kind: string, isExpired: boolean): VendorFailure {
  return isExpired
    ? new VendorFailure('expired_page_token', `The ${kind} token has expired`)
    : new VendorFailure('invalid_page_token', `The ${kind} token is not one of this request`);
}
