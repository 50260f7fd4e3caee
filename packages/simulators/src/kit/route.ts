import type { VendorRequest } from './vendor-message.ts';

/** What credentials may do. */
export interface Grant {
  scopes: readonly string[] | 'all';
  /** Who acts, where the vendor's credentials say so. */
  actor?: string;
}

/** A request that a route answers. */
export interface Call extends VendorRequest {
  /** The parts of the path that the pattern names. */
  params: Readonly<Record<string, string>>;
  grant: Grant;
  /** The address that the client called, for links that lead back here. */
  origin: string;
  /** Arrival, in epoch milliseconds of the simulator's clock. */
  at: number;
}

/** Returns JSON for status 200, or a complete `Answer`. */
export type AnswerCall = (call: Call) => unknown;

export interface Route {
  method: string;
  /** `/jobs/:id`: a segment with a colon takes any text. */
  path: string;
  /** The permission that the credentials need; null for none. */
  scope: string | null;
  /** Whether the route asks for no credentials and counts against no limit. */
  isOpen: boolean;
  /** Whether it may change what a state file keeps. */
  isWrite: boolean;
  answer: AnswerCall;
}

/** `route('PUT /opportunities/:id/stage', 'opportunities:write', (call) => …)`, below the base path. */
export function route(
  pattern: string,
  scope: string | null,
  answer: AnswerCall,
  isWrite = !pattern.startsWith('GET '),
): Route {
  const [method = '', path = ''] = pattern.split(' ');
  return { method, path, scope, isOpen: false, isWrite, answer };
}

/** A route that needs no credentials: token endpoints, storages, feeds. Its path is a whole one. */
export function openRoute(pattern: string, answer: AnswerCall): Route {
  return { ...route(pattern, null, answer), isOpen: true };
}

export interface FoundRoute {
  route: Route;
  params: Record<string, string>;
}

/** Finds routes by method and path. A path without parameters wins over one with some. */
export class RouteTable {
  readonly #plain = new Map<string, Route>();
  readonly #patterns: { route: Route; segments: string[] }[] = [];

  constructor(routes: readonly Route[]) {
    for (const one of routes) {
      if (!one.path.includes(':')) this.#plain.set(`${one.method} ${one.path}`, one);
      else this.#patterns.push({ route: one, segments: one.path.split('/') });
    }
  }

  find(method: string, path: string): FoundRoute | null {
    const plain = this.#plain.get(`${method} ${path}`);
    if (plain !== undefined) return { route: plain, params: {} };
    const given = path.split('/');
    for (const { route: candidate, segments } of this.#patterns) {
      const params = candidate.method === method ? paramsOf(segments, given) : null;
      if (params !== null) return { route: candidate, params };
    }
    return null;
  }

  /** The methods that this path has. */
  methodsOf(path: string): string[] {
    const all = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
    return all.filter((method) => this.find(method, path) !== null);
  }
}

/** Null where the path does not match, or a parameter cannot be decoded. */
function paramsOf(segments: string[], given: string[]): Record<string, string> | null {
  if (segments.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const text = given[index] ?? '';
    if (!segment.startsWith(':')) {
      if (segment !== text) return null;
      continue;
    }
    try {
      params[segment.slice(1)] = decodeURIComponent(text);
    } catch {
      return null;
    }
  }
  return params;
}
