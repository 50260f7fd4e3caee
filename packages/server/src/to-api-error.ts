import { ApiError, databaseUnreachable, inputInvalid, unexpectedError } from '@hirewire/contract';
import { isConnectionError } from '@hirewire/store';
import type { FastifyError } from 'fastify';

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

export interface ThrownDuring {
  requestId: string;
  /** Whether the request may be repeated, whatever it has come to. */
  isRepeatable: boolean;
}

/** Any thrown thing as an error of the wire. What was not meant for clients stays unsaid. */
export function toApiError(thrown: unknown, { requestId, isRepeatable }: ThrownDuring): ApiError {
  if (thrown instanceof ApiError) return thrown;
  if (isConnectionError(thrown)) return databaseUnreachable({ isRepeatable }, thrown);
  const { code, statusCode } = thrown as Partial<FastifyError>;
  const known = frameworkErrors[code ?? ''];
  if (known !== undefined) return known();
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return inputInvalid('The HTTP request could not be read.', { status: statusCode });
  }
  return unexpectedError(requestId, thrown);
}
