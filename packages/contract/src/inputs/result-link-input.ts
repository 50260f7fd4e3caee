import { z } from 'zod';

import { actorFields, oracleDocumentFields, remoteFields, toolFields } from './remote-fields.ts';

/** A link to something outside the tool, such as a test result, with optional key figures. */
export const ResultLinkInput = z.object({
  label: z.string(),
  url: z.url(),
  details: z
    .object({
      custom_field_name_prefix: z.string(),
      attributes: z.array(z.object({ key: z.string(), value: z.string() })),
    })
    .optional(),
  remote_fields: remoteFields({
    icims: toolFields({ assessment_package_id: z.string().optional() }),
    oracle: oracleDocumentFields,
    ...actorFields,
  }),
});
export type ResultLinkInput = z.infer<typeof ResultLinkInput>;
