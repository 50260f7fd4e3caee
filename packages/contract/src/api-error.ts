import { type ErrorCode, type GeneralErrorCode, errorCodes } from './error-codes.ts';

/** What may differ from the row of the error code, which gives the status and the title. */
export interface ApiErrorDetails {
  /** HTTP status; needed where the code is null. */
  status?: number;
  /** Short fixed label; needed where the code is null. */
  title?: string;
  /** When a retry makes sense; null if unknown. */
  retryAfterMs?: number | null;
  cause?: unknown;
}

/**
 * An error that the client is told about. The message says what happened, to which thing, and
 * what to do; it goes into the answer as it is and never into the log, as it may quote input.
 */
export class ApiError<Code extends ErrorCode | null = ErrorCode | null> extends Error {
  override readonly name = 'ApiError';
  readonly code: Code;
  readonly status: number;
  readonly title: string | null;
  readonly retryAfterMs: number | null;

  constructor(code: Code, message: string, details: ApiErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    const row = code === null ? null : errorCodes[code as ErrorCode];
    this.code = code;
    this.status = details.status ?? row?.status ?? 500;
    this.title = details.title ?? row?.title ?? null;
    this.retryAfterMs = details.retryAfterMs ?? null;
  }
}

/** An error that any operation may answer with. */
export type GeneralApiError = ApiError<GeneralErrorCode | null>;

/** Makes the errors that one kind of operation may answer with; others do not compile. */
export type ErrorFactory<Code extends ErrorCode | null> = (
  code: Code,
  message: string,
  details?: ApiErrorDetails,
) => ApiError<Code>;

export function createError<Code extends ErrorCode | null>(
  code: Code,
  message: string,
  details?: ApiErrorDetails,
): ApiError<Code> {
  return new ApiError(code, message, details);
}

export function inputInvalid(message: string, details?: ApiErrorDetails): GeneralApiError {
  return new ApiError('PLATFORM.INPUT_INVALID', message, details);
}

/** An unexpected failure. Its reason is only logged. */
export function unexpectedError(requestId: string, cause: unknown): GeneralApiError {
  return new ApiError(
    'PLATFORM.UNKNOWN_ERROR',
    `Hirewire failed unexpectedly. Its log has the reason under request id ${requestId}.`,
    { cause },
  );
}

/** The code is the only one that fits; the status 503 says that it passes. */
export function databaseUnreachable(
  { isRepeatable }: { isRepeatable: boolean },
  cause: unknown,
): GeneralApiError {
  const [status, whatToDo] = isRepeatable
    ? [503, 'Repeat the request: that does no harm.']
    : [500, 'The request may have been done: look before you repeat it.'];
  return new ApiError(
    'PLATFORM.UNKNOWN_ERROR',
    `Hirewire cannot reach its database at the moment. ${whatToDo}`,
    { status, title: 'Database not reachable', cause },
  );
}
