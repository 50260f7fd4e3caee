import { delay } from '../kit/clock.ts';
import type { RateRule } from '../kit/rate-limiter.ts';
import type { AnswerCall, Route } from '../kit/route.ts';
import { VendorFailure } from '../kit/vendor-message.ts';

/** https://developers.smartrecruiters.com/docs/rate-limiting: 10 requests a second and endpoint. */
const requestsPerSecond = 10;
const listOfCandidates = /^GET \/candidates$/;

/**
 * A limit for each route, told in every answer. When it is not to be kept, it is one that nobody
 * reaches.
 */
export function rateRules(routes: readonly Route[], areEnforced: boolean): RateRule[] {
  return routes.map(({ method, path }) => ({
    requests: areEnforced ? requestsPerSecond : 1_000_000,
    windowMs: 1000,
    matching: new RegExp(`^${method} ${path.replaceAll(/:\w+/g, '[^/]+')}$`),
    // Whether the vendor says when to come again is unknown.
    hasRetryAfter: false,
    headers: ({ limit, remaining }, request) => {
      const atOnce = listOfCandidates.test(request) ? 1 : 8;
      return {
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-remaining': String(remaining),
        'x-ratelimit-concurrent-limit': String(atOnce),
        'x-ratelimit-concurrent-remaining': String(atOnce - 1),
      };
    },
  }));
}

/** How long a list takes, so that a second request can come too early. */
const workMs = 5;

/** Refuses a request that comes while another one is being answered, and until `held` ends. */
export function oneAtATime(answer: AnswerCall, held: () => Promise<void> | null): AnswerCall {
  let isBusy = false;
  return async (call) => {
    if (isBusy) {
      const message = 'Only one request for candidates at a time';
      throw new VendorFailure('rate_limit', message, { status: 429 });
    }
    isBusy = true;
    try {
      await (held() ?? delay(workMs));
      return await answer(call);
    } finally {
      isBusy = false;
    }
  };
}
