import type { ErrorCode } from './generated/error-codes.ts';

/** Everything that the SDK throws, apart from what your own signal or callbacks throw. */
export class HirewireError extends Error {
  override readonly name: string = 'HirewireError';
}

/** The content of an error response. */
export interface ErrorAnswer {
  /** Error code; null if the response has none. Branch on this. */
  readonly code: ErrorCode | null;
  /** HTTP status. */
  readonly status: number;
  /** The label of the code. */
  readonly title: string | null;
  /** What happened, to which thing, and what to do. For people; it may change. */
  readonly message: string;
  /** Where an operator can look at the request and what it caused in the tool; null without. */
  readonly log_url: string | null;
  /** Id of the request in the server's log; null if the response has none. */
  readonly request_id: string | null;
  /** How long the server asks to wait, in milliseconds; null where it did not. */
  readonly retry_after_ms: number | null;
}

/** The server refused, or failed at, a request. The classes below say what that means for you. */
export class ApiError extends HirewireError implements ErrorAnswer {
  override readonly name: string = 'ApiError';
  readonly code: ErrorCode | null;
  readonly status: number;
  readonly title: string | null;
  readonly log_url: string | null;
  readonly request_id: string | null;
  readonly retry_after_ms: number | null;

  constructor(answer: ErrorAnswer) {
    super(answer.message);
    this.code = answer.code;
    this.status = answer.status;
    this.title = answer.title;
    this.log_url = answer.log_url;
    this.request_id = answer.request_id;
    this.retry_after_ms = answer.retry_after_ms;
  }

  /** @deprecated Use `log_url`. */
  get logUrl(): string | null {
    return this.log_url;
  }

  /** @deprecated Use `request_id`. */
  get requestId(): string | null {
    return this.request_id;
  }

  /** @deprecated Use `retry_after_ms`. */
  get retryAfterMs(): number | null {
    return this.retry_after_ms;
  }
}

/** The API key is missing, unknown, revoked or expired, or not allowed to do this or from this address. */
export class AuthenticationError extends ApiError {
  override readonly name = 'AuthenticationError';
}

/** A parameter or the body is invalid, or the tool does not accept a value. */
export class InputError extends ApiError {
  override readonly name = 'InputError';
}

/** The environment of the API key has no integration with this id. */
export class IntegrationNotFoundError extends ApiError {
  override readonly name = 'IntegrationNotFoundError';
}

/** Too many requests or actions, in Hirewire or in the tool. Nothing was done; wait and retry. */
export class RateLimitError extends ApiError {
  override readonly name = 'RateLimitError';
}

/** The operation timed out. A write may have reached the tool: check before you repeat it. */
export class TaskTimedOutError extends ApiError {
  override readonly name = 'TaskTimedOutError';
}

/** The customer's credentials do not allow this in the tool; the customer has to grant it. */
export class PermissionMissingError extends ApiError {
  override readonly name = 'PermissionMissingError';
}

/** The integration is disabled, or the tool no longer accepts its credentials: it must be reconnected. */
export class IntegrationAuthenticationError extends ApiError {
  override readonly name = 'IntegrationAuthenticationError';
}

/** The integration has no data yet, or its setup is incomplete. */
export class NotReadyError extends ApiError {
  override readonly name = 'NotReadyError';
}

/** The tool, or the scope of the integration, does not offer the model or the action. */
export class NotAvailableError extends ApiError {
  override readonly name = 'NotAvailableError';
}

/** The tool is down. Nothing was done; retry later. */
export class RemoteUnavailableError extends ApiError {
  override readonly name = 'RemoteUnavailableError';
}

/** The tool returned an unknown error. */
export class RemoteUnknownError extends ApiError {
  override readonly name = 'RemoteUnknownError';
}

/** The job no longer accepts applications. */
export class JobClosedError extends ApiError {
  override readonly name = 'JobClosedError';
}

