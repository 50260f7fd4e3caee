import { z } from 'zod';

import { allErrorCodes, generalErrorCodes } from './error-codes.ts';

const success = z.literal('success');

/** Something that went less well than asked for in a request that succeeded. */
export const Warning = z.object({ message: z.string() });
export type Warning = z.infer<typeof Warning>;

/** `{status, data}`: the answer of reads and of most general operations. */
export function successOf<Content extends z.ZodType>(content: Content) {
  return z.object({ status: success, data: content });
}

/** `{status, data, warnings}`: the answer of live actions. `warnings` is mandatory, often empty. */
export function successWithWarnings<Content extends z.ZodType>(content: Content) {
  return z.object({ status: success, data: content, warnings: z.array(Warning) });
}

/** One page of a list. `next` is the cursor of the following page; null ends the list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return successOf(z.object({ next: z.string().nullable(), results: z.array(item) }));
}

/** A page of the two general lists, which repeat the cursor under a second name. */
export function pageWithNextCursor<Item extends z.ZodType>(item: Item) {
  return successOf(
    z.object({
      results: z.array(item),
      next: z.string().nullable(),
      next_cursor: z.string().nullable().optional().meta({ 'x-not-in-sdk': true }),
    }),
  );
}

/** Nothing to say: `data` is an empty object, never null and never left out. */
export const nothing = z.object({});

function errorEnvelope<const Codes extends readonly string[]>(codes: Codes) {
  return z.object({
    status: z.literal('error'),
    error: z.object({
      code: z.enum(codes).nullable(),
      title: z.string().nullable(),
      message: z.string(),
      log_url: z.string().nullable(),
    }),
  });
}

/** The error answer of ATS operations. Both official SDKs need all four keys. */
export const AtsError = errorEnvelope(allErrorCodes);
export type AtsError = z.infer<typeof AtsError>;

/** The error answer of general and connect operations: only PLATFORM codes, or null. */
export const GeneralError = errorEnvelope(generalErrorCodes);
export type GeneralError = z.infer<typeof GeneralError>;
