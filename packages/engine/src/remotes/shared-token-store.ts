import { randomUUID } from 'node:crypto';
import { RemoteError } from '@hirewire/connector-kit';
import type { AccessToken, Clock, TokenRenewal, TokenStore } from '@hirewire/connector-kit';
import type { Database, TokenLease } from '@hirewire/store';
import {
  acquireTokenLease,
  findSealedCredentials,
  findSealedToken,
  releaseTokenLease,
  saveToken,
  tokenLeaseSeconds,
} from '@hirewire/store';
import type { SecretKeys } from '../integrations/sealing.ts';
import { seal, unseal } from '../integrations/sealing.ts';

interface TokenEnvironment {
  database: Database;
  secretKeys: SecretKeys;
  clock: Clock;
}

/** Between two looks whether another process has renewed the token. */
const pollMs = 200;
/** Longer than the lease of a process that has died. */
const maxPolls = (tokenLeaseSeconds * 1000 * 1.2) / pollMs;

/** Pauses between tries to keep a token while the database is away. */
const savePausesMs = [0, 250, 1000, 4000, 10_000, 10_000];

/**
 * Keeps an integration's access token sealed in the database. Of all processes, the one with the
 * lease renews it; the others wait for its token.
 *
 * A refresh token may work once, so an answer is kept before it is used, and the work that needed it
 * cannot abort the renewal. If the process dies between answer and commit, the answer is lost. Then
 * another process repeats the renewal with the refresh token that is kept, once the lease has
 * expired: many tools answer it again for a while. Until the old access token expires, it is used.
 * If the tool refuses the repetition, only the customer can connect the integration again.
 */
export function createSharedTokenStore(
  environment: TokenEnvironment,
  of: Omit<TokenLease, 'lease'>,
): TokenStore {
  const { database, clock } = environment;
  const { integrationId } = of;
  let { sealedCredentials } = of;

  /** Whether the credentials are the same, and were only sealed with another key. */
  async function findResealed(): Promise<boolean> {
    const now = await findSealedCredentials(database, integrationId);
    if (now === null) return false;
    const [one, other] = [sealedCredentials, now].map((sealed) => {
      return unseal(environment.secretKeys, integrationId, sealed);
    });
    sealedCredentials = now;
    return one === other;
  }

  async function find(): Promise<AccessToken | null> {
    const sealed = await findSealedToken(database, integrationId);
    return sealed && unsealToken(environment.secretKeys, integrationId, sealed);
  }

  async function renewWithLease(
    { isUsable, mint }: TokenRenewal,
    lease: TokenLease,
    { sealed, version }: { sealed: Buffer | null; version: string },
  ): Promise<AccessToken> {
    try {
      const kept = sealed && unsealToken(environment.secretKeys, integrationId, sealed);
      if (kept !== null && isUsable(kept)) return kept;
      const minted = await mint(kept);
      const isKept = await save(environment, { integrationId, version, token: minted });
      return isKept ? minted : ((await find()) ?? minted);
    } finally {
      // Without a database it expires.
      await releaseTokenLease(database, lease).catch(() => undefined);
    }
  }

  return {
    find,
    async renew(renewal, signal) {
      for (let polls = 0; polls < maxPolls; polls += 1) {
        const lease = { integrationId, sealedCredentials, lease: randomUUID() };
        const acquired = await acquireTokenLease(database, lease);
        if (typeof acquired === 'object') return renewWithLease(renewal, lease, acquired);
        if (acquired === 'leased') await clock.sleep(pollMs, signal);
        const kept = await find();
        if (kept !== null && renewal.isUsable(kept)) return kept;
        if (acquired === 'replaced' && !(await findResealed())) {
          throw away('The credentials were replaced meanwhile.');
        }
      }
      throw away('Another process has been renewing the access token for too long.');
    },
  };
}

/** What cannot be kept now may be lost for ever: tries for a while. */
async function save(
  { database, clock, secretKeys }: TokenEnvironment,
  { token, ...credentials }: { integrationId: string; version: string; token: AccessToken },
): Promise<boolean> {
  let failure: unknown;
  for (const pauseMs of savePausesMs) {
    if (pauseMs > 0) await clock.sleep(pauseMs);
    try {
      // Each time, as the key may have been replaced meanwhile.
      const sealed = sealToken(secretKeys, credentials.integrationId, token);
      return await saveToken(database, { ...credentials, sealed });
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

const away = (message: string): RemoteError =>
  new RemoteError({ kind: 'unavailable', message: `${message} Try again.`, status: null });

/** Another one than of the credentials: what is sealed as one does not open as the other. */
export const tokenContext = (integrationId: string): string => `${integrationId} (access token)`;

export function sealToken(keys: SecretKeys, integrationId: string, token: AccessToken): Buffer {
  return seal(keys, tokenContext(integrationId), JSON.stringify(token));
}

export function unsealToken(keys: SecretKeys, integrationId: string, sealed: Buffer): AccessToken {
  return JSON.parse(unseal(keys, tokenContext(integrationId), sealed)) as AccessToken;
}
