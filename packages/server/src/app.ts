import { parseExactly, systemClock } from '@hirewire/connector-kit';
import { randomId, sendPassthroughRequest } from '@hirewire/contract';
import type { Engine, SecretKeys } from '@hirewire/engine';
import { siteFolder } from '@hirewire/site';
import type { Database, Schedule } from '@hirewire/store';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';

import type { Log } from './log.ts';
import { auditChanges } from './plugins/audit.ts';
import { authenticate, noteUses, requireRights } from './plugins/authentication.ts';
import { boundBodies } from './plugins/bound-bodies.ts';
import { serveConnectPage } from './plugins/connect-page.ts';
import { serveDocumentation } from './plugins/documentation.ts';
import { answerErrors, answerFrameworkError } from './plugins/errors.ts';
import { serveFiles } from './plugins/files.ts';
import { serveHealth } from './plugins/health.ts';
import { measureHttp } from './plugins/measure-http.ts';
import { createKeyAllowances } from './key-allowances.ts';
import { serveMetrics } from './plugins/metrics.ts';
import { serveHirewireOperations } from './plugins/hirewire-operations.ts';
import { serveOperations } from './plugins/operations.ts';
import { answerOtherMethods } from './plugins/other-methods.ts';
import { answerParserError } from './plugins/parser-errors.ts';
import { servePublicPages } from './plugins/public-pages.ts';
import { limitRate, shareAllowances } from './plugins/rate-limit.ts';
import { logRequests } from './plugins/request-log.ts';
import { serveToolAssets } from './plugins/tool-assets.ts';
import { serveVendorWebhooks } from './plugins/vendor-webhooks.ts';
import { createRoutes } from './routes.ts';
import type { Monitoring } from './telemetry/open-monitoring.ts';

/** What a request may cost before it is given up. */
export interface RequestLimits {
  /** URL and headers together; about 2,000 ids fit. */
  headerBytes: number;
  bodyBytes: number;
  /** Until the whole request has arrived. */
  receiveTimeoutMs: number;
  /** Until it is answered. */
  answerTimeoutMs: number;
  /** For which a server that closes tells clients that keep their connections, before it ends these. */
  drainMs: number;
}

const defaultLimits: RequestLimits = {
  headerBytes: 64 * 1024,
  bodyBytes: 1024 * 1024,
  // Files come in bodies, over whatever line the client has.
  receiveTimeoutMs: 120_000,
  answerTimeoutMs: 60_000,
  drainMs: 0,
};

export interface AppParts {
  database: Database;
  engine: Engine;
  /** Signs the cursors; the same in all API processes. */
  secretKeys: SecretKeys;
  log: Log;
  /** Requests per API key and minute, in all processes; 0 for no limit. */
  rateLimitPerMinute: number;
  /** Addresses and ranges of proxies whose `X-Forwarded-For` counts; of none by default. */
  trustedProxies?: readonly string[];
  /** By which clients reach the server, without `/v1`; null where only they know. */
  publicUrl: string | null;
  /** How often integrations are synced that have not chosen otherwise. */
  schedule: Schedule;
  /** Nothing is measured without it. */
  monitoring?: Monitoring;
  /** Opens `/metrics`; without it they are closed here. */
  metricsToken?: string | null;
  limits?: Partial<RequestLimits>;
}

/** The HTTP API, ready to listen or to be injected requests. */
export async function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const limits = { ...defaultLimits, ...parts.limits };
  const app = createFastify(parts, limits);
  acceptEmptyJson(app);
  boundBodies(app);

  closeWhenAnswered(app, limits);
  app.decorateRequest('authorization', null);
  app.decorateRequest('auditEventId', null);
  app.decorateRequest('errorCode', undefined);
  if (parts.monitoring !== undefined) measureHttp(app, parts.monitoring.telemetry);
  logRequests(app);
  answerErrors(app);

  const otherMethods = answerOtherMethods(app);
  const routes = createRoutes(parts);
  serveHealth(app, parts);
  if (parts.monitoring !== undefined) {
    const access = { token: parts.metricsToken ?? null, isPrivatePort: false };
    serveMetrics(app, parts.monitoring, access);
  }
  const { publicUrl } = parts;
  serveToolAssets(app, parts.engine.connectors);
  serveConnectPage(app, parts);
  servePublicPages(app, publicUrl);
  await serveDocumentation(app, siteFolder);
  const requireKey = guardWithKeys(app, parts);
  await app.register(
    async (api) => {
      requireKey(api);
      const { timeoutMs: actionTimeoutMs, fileBytes } = parts.engine.actionLimits;
      const fileBodyBytes = bodyBytesOf(fileBytes);
      serveOperations(api, { routes, publicUrl, actionTimeoutMs, fileBodyBytes });
    },
    { prefix: '/v1' },
  );
  await app.register(
    async (own) => {
      serveFiles(own, parts.engine);
      await own.register(async (vendors) => serveVendorWebhooks(vendors, parts.engine));
      await own.register(async (guarded) => {
        requireKey(guarded);
        serveHirewireOperations(guarded, parts);
      });
    },
    { prefix: '/hirewire/v1' },
  );
  otherMethods.serve();
  return app;
}

