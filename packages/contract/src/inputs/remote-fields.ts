import { z } from 'zod';

import { inputObject } from './primitives.ts';

// Extra input that only one tool understands, keyed by the tool. Every level is open: a connector
// checks its own part, and what the contract does not list reaches the tool unchanged.

const onBehalfOf = z.looseObject({
  'On-Behalf-Of': z
    .string()
    .nullable()
    .optional()
    .describe('Id of the Greenhouse user in whose name the change is made.'),
});

/** Greenhouse asks in whose name a write is made. */
export const greenhouseShape = {
  post_headers: onBehalfOf.optional().describe('Headers of the requests that change something.'),
};

/** So does Workable. */
export const workableShape = {
  on_behalf_of_user_remote_id: z
    .string()
    .optional()
    .describe("Workable's own id of the user in whose name the change is made."),
};

/** Talent360 files whatever is written on an application under one of its users. */
export const talent360Fields = toolFields('Talent360', {
  user_id: z.string().describe("Talent360's own id of the user who writes it. It must be there."),
});

/**
 * Declares the extra input of one tool.
 *
 * @example toolFields('Lever', { candidate: freeFields('the candidate') })
 */
export function toolFields<Shape extends z.ZodRawShape>(tool: string, shape: Shape) {
  return openObject(`What only ${tool} takes.`, shape);
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
    .describe('Category of documents that the file goes into; MISC when left out.'),
  multi_post_to_all_current_applications: z
    .boolean()
    .optional()
    .describe('Whether to add it to all applications under way of the candidate, not to one only.'),
});

/** Declares the `remote_fields` of one operation. */
export function remoteFields<Shape extends z.ZodRawShape>(shape: Shape) {
  return z
    .looseObject(shape)
    .optional()
    .describe(
      "Input that only one tool takes, under the slug of the tool. Only the part of the integration's own tool counts, also keys that are not listed here; a warning says so where its connector takes none.",
    );
}

/** A free object in a tool's part: fields of `what`. */
export function freeFields(what: string) {
  return inputObject
    .optional()
    .describe(`Further fields of ${what}, named and formed as the API of the tool has them.`);
}
