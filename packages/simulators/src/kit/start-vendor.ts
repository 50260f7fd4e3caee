import { systemNow } from './clock.ts';
import { FaultPlan } from './faults.ts';
import { RateLimits } from './rate-limiter.ts';
import type { RateRule } from './rate-limiter.ts';
import { RouteTable } from './route.ts';
import type { Call, Grant, Route } from './route.ts';
import { openSavedState } from './saved-state.ts';
import type { SavedPart } from './saved-state.ts';
import type { Simulator, SimulatorOptions } from './simulator.ts';
import { Answer, VendorFailure, json } from './vendor-message.ts';
import type { VendorRequest } from './vendor-message.ts';
import { startVendorServer } from './vendor-server.ts';
import type { WebhookSender } from './webhook-sender.ts';

/** A vendor, as data and functions from requests to answers. */
export interface VendorDescription {
  tool: string;
  options: SimulatorOptions;
  /** In front of every route but open ones: `/v1`. Default: none. */
  basePath?: string;
  credentials: Record<string, string>;
  badCredentials: Record<string, string>;
  /** What the credentials of a request may do; throws a failure without right ones. */
  authorization: (request: VendorRequest) => Grant;
  /** A failure in the vendor's words: JSON, or an `Answer` whose body and headers are used. */
  failureBody: (failure: VendorFailure, requestId: number) => unknown;
  /** The statuses of failures by code, where they differ from the kit's. */
  statuses?: Readonly<Record<string, number>>;
  routes: readonly Route[];
  /** Limits of requests; each counts for itself. Open routes do not count. */
  rate?: readonly RateRule[];
  /** Headers of every answer but those of open routes. */
  headers?: (requestId: number) => Record<string, string>;
  /** What a state file keeps, by name; see `SimulatorOptions.stateFile`. */
  saved?: Readonly<Record<string, SavedPart>>;
  /** Closed with the simulator. */
  sender?: WebhookSender;
}

/** Starts a simulated vendor on a real socket. Resolves when it listens. */
export async function startVendor(vendor: VendorDescription): Promise<Simulator> {
  const { tool, options, saved = {}, sender } = vendor;
  const { candidates = 300, seed = 1, port = 0, host = '127.0.0.1', now = systemNow } = options;
  const state = await openSavedState(options.stateFile, saved, { seed, candidates });
  const api = new VendorApi(vendor, now);
  const faults = new FaultPlan();
  const server = await startVendorServer({
    host,
    port,
    now,
    faults,
    errorAnswer: (status) => api.describe(faultFailure(status), 0),
    answer: async (request) => {
      const { answer, isWrite } = await api.answer(request);
      if (isWrite) await state?.save();
      return answer;
    },
  });
  return {
    tool,
    url: server.url,
    credentials: vendor.credentials,
    badCredentials: vendor.badCredentials,
    faults,
    requests: server.requests,
    close: async () => {
      await sender?.close();
      await server.close();
      await state?.save();
    },
  };
}

class VendorApi {
  readonly #vendor: VendorDescription;
  readonly #now: () => number;
  readonly #open: RouteTable;
  readonly #routes: RouteTable;
  readonly #limits: RateLimits;
  #requests = 0;

  constructor(vendor: VendorDescription, now: () => number) {
    this.#vendor = vendor;
    this.#now = now;
    this.#open = new RouteTable(vendor.routes.filter(({ isOpen }) => isOpen));
    this.#routes = new RouteTable(vendor.routes.filter(({ isOpen }) => !isOpen));
    this.#limits = new RateLimits(vendor.rate ?? []);
  }

  async answer(request: VendorRequest): Promise<{ answer: Answer; isWrite: boolean }> {
    const open = this.#open.find(request.method, request.path);
    const requestId = open === null ? (this.#requests += 1) : 0;
    const headers = open === null ? { ...this.#vendor.headers?.(requestId) } : {};
    let isWrite = false;
    try {
      const found = open ?? this.#admit(request, headers);
      ({ isWrite } = found.route);
      const answered = await found.route.answer({ ...request, ...this.#contextOf(request, found) });
      const { status, body, headers: own } = answered instanceof Answer ? answered : json(answered);
      return { answer: new Answer(status, body, { ...headers, ...own }), isWrite };
    } catch (error) {
      if (!(error instanceof VendorFailure)) throw error;
      const { status, body, headers: own } = this.describe(error, requestId);
      return { answer: new Answer(status, body, { ...headers, ...own }), isWrite };
    }
  }

  /** A failure as this vendor answers it. */
  describe(failure: VendorFailure, requestId: number): Answer {
    const shown = this.#vendor.failureBody(failure, requestId);
    const { body, headers } = shown instanceof Answer ? shown : json(shown);
    const status = this.#vendor.statuses?.[failure.code] ?? failure.status;
    return new Answer(status, body, { ...headers, ...failure.headers });
  }

  /** The route of a request whose credentials are right and sufficient, and that no limit refuses. */
  #admit(request: VendorRequest, headers: Record<string, string>): Admitted {
    const { authorization, basePath = '' } = this.#vendor;
    const grant = authorization(request);
    const isBelow = request.path.startsWith(`${basePath}/`);
    const path = isBelow ? request.path.slice(basePath.length) : '';
    Object.assign(headers, this.#limits.count(`${request.method} ${path}`, this.#now()));
    const found = this.#routes.find(request.method, path);
    if (found === null) throw this.#missing(request, path);
    const { scope } = found.route;
    if (scope !== null && grant.scopes !== 'all' && !grant.scopes.includes(scope)) {
      const message = `The credentials have no permission ${scope} for ${request.path}`;
      throw new VendorFailure('no_permission', message, { status: 403 });
    }
    return { ...found, grant };
  }

  #missing(request: VendorRequest, path: string): VendorFailure {
    const methods = this.#routes.methodsOf(path);
    if (methods.length === 0) {
      return new VendorFailure('no_route', `There is no ${request.path}`, { status: 404 });
    }
    return new VendorFailure('wrong_method', `Use ${methods.join(' or ')}`, {
      status: 405,
      headers: { allow: methods.join(', ') },
    });
  }

  #contextOf(
    request: VendorRequest,
    { params, grant = { scopes: [] } }: Pick<Admitted, 'params'> & Partial<Admitted>,
  ): Pick<Call, 'params' | 'grant' | 'origin' | 'at'> {
    return { params, grant, origin: `http://${request.headers.host}`, at: this.#now() };
  }
}

interface Admitted {
  route: Route;
  params: Record<string, string>;
  grant: Grant;
}

/** What a fault answers in the vendor's place. */
function faultFailure(status: number): VendorFailure {
  if (status === 401) return new VendorFailure('no_credentials', 'Not authorized', { status });
  if (status === 429) return new VendorFailure('rate_limit', 'Too many requests', { status });
  return new VendorFailure('internal', 'Something went wrong', { status });
}
