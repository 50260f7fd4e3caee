import {
  type ErrorCode,
  type GeneralErrorCode,
  errorCodes,
  isGeneralErrorCode,
} from '@hirewire/contract';

/** What may differ from the row of the error code, which gives the status and the title. */
export interface ApiErrorDetails {
  /** HTTP status; needed where the code is null. */
  status?: number;
  /** Short fixed label; needed where the code is null. */
  title?: string;
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

  constructor(code: Code, message: string, details: ApiErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    const row = code === null ? null : errorCodes[code as ErrorCode];
    this.code = code;
    this.status = details.status ?? row?.status ?? 500;
    this.title = details.title ?? row?.title ?? null;
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

/**
 * The error as the wire has it. `errorType` is that of the operation: on general ones a code that
 * the official SDKs could not parse there goes out as null, with its title and message kept.
 * `logUrl` opens what is written down of an action.
 */
export function toErrorBody(
  error: ApiError,
  errorType: 'ats' | 'general',
  logUrl: string | null = null,
): string {
  const isAllowed = error.code === null || errorType === 'ats' || isGeneralErrorCode(error.code);
  return JSON.stringify({
    status: 'error',
    error: {
      code: isAllowed ? error.code : null,
      title: error.title,
      message: error.message,
      log_url: logUrl,
    },
  });
}
