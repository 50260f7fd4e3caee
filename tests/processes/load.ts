import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { errorCodes } from '@hirewire/contract';
import type { Member } from './fleet.ts';

/** What became of one request, after its retries. */
export type Outcome = { status: number; body: unknown; attempts: number };

export interface Call {
  method?: string;
  /** From `/v1` or `/hirewire` on. */
  path: string;
  body?: unknown;
}

export interface Client {
  /** Sends it until it has an answer that is no mere refusal for the time being. */
  call(call: Call): Promise<Outcome>;
  /** Attempts that ended without an answer or with a retryable error. */
  failures: string[];
  /** Ends what is under way, and sends nothing more. */
  close(): void;
  /** Requests that a process has not answered yet. */
  underWay(member: Member): number;
}

const maxAttempts = 200;

/**
 * A client as the documentation asks for: it repeats what got no answer or a retryable error, with
 * the same idempotency key, at whichever process is there. Anything else fails the test.
 */
export function createClient(
  headers: Record<string, string>,
  pick: () => Member | undefined,
  /** How long it waits for an answer. */
  patienceMs = 60_000,
): Client {
  const failures: string[] = [];
  const closed = new AbortController();
  const counts = new Map<Member, number>();
  const count = (member: Member, change: number): void =>
    void counts.set(member, (counts.get(member) ?? 0) + change);
  async function attempt(call: Call, key: string): Promise<Outcome | null> {
    const member = pick();
    if (member === undefined) return null;
    const { method = 'GET', path, body } = call;
    count(member, 1);
    try {
      const response = await fetch(new URL(path, member.apiUrl ?? ''), {
        method,
        headers: { ...headers, ...(method === 'POST' && { 'Idempotency-Key': key }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.any([closed.signal, AbortSignal.timeout(patienceMs)]),
      });
      const { status } = response;
      const answer = (await response.json()) as { error?: { code: string; message: string } };
      if (answer.error === undefined) return { status, body: answer, attempts: 0 };
      const { code, message } = answer.error;
      const isPassing = errorCodes[code as keyof typeof errorCodes]?.retryable === true;
      if (!isPassing && !response.headers.has('retry-after')) {
        // Whoever had sent it died: the one thing that no retry can mend, and it says so.
        assert.equal(code, 'PLATFORM.TASK_TIMED_OUT', `${method} ${path}: ${status} ${message}`);
        assert.match(message, /interrupted/);
        return { status, body: answer, attempts: 0 };
      }
      failures.push(`${method} ${path}: ${status} ${code}`);
      return null;
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      failures.push(`${method} ${path}: no answer`);
      return null;
    } finally {
      count(member, -1);
    }
  }
  return {
    failures,
    close: () => closed.abort(),
    underWay: (member) => counts.get(member) ?? 0,
    async call(call) {
      const key = randomUUID();
      for (let attempts = 1; attempts <= maxAttempts; attempts += 1) {
        const outcome = await attempt(call, key);
        if (outcome !== null) return { ...outcome, attempts };
        closed.signal.throwIfAborted();
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      return assert.fail(`${call.path} never had an answer: ${failures.at(-1)}`);
    },
  };
}
