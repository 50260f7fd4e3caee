import { authenticationHeader, authenticationSecrets } from './authentication.ts';
import { createLocalTokenStore } from './local-token-store.ts';
import type { Outcome } from '../http/read-answer.ts';
import { toProof } from '../http/remote-target.ts';
import type { Host, Proof, Target } from '../http/remote-target.ts';
import { RemoteError } from '../http/remote.ts';
import type { RemoteRequest, RemoteResponse, TokenRequest } from '../http/remote.ts';
import { retryDelay } from '../http/retry-delay.ts';
import type { AccessToken } from './token.ts';

/** Proves to one host who is asking. */
export interface Prover {
  /** Of the header that it sets; null where requests carry no credentials. */
  headerName: string | null;
  /** @throws RemoteError where there is no token to be had */
  prove(): Promise<Proof | null>;
  /** Another proof in place of one that was refused; null where there is none. */
  replace(refused: Proof | null): Promise<Proof | null>;
  /** Notes that the replacement was refused as well: the token is not what is wrong. */
  giveUp(refused: Proof): void;
}

/** Sends a request for a token, once. */
export type Ask = (request: RemoteRequest, number: number) => Promise<Outcome<RemoteResponse>>;

const assumedLifeMs = 3_600_000;
/** Clocks differ, and a request takes its time. */
const renewEarlyMs = 60_000;
/** With the time-out of a request, these keep a renewal well within the lease of its process. */
const maxAttempts = 2;
const maxPauseMs = 5000;

export function createProver(target: Target<unknown>, host: Host, ask: Ask): Prover {
  const { authentication } = host;
  if (authentication?.type === 'token') return createTokenProver(target, authentication, ask);
  const proof = authentication === null ? null : toProof(authentication);
  return {
    headerName: proof?.name ?? null,
    prove: async () => proof,
    replace: async () => null,
    giveUp: () => undefined,
  };
}

function createTokenProver(target: Target<unknown>, request: TokenRequest, ask: Ask): Prover {
  const { clock, log, signal, tokens = createLocalTokenStore() } = target;
  let current: AccessToken | null = null;
  /** Minted because another was refused, and refused as well. */
  let useless: string | null = null;
  const now = (): number => clock.now().getTime();
  const isFresh = ({ renewAt }: AccessToken): boolean => now() < renewAt;
  const mint = (kept: AccessToken | null) => mintToken(target, { request, ask, kept });
  const proofOf = ({ token }: AccessToken): Proof => {
    const proof = toProof(request.prove(token));
    addSecrets(target, authenticationSecrets(request.prove(token)));
    return proof;
  };

  async function renew(kept: AccessToken | null): Promise<AccessToken> {
    try {
      return await tokens.renew({ isUsable: isFresh, mint }, signal);
    } catch (error) {
      // It was to be renewed early, and is good until it expires.
      if (kept === null || now() >= kept.expiresAt || !(error instanceof RemoteError)) throw error;
      log.warn(
        { event: 'remote.token.renewal.failed', kind: error.kind },
        `Renewing the access token failed; the old one is used until it expires: ${error.message}`,
      );
      return { ...kept, renewAt: kept.expiresAt };
    }
  }

  return {
    headerName: authenticationHeader(request.prove('')).name,
    async prove() {
      if (current === null || !isFresh(current)) {
        const kept = await tokens.find();
        current = kept !== null && isFresh(kept) ? kept : await renew(kept);
      }
      return proofOf(current);
    },
    async replace(refused) {
      const isRefused = (token: AccessToken): boolean => proofOf(token).value === refused?.value;
      if (current !== null && !isRefused(current)) return proofOf(current);
      if (current?.token === useless) return null;
      const isUsable = (token: AccessToken): boolean => isFresh(token) && !isRefused(token);
      current = await tokens.renew({ isUsable, mint }, signal);
      return proofOf(current);
    },
    giveUp({ value }) {
      if (current !== null && proofOf(current).value === value) useless = current.token;
    },
  };
}

interface Minting {
  request: TokenRequest;
  ask: Ask;
  kept: AccessToken | null;
}

/**
 * Asks for a token, and a second time if no answer came or the tool was away. That does no harm with
 * a refresh token that works once, either: if its answer was lost, so was the next refresh token, and
 * many tools answer a repetition for a while.
 */
async function mintToken(
  target: Target<unknown>,
  { request, ask, kept }: Minting,
): Promise<AccessToken> {
  const { clock } = target;
  const refreshToken = kept?.refreshToken ?? null;
  if (refreshToken !== null) addSecrets(target, [refreshToken]);
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await ask(request.request(refreshToken, clock.now()), attempt);
    if (outcome.error === null) return toAccessToken(outcome.answer, { request, kept, target });
    const { error } = outcome;
    const waitMs = retryDelay({ error, attempt, canBeRepeated: true });
    if (attempt >= maxAttempts || waitMs === null || waitMs > maxPauseMs) throw error;
    target.log.debug(
      { event: 'remote.request.retried', kind: error.kind, status: error.status, attempt, waitMs },
      `Retrying in ${waitMs / 1000} s: ${error.message}`,
    );
    // Not to be aborted: once a refresh token was sent, its answer has to be kept.
    await clock.sleep(waitMs);
  }
}

function toAccessToken(
  { status, body }: RemoteResponse,
  { request, kept, target }: Omit<Minting, 'ask'> & { target: Target<unknown> },
): AccessToken {
  const now = target.clock.now();
  try {
    const given = request.read(body, now);
    const expiresAt = given.expiresAt?.getTime() ?? now.getTime() + assumedLifeMs;
    const lifeMs = Math.max(0, expiresAt - now.getTime());
    const refreshToken = given.refreshToken ?? kept?.refreshToken ?? null;
    const renewAt = expiresAt - Math.min(renewEarlyMs, lifeMs / 2);
    return { token: given.token, refreshToken, renewAt, expiresAt };
  } catch {
    // What was thrown may quote the answer.
    throw new RemoteError({
      kind: 'unavailable',
      message: `${target.label} answered a request for an access token with something else. Try again later.`,
      status,
    });
  }
}

function addSecrets({ secrets }: Pick<Target<unknown>, 'secrets'>, texts: string[]): void {
  for (const text of texts) if (!secrets.includes(text)) secrets.push(text);
}
