/** A budget of requests that all processes share for one integration. */
export interface RequestLimit extends Pace {
  /** Requests under way at once. */
  concurrency: number;
  /**
   * Models that a sync reads at once, at most. Two by default: the answers of one take their time, so
   * that two hide most of it, and each more holds pages in memory. A vendor that counts each endpoint by
   * itself is used to the full only by as many as it takes to reach the general limit.
   */
  concurrentModels?: number;
  /** Routes that have a smaller budget of their own, beside this one of all requests. */
  routes?: readonly RouteLimit[];
}

/** See `RequestLimit.concurrentModels`. */
export const defaultConcurrentModels = 2;

/** How fast requests may follow each other. */
export interface Pace {
  /** Requests in a window … */
  requests: number;
  /** … of so many milliseconds. */
  windowMs: number;
  /** Where the vendor says so (a link), or why we chose it. */
  source: string;
}

/** @example { name: 'apply', route: /^POST \/postings\/[^/]+\/apply$/, requests: 2, … } */
export interface RouteLimit extends Pace {
  /** Names the budget to other processes; the declaration has it once. */
  name: string;
  /** Matches method and path, without the base address and the query: `POST /postings/7/apply`. */
  route: RegExp;
  /** Requests under way at once, over all processes; default: as many as of all routes. */
  concurrency?: number;
  /** The vendor counts its general limit so: `requests_per_second` changes it in proportion. */
  isGeneral?: true;
}
