import { createHash } from 'node:crypto';
import { AshbyFailure } from './envelope.ts';

/** The codes are Ashby's: https://developers.ashbyhq.com/changelog/2026-08-04-actionable-pagination-error-messages */
const words = {
  cursor: { invalid: 'invalid_next_cursor', expired: 'next_cursor_expired' },
  sync: { invalid: 'sync_token_invalid', expired: 'sync_token_expired' },
} as const;

export type TokenKind = keyof typeof words;

/** What a token points to. */
export interface TokenContent {
  position: number;
  /** How many pages of this run came before. */
  pages: number;
}

/** Makes and reads the opaque tokens; each is bound to one query and one generation. */
export class Tokens {
  readonly #secret: string;
  readonly #generation = { cursor: 0, sync: 0 };
  #isLooping = false;

  constructor(secret: string) {
    this.#secret = secret;
  }

  /** From now on every token of this kind that was given out is refused as expired. */
  expire(kind: TokenKind): void {
    this.#generation[kind] += 1;
  }

  /** Every cursor from now on leads to the first page. */
  loopCursors(): void {
    this.#isLooping = true;
  }

  issue(kind: TokenKind, query: string, content: TokenContent): string {
    const { pages } = content;
    const position = this.#isLooping && kind === 'cursor' ? 0 : content.position;
    return this.#encode(kind, query, [position, pages, this.#generation[kind]].join('.'));
  }

  /** The content of a token that was issued for the same query; throws Ashby's error otherwise. */
  read(kind: TokenKind, query: string, token: string): TokenContent {
    const parts = Buffer.from(token, 'base64url').toString('utf8').split('.').slice(0, 3);
    if (token !== this.#encode(kind, query, parts.join('.'))) {
      throw new AshbyFailure(words[kind].invalid, 'The token cannot be decoded for this request');
    }
    const [position = 0, pages = 0, generation] = parts.map(Number);
    if (generation !== this.#generation[kind]) {
      throw new AshbyFailure(words[kind].expired, 'The token has expired: start a full sync');
    }
    return { position, pages };
  }

  #encode(kind: TokenKind, query: string, content: string): string {
    const signed = JSON.stringify([this.#secret, kind, query, content]);
    const signature = createHash('sha256').update(signed).digest('hex').slice(0, 12);
    return Buffer.from(`${content}.${signature}`).toString('base64url');
  }
}
