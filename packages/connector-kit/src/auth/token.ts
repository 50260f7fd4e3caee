/** A token as it is kept; times in milliseconds since 1970. */
export interface AccessToken {
  token: string;
  refreshToken: string | null;
  renewAt: number;
  expiresAt: number;
}

/** Keeps the token of an integration; the engine supplies one that all processes share. */
export interface TokenStore {
  find(): Promise<AccessToken | null>;
  /**
   * Gives the kept token if it is usable, else a new one, which is kept before anybody uses it. Only
   * one renewal is under way at a time. The signal ends the wait for another one; what was asked for
   * is kept in any case.
   */
  renew(renewal: TokenRenewal, signal: AbortSignal): Promise<AccessToken>;
}

export interface TokenRenewal {
  isUsable: (kept: AccessToken) => boolean;
  mint: (kept: AccessToken | null) => Promise<AccessToken>;
}
