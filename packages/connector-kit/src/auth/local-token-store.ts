import type { AccessToken, TokenStore } from './token.ts';

/**
 * Keeps a token in this process alone: for tests, and for the check of credentials that belong to no
 * integration yet, whose token is then stored with them.
 */
export function createLocalTokenStore(
  initial: AccessToken | null = null,
): TokenStore & { readonly kept: AccessToken | null } {
  let kept = initial;
  let turn: Promise<unknown> = Promise.resolve();
  return {
    get kept() {
      return kept;
    },
    find: async () => kept,
    renew({ isUsable, mint }) {
      const renewal = turn.then(async () => {
        if (kept === null || !isUsable(kept)) kept = await mint(kept);
        return kept;
      });
      turn = renewal.catch(() => undefined);
      return renewal;
    },
  };
}
