import { createLocalTokenStore } from '../auth/local-token-store.ts';
import { createProver } from '../auth/prover.ts';
import type { Ask, Prover } from '../auth/prover.ts';
import type { Outcome } from './read-answer.ts';
import { hostOf, prepareTarget, toProof } from './remote-target.ts';
import type { Host, Proof, RemoteClientOptions, Target } from './remote-target.ts';
import type { ErrorRow, RemoteRequest } from './remote.ts';
import { send, sendWithinLimit, toAttempt } from './send-request.ts';
import type { Attempt, Told } from './send-request.ts';

const tokenTimeoutMs = 15_000;

/** An endpoint for tokens refuses credentials with several statuses (RFC 6749, 5.2). */
const tokenErrors: readonly ErrorRow[] = [
  { status: 408, kind: 'unavailable' },
  { status: 429, kind: 'rate-limited' },
  { status: 4, kind: 'authentication' },
  { status: 5, kind: 'unavailable' },
];

/** A target, and how requests are sent to it with a proof of who is asking. */
export interface Sender<Credentials> {
  target: Target<Credentials>;
  /** Where a request goes, and in whose name. */
  hostFor: (request: Pick<RemoteRequest, 'host' | 'actAs'>) => Host;
  /** The header that proves who is asking; null where none does. */
  proofHeader: (host: Host) => string | null;
  /**
   * Does something with a proof, and again with a new token if the host takes one and has refused
   * this one.
   * @throws RemoteError where there is no token to be had
   */
  withProof: <Result>(
    host: Host,
    send: (proof: Proof | null) => Promise<Result>,
    isRefused: (result: Result) => boolean,
  ) => Promise<Result>;
  /**
   * Sends a request within the limit, and again with a new token if its host takes one and has
   * refused this one: a refusal leaves nothing done.
   * @throws RemoteError where there is no token to be had
   */
  sendProven: <Answer extends Told>(
    attempt: Attempt<Answer>,
    to: { host: Host; isRefused: (outcome: Outcome<Answer>) => boolean },
  ) => Promise<Outcome<Answer>>;
}

/** @throws as `createRemoteClient` */
export function openSender<Credentials>(
  options: RemoteClientOptions<Credentials>,
): Sender<Credentials> {
  const target = prepareTarget(options);
  const ask = askFor(target);
  const hosts = [target.main, ...target.others.values()];
  const provers = new Map(hosts.map((host) => [host, createProver(target, host, ask)]));
  const proverOf = (host: Host): Prover => provers.get(host) ?? createProver(target, host, ask);
  const actors = new Map<string, Host>();
  const sender: Sender<Credentials> = {
    target,
    hostFor({ host, actAs = null }) {
      if (actAs === null) return hostOf(target, host);
      const actor = actors.get(actAs) ?? actorOf(target, actAs);
      actors.set(actAs, actor);
      // The token of the credentials is for everybody; this one is for this client's requests.
      const own = { ...target, tokens: createLocalTokenStore() };
      if (!provers.has(actor)) provers.set(actor, createProver(own, actor, ask));
      return actor;
    },
    proofHeader: (host) => proverOf(host).headerName,
    async withProof(host, sendWith, isRefused) {
      const prover = proverOf(host);
      const proof = await prover.prove();
      const first = await sendWith(proof);
      if (!isRefused(first)) return first;
      const other = await prover.replace(proof);
      if (other === null) return first;
      const second = await sendWith(other);
      if (isRefused(second)) prover.giveUp(other);
      return second;
    },
    sendProven: (attempt, { host, isRefused }) =>
      sender.withProof(
        host,
        (proof) => sendWithinLimit(target, addProof(attempt, proof)),
        isRefused,
      ),
  };
  return sender;
}

function actorOf<Credentials>(
  { main, declaration, credentials }: Target<Credentials>,
  user: string,
): Host {
  const authentication = declaration.authenticateAs?.(credentials, user);
  if (authentication === undefined) throw new Error('The connector declares no `authenticateAs`.');
  return { ...main, authentication };
}

function addProof<Answer>(attempt: Attempt<Answer>, proof: Proof | null): Attempt<Answer> {
  if (proof === null) return attempt;
  const headers = new Headers(attempt.headers);
  headers.set(proof.name, proof.value);
  return { ...attempt, headers };
}

/**
 * Asks for tokens. Outside of the limit, as no other request can go before it, and never aborted
 * with the work that needed it: an answer that arrives after that would lose a refresh token.
 */
function askFor<Credentials>(target: Target<Credentials>): Ask {
  const { signal } = new AbortController();
  const declaration = { ...target.declaration, errors: tokenErrors, readError: () => null };
  const steady: Target<Credentials> = { ...target, declaration, signal };
  return (request, number) => {
    const host = hostOf(target, request.host);
    const { authentication } = host;
    if (authentication?.type === 'token') {
      throw new Error('A token must be asked for at a host that needs none; see `hosts`.');
    }
    const proof = authentication === null ? null : toProof(authentication);
    const attempt = addProof({ ...toAttempt(steady, request), number }, proof);
    const timeoutMs = Math.min(tokenTimeoutMs, attempt.timeoutMs);
    return send(steady, {
      ...attempt,
      timeoutMs,
      isIdempotent: true,
      isConfidential: true,
    });
  };
}
