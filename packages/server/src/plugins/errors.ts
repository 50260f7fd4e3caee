import { finished } from 'node:stream/promises';

import { systemClock } from '@hirewire/connector-kit';
import { ApiError, inputInvalid, toErrorEnvelope } from '@hirewire/contract';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { toApiError } from '../to-api-error.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The code of the error that the request was answered with, for the log. */
    errorCode: string | null | undefined;
  }
  interface FastifyContextConfig {
    /** Whether a request that may have been done can be repeated without harm; by default all but POST, and operations. */
    isRepeatable?: boolean;
  }
}

export const jsonType = 'application/json; charset=utf-8';

/** Where the official SDKs expect the errors of ATS operations. */
const atsPaths = /^\/v1\/(?:ats|assessment)\//;

/** Clients read unknown routes below these paths as answers of ATS operations. */
function errorTypeOf(request: FastifyRequest): 'ats' | 'general' {
  const { operation } = request.routeOptions.config ?? {};
  return operation?.errorType ?? (atsPaths.test(request.url) ? 'ats' : 'general');
}

/** For how long what is left of a body is waited for. Whoever sends it slowly reads an answer meanwhile. */
const lingerMs = 2000;

/**
 * Reads and drops what is left of a body. Most clients send all of it before they read an answer,
 * and would get a reset connection instead of one if it was closed before.
 * @returns whether all of it has arrived
 */
async function readRest(request: FastifyRequest): Promise<boolean> {
  if (request.raw.complete) return true;
  // A limit of the body ends its way to the parser, not the body.
  request.raw.unpipe();
  request.raw.resume();
  const ended = new AbortController();
  // It ends early when the client gives up, which is none of our business.
  const rest = finished(request.raw).catch(() => undefined);
  const pause = systemClock.sleep(lingerMs, ended.signal).catch(() => undefined);
  await Promise.race([rest, pause]);
  ended.abort();
  return request.raw.complete;
}

/** A time-out of a request that has not arrived is the client's: nothing was done for it. */
function isLate(thrown: unknown, { raw }: FastifyRequest): boolean {
  return (thrown as Partial<FastifyError>).code === 'FST_ERR_HANDLER_TIMEOUT' && !raw.complete;
}

/** A database that restarts is back by then. */
const retryAfterSeconds = 5;

/**
 * Nothing was done for a request without a valid key. Operations of the API may be repeated: actions
 * report themselves what may not be.
 */
function isRepeatable({ method, authorization, routeOptions }: FastifyRequest): boolean {
  const { operation, isRepeatable = operation !== undefined || method !== 'POST' } =
    routeOptions.config ?? {};
  return authorization === null || isRepeatable;
}

/** Answers a request with an error, whatever was thrown. */
async function sendError(
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const error = isLate(thrown, request)
    ? inputInvalid('The request was not received in time.', { status: 408 })
    : toApiError(thrown, { requestId: request.id, isRepeatable: isRepeatable(request) });
  request.errorCode = error.code;
  if (error.code === 'PLATFORM.UNKNOWN_ERROR') {
    request.log.error({ event: 'request.failed', error: thrown }, 'Unexpected error');
  }
  const hasArrived = error.status !== 408 && (await readRest(request));
  if (!hasArrived) reply.header('connection', 'close');
  if (error.status === 503) reply.header('retry-after', retryAfterSeconds);
  if (error.status === 401) reply.header('www-authenticate', 'Bearer');
  return reply
    .code(error.status)
    .header('x-request-id', request.id)
    .type(jsonType)
    .send(JSON.stringify(toErrorEnvelope(error, errorTypeOf(request))));
}

/** The answer to requests that fail before any route or hook sees them. */
export function answerFrameworkError(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  void sendError(error, request, reply);
}

/** Turns every failure and every unknown route into the wire's error envelope. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler(sendError);
  app.setNotFoundHandler((request, reply) => {
    const error = new ApiError(
      null,
      `There is no ${request.method} on this path. The API starts at /v1; /docs describes it.`,
      { status: 404, title: 'No such endpoint' },
    );
    return sendError(error, request, reply);
  });
}
