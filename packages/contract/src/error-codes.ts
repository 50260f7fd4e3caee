/** Which part of the system refuses: our server, our engine, the tool, or the tool's rules. */
export type ErrorLayer = 'PLATFORM' | 'INTEGRATION' | 'REMOTE' | 'ATS';

/**
 * Where a code may appear. `any`: every endpoint. `ats`: every ATS and assessment
 * endpoint. `list` and `action`: only list reads, only live actions. The official SDKs fail to parse a code that is not `any` on
 * a general or connect endpoint; such an error goes out there with the code null.
 */
export type ErrorScope = 'any' | 'ats' | 'list' | 'action';

export interface ErrorCodeRow {
  readonly layer: ErrorLayer;
  readonly scope: ErrorScope;
  /** HTTP status of the answer. Clients are told to branch on the code, not on this. */
  readonly status: number;
  /** The label sent as `error.title`. */
  readonly title: string;
  readonly meaning: string;
  readonly whatToDo: string;
  /** Whether a client may repeat the request on its own, after a pause: nothing was done yet. */
  readonly retryable: boolean;
}

/**
 * Every error code of the wire. The list is closed: both official SDKs refuse an answer with any
 * other code, so there are no codes of our own. `docs/errors.md` explains the same rows.
 */
export const errorCodes = {
  'PLATFORM.RATE_LIMIT_EXCEEDED': {
    layer: 'PLATFORM',
    scope: 'any',
    status: 429,
    title: 'Too many requests',
    meaning: 'This API key has used up its requests of this minute.',
    whatToDo: 'Wait for the time in Retry-After, then repeat the request.',
    retryable: true,
  },
  'PLATFORM.CONCURRENCY_LIMIT_EXCEEDED': {
    layer: 'PLATFORM',
    scope: 'any',
    status: 429,
    title: 'Too many actions at once',
    meaning:
      'This integration already runs its maximum number of live actions; yours was not started.',
    whatToDo: 'Retry after about a second, with growing pauses, or send fewer actions in parallel.',
    retryable: true,
  },
  'PLATFORM.INTEGRATION_NOT_FOUND': {
    layer: 'PLATFORM',
    scope: 'any',
    status: 404,
    title: 'Integration not found',
    meaning: 'No integration with this id exists in the environment of the API key.',
    whatToDo: 'Check the id, and that the key belongs to the same environment.',
    retryable: false,
  },
  'PLATFORM.INPUT_INVALID': {
    layer: 'PLATFORM',
    scope: 'any',
    status: 400,
    title: 'Invalid input',
    meaning: 'A parameter, header or body is invalid; nothing was done.',
    whatToDo: 'Read the message, which names the field, and correct the request.',
    retryable: false,
  },
  'PLATFORM.UNKNOWN_ERROR': {
    layer: 'PLATFORM',
    scope: 'any',
    status: 500,
    title: 'Unexpected error',
    meaning: 'Hirewire failed unexpectedly.',
    whatToDo:
      'Search the server log for the request id. Reads can be repeated; check writes first.',
    retryable: false,
  },
  'PLATFORM.IP_NOT_WHITELISTED': {
    layer: 'PLATFORM',
    scope: 'any',
    status: 403,
    title: 'Address not allowed',
    meaning: 'The API key may not be used from this IP address.',
    whatToDo: 'Call from an address on the list of the key, or use another key.',
    retryable: false,
  },
  'PLATFORM.AUTHENTICATION_INVALID': {
    layer: 'PLATFORM',
    scope: 'any',
    status: 401,
    title: 'API key not accepted',
    meaning:
      'The Authorization header is missing, or its key is unknown, revoked or expired. With status 403: the key lacks the scope that the operation needs.',
    whatToDo: 'Send `Authorization: Bearer <key>` with a valid key that has the scope.',
    retryable: false,
  },
  'PLATFORM.TASK_TIMED_OUT': {
    layer: 'PLATFORM',
    scope: 'any',
    status: 504,
    title: 'Timed out',
    meaning: 'The operation timed out. A write may still have reached the tool.',
    whatToDo: 'Check whether the change was made before you repeat a write.',
    retryable: false,
  },
  'INTEGRATION.PERMISSION_MISSING': {
    layer: 'INTEGRATION',
    scope: 'ats',
    status: 403,
    title: 'Permission missing in the tool',
    meaning: "The customer's credentials do not allow this in the tool.",
    whatToDo: 'Ask the customer to grant the permission named in the message.',
    retryable: false,
  },
  'INTEGRATION.AUTHENTICATION_INVALID': {
    layer: 'INTEGRATION',
    scope: 'ats',
    status: 401,
    title: 'Tool credentials not accepted',
    meaning: "The tool no longer accepts the customer's credentials.",
    whatToDo:
      'Get new credentials from the customer, and enter them with `npx hirewire integrations set-credentials`.',
    retryable: false,
  },
  'INTEGRATION.QA_FAILED': {
    layer: 'INTEGRATION',
    scope: 'ats',
    status: 409,
    title: 'First sync failed its check',
    meaning:
      'The first sync failed a quality check. Hirewire never returns this: it has no such check yet.',
    whatToDo: 'With the hosted service, ask its support.',
    retryable: false,
  },
  'INTEGRATION.SETUP_SYNC_PENDING': {
    layer: 'INTEGRATION',
    scope: 'ats',
    status: 409,
    title: 'First sync not finished',
    meaning: 'The first sync has not ended yet, so the data is incomplete.',
    whatToDo: 'Wait for the sync-finished webhook, or try again in a few minutes.',
    retryable: false,
  },
  'INTEGRATION.SETUP_INCOMPLETE': {
    layer: 'INTEGRATION',
    scope: 'ats',
    status: 409,
    title: 'Setup not finished',
    meaning:
      'The customer has open setup steps. Hirewire never returns this: it has no setup steps yet.',
    whatToDo: 'With the hosted service, send the customer a setup link.',
    retryable: false,
  },
  'INTEGRATION.INACTIVE': {
    layer: 'INTEGRATION',
    scope: 'ats',
    status: 409,
    title: 'Integration disabled',
    meaning: 'The integration is disabled.',
    whatToDo: 'Enable it again, then repeat the request.',
    retryable: false,
  },
  'INTEGRATION.MODEL_NOT_AVAILABLE': {
    layer: 'INTEGRATION',
    scope: 'list',
    status: 400,
    title: 'Model not available',
    meaning: 'This kind of record cannot be read from the tool.',
    whatToDo: "Check the tool's coverage before you read this model.",
    retryable: false,
  },
  'INTEGRATION.MODEL_DISABLED': {
    layer: 'INTEGRATION',
    scope: 'list',
    status: 403,
    title: 'Model disabled',
    meaning: 'The scope of the integration, or the customer, excludes this kind of record.',
    whatToDo: 'Ask the operator of Hirewire to enable the model for the integration.',
    retryable: false,
  },
  'INTEGRATION.ACTION_NOT_AVAILABLE': {
    layer: 'INTEGRATION',
    scope: 'action',
    status: 400,
    title: 'Action not available',
    meaning: 'The tool or its connector cannot do this.',
    whatToDo: "Check the tool's coverage before you offer this action.",
    retryable: false,
  },
  'INTEGRATION.ACTION_DISABLED': {
    layer: 'INTEGRATION',
    scope: 'action',
    status: 403,
    title: 'Action disabled',
    meaning: 'The scope of the integration, or the customer, excludes this action.',
    whatToDo: 'Ask the operator of Hirewire to enable the action for the integration.',
    retryable: false,
  },
  'REMOTE.SERVICE_UNAVAILABLE': {
    layer: 'REMOTE',
    scope: 'ats',
    status: 503,
    title: 'Tool not reachable',
    meaning: 'The tool is down, under maintenance, or does not respond.',
    whatToDo: 'Retry later, with growing pauses.',
    retryable: true,
  },
  'REMOTE.RATE_LIMIT_EXCEEDED': {
    layer: 'REMOTE',
    scope: 'ats',
    status: 429,
    title: 'Tool rate limit exceeded',
    meaning: "The tool's own rate limit is used up.",
    whatToDo: 'Wait for the time in Retry-After, then repeat the request.',
    retryable: true,
  },
  'REMOTE.INPUT_INVALID': {
    layer: 'REMOTE',
    scope: 'ats',
    status: 400,
    title: 'Tool rejects the input',
    meaning: 'The request is valid, but violates rules that this customer configured in the tool.',
    whatToDo:
      "Read the message, which quotes the tool, and correct the values or the tool's configuration.",
    retryable: false,
  },
  'REMOTE.UNKNOWN_HTTP_ERROR': {
    layer: 'REMOTE',
    scope: 'ats',
    status: 502,
    title: 'Unexpected response from the tool',
    meaning: 'The tool returned an error that the connector does not know.',
    whatToDo: 'See the response in the log entry. Check a write in the tool before you repeat it.',
    retryable: false,
  },
  'ATS.JOB_CLOSED': {
    layer: 'ATS',
    scope: 'action',
    status: 400,
    title: 'Job closed',
    meaning: 'The job no longer accepts applications.',
    whatToDo: 'Stop offering the job to applicants.',
    retryable: false,
  },
  'ATS.APPLICATION_ALREADY_EXISTS': {
    layer: 'ATS',
    scope: 'action',
    status: 409,
    title: 'Already applied',
    meaning: 'The candidate already has an application for this job.',
    whatToDo: 'Use the existing application.',
    retryable: false,
  },
} as const satisfies Record<string, ErrorCodeRow>;

/** A code that ATS operations may answer with. */
export type ErrorCode = keyof typeof errorCodes;

/** A code that every operation may answer with. */
export type GeneralErrorCode = Extract<ErrorCode, `PLATFORM.${string}`>;

/** All codes, in the order of the table. */
export const allErrorCodes = Object.keys(errorCodes) as ErrorCode[];

/** The codes that general and connect operations may answer with. */
export const generalErrorCodes = allErrorCodes.filter(isGeneralErrorCode);

/** Whether the official SDKs can parse this code on a general or connect endpoint. */
export function isGeneralErrorCode(code: ErrorCode): code is GeneralErrorCode {
  return errorCodes[code].scope === 'any';
}
