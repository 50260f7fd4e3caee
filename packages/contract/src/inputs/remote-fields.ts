import { z } from 'zod';

import { inputObject } from './primitives.ts';

// Extra input that only one tool understands, keyed by the tool. Every level is open: a connector
// checks its own part, and what the contract does not list reaches the tool unchanged.

const onBehalfOf = z.looseObject({ 'On-Behalf-Of': z.string().nullable().optional() });

/** Greenhouse asks in whose name a write is made. */
export const greenhouseShape = { post_headers: onBehalfOf.optional() };

/** So does Workable. */
export const workableShape = { on_behalf_of_user_remote_id: z.string().optional() };

/** Declares the extra input of one tool. */
export function toolFields<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.looseObject(shape).optional();
}

/** The part of `remote_fields` that every write accepts. */
export const actorFields = {
  greenhouse: toolFields(greenhouseShape),
  workable: toolFields(workableShape),
};

/** Oracle keeps documents in categories. */
export const oracleDocumentFields = toolFields({
  override_document_category: z
    .enum(['IRC_CANDIDATE_RESUME', 'IRC_CANDIDATE_COVERLETTER', 'MISC', 'IRC_INTERNAL'])
    .optional(),
  multi_post_to_all_current_applications: z.boolean().optional(),
});

/** Declares the `remote_fields` of one operation. */
export function remoteFields<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.looseObject(shape).optional();
}

/** A free object in a tool's part. */
export const freeFields = inputObject.optional();
