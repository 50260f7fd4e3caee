import { z } from 'zod';

import { inputObject } from './primitives.ts';

// Extra input that only one tool understands, keyed by the tool. Every level is open: a connector
// checks its own part, and what the contract does not list reaches the tool unchanged.

const onBehalfOf = z.looseObject({
  'On-Behalf-Of': z
    .string()
    .nullable()
    .optional()
    .describe('Id of the Greenhouse user on whose behalf the change is made.'),
});

/** Greenhouse asks in whose name a write is made. */
export const greenhouseShape = {
  post_headers: onBehalfOf.optional().describe('Headers of write requests.'),
};

/** So does Workable. */
export const workableShape = {
  on_behalf_of_user_remote_id: z
    .string()
    .optional()
    .describe('Id of the Workable user on whose behalf the change is made.'),
};

/** Talent360 files whatever is written on an application under one of its users. */
export const talent360Fields = toolFields('Talent360', {
  user_id: z.string().describe('Id of the Talent360 user who writes it. Required.'),
});

/**
 * Declares the extra input of one tool.
 *
 * @example toolFields('Lever', { candidate: freeFields('the candidate') })
 */
export function toolFields<Shape extends z.ZodRawShape>(tool: string, shape: Shape) {
  return openObject(`Input for ${tool} only.`, shape);
}

/** An object within the extra input of a tool. */
export function openObject<Shape extends z.ZodRawShape>(description: string, shape: Shape) {
  return z.looseObject(shape).optional().describe(description);
}

/** The part of `remote_fields` that every write accepts. */
export const actorFields = {
  greenhouse: toolFields('Greenhouse', greenhouseShape),
  workable: toolFields('Workable', workableShape),
};

/** Oracle keeps documents in categories. */
export const oracleDocumentFields = toolFields('Oracle Recruiting', {
  override_document_category: z
    .enum(['IRC_CANDIDATE_RESUME', 'IRC_CANDIDATE_COVERLETTER', 'MISC', 'IRC_INTERNAL'])
    .optional()
    .describe('Document category of the file. Default: MISC.'),
  multi_post_to_all_current_applications: z
    .boolean()
    .optional()
    .describe('Whether to add it to all active applications of the candidate, instead of to one.'),
});

/** Declares the `remote_fields` of one operation. */
export function remoteFields<Shape extends z.ZodRawShape>(shape: Shape) {
  return z
    .looseObject(shape)
    .optional()
    .describe(
      "Tool-specific input, under the slug of the tool. Only the part for the integration's own tool is used; it may have keys that are not listed here. If its connector accepts no such input, the response contains a warning.",
    );
}

/** A free object in a tool's part: fields of `what`. */
export function freeFields(what: string) {
  return inputObject
    .optional()
    .describe(`Further fields of ${what}, with the names and formats of the tool's API.`);
}