/** The candidate has already applied for the job. */
export class ApplicationAlreadyExistsError extends ApiError {
  override readonly name = 'ApplicationAlreadyExistsError';
}

/** The server failed unexpectedly, or responded without an error code. */
export class ServerError extends ApiError {
  override readonly name: string = 'ServerError';
}

/** The environment of the API key has no such object, or the API has no such path. */
export class NotFoundError extends ServerError {
  override readonly name = 'NotFoundError';
}

/** This version of the server does not have the operation yet. */
export class NotImplementedError extends ServerError {
  override readonly name = 'NotImplementedError';
}

/** No response: the server could not be reached, or the connection broke. */
export class ConnectionError extends HirewireError {
  override readonly name = 'ConnectionError';
}

/** No response within `timeout_ms`. A write may have been done. */
export class TimeoutError extends HirewireError {
  override readonly name = 'TimeoutError';
}

/** A response that is not from the API: usually a wrong `server_url`, or a proxy in between. */
export class InvalidResponseError extends HirewireError {
  override readonly name = 'InvalidResponseError';
}

/** A webhook that did not come from the server, or is too old. */
export class WebhookVerificationError extends HirewireError {
  override readonly name = 'WebhookVerificationError';
}

const classes: Readonly<Record<ErrorCode, new (answer: ErrorAnswer) => ApiError>> = {
  'PLATFORM.RATE_LIMIT_EXCEEDED': RateLimitError,
  'PLATFORM.CONCURRENCY_LIMIT_EXCEEDED': RateLimitError,
  'PLATFORM.INTEGRATION_NOT_FOUND': IntegrationNotFoundError,
  'PLATFORM.INPUT_INVALID': InputError,
  'PLATFORM.UNKNOWN_ERROR': ServerError,
  'PLATFORM.IP_NOT_WHITELISTED': AuthenticationError,
  'PLATFORM.AUTHENTICATION_INVALID': AuthenticationError,
  'PLATFORM.TASK_TIMED_OUT': TaskTimedOutError,
  'INTEGRATION.PERMISSION_MISSING': PermissionMissingError,
  'INTEGRATION.AUTHENTICATION_INVALID': IntegrationAuthenticationError,
  'INTEGRATION.QA_FAILED': NotReadyError,
  'INTEGRATION.SETUP_SYNC_PENDING': NotReadyError,
  'INTEGRATION.SETUP_INCOMPLETE': NotReadyError,
  'INTEGRATION.INACTIVE': IntegrationAuthenticationError,
  'INTEGRATION.MODEL_NOT_AVAILABLE': NotAvailableError,
  'INTEGRATION.MODEL_DISABLED': NotAvailableError,
  'INTEGRATION.ACTION_NOT_AVAILABLE': NotAvailableError,
  'INTEGRATION.ACTION_DISABLED': NotAvailableError,
  'REMOTE.SERVICE_UNAVAILABLE': RemoteUnavailableError,
  'REMOTE.RATE_LIMIT_EXCEEDED': RateLimitError,
  'REMOTE.INPUT_INVALID': InputError,
  'REMOTE.UNKNOWN_HTTP_ERROR': RemoteUnknownError,
  'ATS.JOB_CLOSED': JobClosedError,
  'ATS.APPLICATION_ALREADY_EXISTS': ApplicationAlreadyExistsError,
};

/** What errors without a code of their own mean, by their status. */
const classesByStatus: Readonly<Record<number, new (answer: ErrorAnswer) => ApiError>> = {
  404: NotFoundError,
  501: NotImplementedError,
};

/** The error of the class that its code means. A newer server may have codes of its own. */
export function toApiError(answer: ErrorAnswer): ApiError {
  const { code, status } = answer;
  const isKnown = code !== null && Object.hasOwn(classes, code);
  const ErrorClass = isKnown ? classes[code] : (classesByStatus[status] ?? ServerError);
  return new ErrorClass(answer);
}
