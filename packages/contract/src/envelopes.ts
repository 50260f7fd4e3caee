import { z } from 'zod';

import {
  allErrorCodes,
  type ErrorCode,
  generalErrorCodes,
  isGeneralErrorCode,
} from './error-codes.ts';

const success = z.literal('success').describe('Always `success` in a response with HTTP 200.');
const next = z
  .string()
  .nullable()
  .describe('Cursor of the next page: send it as `cursor`. Null on the last page.');
const pageMeaning = 'A page of the list.';
const resultsMeaning = 'The records of this page. A page may be empty.';

/** Something that went less well than asked for in a request that succeeded. */
export const Warning = z.object({
  message: z
    .string()
    .describe('What was omitted or done differently, as a message for developers.'),
});
export type Warning = z.infer<typeof Warning>;

/** Named models keep their reference, and the document shows the text beside it. */
function describedData<Content extends z.ZodType>(content: Content): Content {
  return content.description === undefined ? content.describe('The result.') : content;
}

/** `{status, data}`: the answer of reads and of most general operations. */
export function successOf<Content extends z.ZodType>(content: Content) {
  return z.object({ status: success, data: describedData(content) });
}

/** `{status, data, warnings}`: the answer of live actions. `warnings` is mandatory, often empty. */
export function successWithWarnings<Content extends z.ZodType>(content: Content) {
  return z.object({
    status: success,
    data: describedData(content),
    warnings: z
      .array(Warning)
      .describe('What the request asked for and did not get, although it succeeded. Often empty.'),
  });
}

/** The answer of a live action with `Hirewire-Dry-Run: true`, in the place of its own. */
export const DryRun = successWithWarnings(
  z.object({
    dry_run: z.literal(true).describe('Always true: nothing was sent to the tool.'),
    requests: z
      .array(
        z.object({
          method: z.string().describe('HTTP method.'),
          url: z.string().describe('Address in the API of the tool.'),
          body: z.unknown().describe('Body, with files described and secrets redacted.'),
        }),
      )
      .describe('What would be sent to the tool, in this order.'),
  }),
);

/** One page of a list. `next` is the cursor of the following page; null ends the list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return successOf(
    z.object({ next, results: z.array(item).describe(resultsMeaning) }).describe(pageMeaning),
  );
}

/** A page of the two general lists, which repeat the cursor under a second name. */
export function pageWithNextCursor<Item extends z.ZodType>(item: Item) {
  return successOf(
    z
      .object({
        results: z.array(item).describe(resultsMeaning),
        next,
        next_cursor: z.string().nullable().optional().meta({
          description: 'The same as `next`. The official SDKs drop it.',
          'x-not-in-sdk': true,
        }),
      })
      .describe(pageMeaning),
  );
}

/** Nothing to say: `data` is an empty object, never null and never left out. */
export const nothing = z.object({}).describe('Always an empty object.');

function errorEnvelope<const Codes extends readonly string[]>(codes: Codes) {
  return z.object({
    status: z
      .literal('error')
      .describe('Always `error` in a response with a status other than 200.'),
    error: z
      .object({
        code: z
          .enum(codes)
          .nullable()
          .describe(
            'Stable error code: branch on this. Null if the API has no code for the error.',
          ),
        title: z
          .string()
          .nullable()
          .describe('Short label, the same for all errors with this code; null if there is none.'),
        message: z
          .string()
          .describe(
            'What went wrong in this case, as a message for developers. The wording may change: do not parse it.',
          ),
        log_url: z
          .string()
          .nullable()
          .describe(
            'Where to look up the requests that led to the error, with an API key; null if none were recorded.',
          ),
      })
      .describe('The error.'),
  });
}

/** The error answer of ATS operations. Both official SDKs need all four keys. */
export const AtsError = errorEnvelope(allErrorCodes);
export type AtsError = z.infer<typeof AtsError>;

/** The error answer of general and connect operations: only PLATFORM codes, or null. */
export const GeneralError = errorEnvelope(generalErrorCodes);
export type GeneralError = z.infer<typeof GeneralError>;

/** An answer without warnings, by `successOf`. */
export function toSuccess<Content extends object>(data: Content) {
  return { status: 'success' as const, data };
}

/** The answer of a live action, by `successWithWarnings`. */
export function toSuccessWithWarnings<Content extends object>(
  data: Content,
  warnings: readonly string[],
) {
  return { ...toSuccess(data), warnings: warnings.map((message) => ({ message })) };
}

/**
 * An error as the wire has it. `errorType` is that of the operation: on general ones a code that
 * the official SDKs could not parse there goes out as null, with its title and message kept.
 * `logUrl` opens what is written down of an action.
 */
export function toErrorEnvelope(
  { code, title, message }: { code: ErrorCode | null; title: string | null; message: string },
  errorType: 'ats' | 'general',
  logUrl: string | null = null,
): AtsError {
  const isAllowed = code === null || errorType === 'ats' || isGeneralErrorCode(code);
  const error = { code: isAllowed ? code : null, title, message, log_url: logUrl };
  return { status: 'error', error };
}