/** Makes what lets only keys in, and counts their requests on both APIs together. */
function guardWithKeys(
  app: FastifyInstance,
  { database, rateLimitPerMinute: limit, log }: AppParts,
): (guarded: FastifyInstance) => void {
  const allowances = limit === 0 ? null : createKeyAllowances(database, { limit });
  if (allowances !== null) shareAllowances(app, allowances, log);
  const noteUse = noteUses(database);
  return (guarded) => {
    keepOutOfCaches(guarded);
    guarded.addHook('onRequest', authenticate(database));
    guarded.addHook('onRequest', limitRate(allowances));
    guarded.addHook('onRequest', requireRights);
    auditChanges(guarded, database);
    guarded.addHook('onResponse', noteUse);
  };
}

/** Answers to a key hold personal data, also those that say what is wrong. */
function keepOutOfCaches(app: FastifyInstance): void {
  app.addHook(
    'onRequest',
    async (_request, reply) => void reply.header('cache-control', 'no-store'),
  );
}

/** Two files of the largest size in base64, and all that is around them. */
function bodyBytesOf(fileBytes: number): number {
  return Math.ceil((2 * fileBytes * 4) / 3) + 1024 * 1024;
}

function createFastify(
  { log, trustedProxies = [] }: AppParts,
  limits: RequestLimits,
): FastifyInstance {
  return Fastify({
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({
      requestIdLogLabel: 'requestId',
      disableRequestLogging: true,
    }),
    genReqId: () => randomId(),
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.receiveTimeoutMs,
    handlerTimeout: limits.answerTimeoutMs,
    // Remote ids have no agreed length; this bounds the work of the router.
    routerOptions: { maxParamLength: 2048 },
    http: { maxHeaderSize: limits.headerBytes },
    // While it shuts down, requests that still arrive are answered and their connections closed.
    return503OnClosing: false,
    frameworkErrors: answerFrameworkError,
    clientErrorHandler: answerParserError,
  });
}

/**
 * A server that closes says so with each answer (`Connection: close`), so that clients take other
 * connections from then on: what they sent on one that is being closed would be lost.
 *
 * A connection whose answer was under way when the server began to close is kept open by Node for
 * the next request, which never comes: the process would wait for it for over a minute.
 */
function closeWhenAnswered(app: FastifyInstance, { drainMs }: RequestLimits): void {
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
    const until = systemClock.now().getTime() + drainMs;
    while (systemClock.now().getTime() < until && (await countConnections(app)) > 0) {
      await systemClock.sleep(drainLookMs);
    }
  });
  app.addHook('onSend', async (_request, reply) => {
    if (isClosing) reply.header('connection', 'close');
  });
  app.addHook('onResponse', async () => {
    if (isClosing) setImmediate(() => app.server.closeIdleConnections());
  });
}

/** Between two looks whether all clients have gone. */
const drainLookMs = 20;

function countConnections(app: FastifyInstance): Promise<number> {
  return new Promise((resolve) => {
    app.server.getConnections((error, count) => resolve(error === null ? count : 0));
  });
}

/** The SDKs send `Content-Type: application/json` also where they have no body to send. */
function acceptEmptyJson(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<string>(
    'application/json',
    { parseAs: 'string' },
    (request, text, done) => {
      const { operation } = request.routeOptions.config;
      const isHandedOn = operation?.id === sendPassthroughRequest.id;
      if (text === '') done(null, undefined);
      else {
        void parseJson(request, text, (error, body) =>
          done(error, error === null && isHandedOn ? parseExactly(text) : body),
        );
      }
    },
  );
}
