import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { ApiError, inputInvalid, toErrorBody } from '../api-error.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The code of the error that the request was answered with, for the log. */
    errorCode: string | null | undefined;
  }
}

export const jsonType = 'application/json; charset=utf-8';

/** What Fastify's own errors mean to a client, by their code. */
const frameworkErrors: Readonly<Record<string, () => ApiError>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: () =>
    inputInvalid('The request body is larger than this operation allows.', { status: 413 }),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () =>
    inputInvalid('The request body must be JSON, sent with `Content-Type: application/json`.', {
      status: 415,
    }),
  FST_ERR_CTP_INVALID_JSON_BODY: () => inputInvalid('The request body is not valid JSON.'),
  FST_ERR_BAD_URL: () => inputInvalid('The path of the URL is not validly percent-encoded.'),
  FST_ERR_MAX_PARAM_LENGTH: () =>
    inputInvalid('A part of the path is too long to be an id.', { status: 414 }),
  FST_ERR_HANDLER_TIMEOUT: () =>
    new ApiError('PLATFORM.TASK_TIMED_OUT', 'The request took too long and was given up.'),
};

/** Any thrown thing as an error of the wire. What was not meant for clients stays unsaid. */
function toApiError(thrown: unknown, requestId: string): ApiError {
  if (thrown instanceof ApiError) return thrown;
  const { code, statusCode } = thrown as Partial<FastifyError>;
  const known = frameworkErrors[code ?? ''];
  if (known !== undefined) return known();
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return inputInvalid('The HTTP request could not be read.', { status: statusCode });
  }
  return new ApiError(
    'PLATFORM.UNKNOWN_ERROR',
    `Hirewire failed unexpectedly. Its log has the reason under request id ${requestId}.`,
    { cause: thrown },
  );
}

/** Unknown routes below /v1/ats are read by clients as answers of ATS operations. */
function errorTypeOf(request: FastifyRequest): 'ats' | 'general' {
  const { operation } = request.routeOptions.config ?? {};
  return operation?.errorType ?? (request.url.startsWith('/v1/ats/') ? 'ats' : 'general');
}

/** Answers a request with an error, whatever was thrown. */
export function sendError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const error = toApiError(thrown, request.id);
  request.errorCode = error.code;
  if (error.code === 'PLATFORM.UNKNOWN_ERROR') request.log.error({ error: thrown }, 'unexpected');
  if (error.status === 401) reply.header('www-authenticate', 'Bearer');
  // Fastify closes the connection after a body that is too large, which resets it while the
  // client still sends: many clients then lose the answer. Node reads the rest and drops it.
  reply.removeHeader('connection');
  reply
    .code(error.status)
    .header('x-request-id', request.id)
    .type(jsonType)
    .send(toErrorBody(error, errorTypeOf(request)));
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
    sendError(error, request, reply);
  });
}
