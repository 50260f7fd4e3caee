import type { VendorAnswer } from './vendor-message.ts';

/**
 * What can go wrong on the way to a vendor.
 *
 * - `timeout`: the vendor acts on the request but never answers, until the simulator closes
 * - `reset`: the vendor acts on the request, then the socket is destroyed
 * - `cut-json`, `empty-body`: the answer arrives damaged, after the vendor acted
 * - `500-after-acting`, `502-html-after-acting`: the answer is an error, after the vendor acted
 * - `slow`: the right answer, late by `delayMs`
 * - the others replace the answer, and the vendor never sees the request
 */
export type FaultKind =
  | 'timeout'
  | 'reset'
  | '429'
  | '429-without-retry-after'
  | '500'
  | '502-html'
  | '500-after-acting'
  | '502-html-after-acting'
  | 'cut-json'
  | 'empty-body'
  | '401'
  | 'redirect-private'
  | 'slow';

export interface Fault {
  kind: FaultKind;
  /** How many matching requests pass untouched first; default 0. */
  afterRequests?: number;
  /** How many matching requests fail then; default 1. */
  times?: number;
  /** Part of the path, a pattern for it, or a test of the request; default: every request. */
  matching?: string | RegExp | ((request: FaultTarget) => boolean);
  /** Only for `timeout`: called when the vendor has acted, and will not answer. */
  onSilence?: () => void;
  /** Only for `slow`: milliseconds, default 100. */
  delayMs?: number;
}

export interface FaultTarget {
  method: string;
  path: string;
  /** Without the question mark; empty without a query. */
  query: string;
  body: unknown;
}

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
}

interface PlannedFault {
  fault: Fault;
  passing: number;
  failing: number;
}

/** Faults in the order they were added; each counts only the requests that match it. */
export class FaultPlan implements Faults {
  #planned: PlannedFault[] = [];

  add(fault: Fault): void {
    const { afterRequests = 0, times = 1 } = fault;
    this.#planned.push({ fault, passing: afterRequests, failing: times });
  }

  clear(): void {
    this.#planned = [];
  }

  /** The fault that this request meets, or null. Every matching fault counts the request. */
  take(target: FaultTarget): Fault | null {
    let met: Fault | null = null;
    for (const planned of this.#planned) {
      if (!isMatching(planned.fault, target)) continue;
      if (planned.passing > 0) {
        planned.passing -= 1;
      } else if (met === null && planned.failing > 0) {
        planned.failing -= 1;
        met = planned.fault;
      }
    }
    return met;
  }
}

function isMatching({ matching }: Fault, target: FaultTarget): boolean {
  if (matching === undefined) return true;
  if (typeof matching === 'string') return target.path.includes(matching);
  if (matching instanceof RegExp) return matching.test(target.path);
  return matching(target);
}

/** The vendor's own answer of an error status, so that a fault looks like that vendor. */
export type ErrorAnswer = (status: number) => VendorAnswer;

const actingFirst: readonly FaultKind[] = ['500-after-acting', '502-html-after-acting'];

/** The answer to a request that meets a fault. */
export async function answerUnder(
  fault: Fault | null,
  answer: () => VendorAnswer | Promise<VendorAnswer>,
  errorAnswer: ErrorAnswer,
): Promise<VendorAnswer> {
  if (fault === null) return answer();
  const replacement = replacementAnswer(fault.kind, errorAnswer);
  if (replacement !== null && !actingFirst.includes(fault.kind)) return replacement;
  const own = await answer();
  return replacement ?? damagedAnswer(fault.kind, own);
}

/** What comes in place of the vendor's own answer; null for the kinds that leave or damage it. */
function replacementAnswer(kind: FaultKind, errorAnswer: ErrorAnswer): VendorAnswer | null {
  switch (kind) {
    case '429': {
      const { headers, ...answer } = errorAnswer(429);
      return { ...answer, headers: { ...headers, 'retry-after': '1' } };
    }
    case '429-without-retry-after':
      return errorAnswer(429);
    case '500':
    case '500-after-acting':
      return errorAnswer(500);
    case '401':
      return errorAnswer(401);
    case '502-html':
    case '502-html-after-acting':
      return {
        status: 502,
        headers: { 'content-type': 'text/html' },
        body: '<html><head><title>502 Bad Gateway</title></head><body>Bad Gateway</body></html>',
      };
    case 'redirect-private':
      // The link-local address of cloud metadata services: following it would leak credentials.
      return { status: 302, headers: { location: 'http://169.254.169.254/' }, body: '' };
    default:
      return null;
  }
}

/** Damages the vendor's true answer where the fault asks for that. */
function damagedAnswer(kind: FaultKind, answer: VendorAnswer): VendorAnswer {
  if (kind === 'empty-body') return { ...answer, body: '' };
  if (kind !== 'cut-json') return answer;
  return { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) };
}
