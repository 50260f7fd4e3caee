import { z } from 'zod';

import {
  actorFields,
  oracleDocumentFields,
  remoteFields,
  talent360Fields,
  toolFields,
} from './remote-fields.ts';

/** A link to something outside the tool, such as a test result, with optional key figures. */
export const ResultLinkInput = z.object({
  label: z.string().describe('Text of the link, as shown in the tool.'),
  url: z.url().describe('URL of the link.'),
  details: z
    .object({
      custom_field_name_prefix: z
        .string()
        .describe(
          "Prefix of the custom fields that the figures are written to. A field's name is this prefix, then the key.",
        ),
      attributes: z
        .array(
          z.object({
            key: z.string().describe('Name of the figure, such as Score.'),
            value: z.string().describe('The figure as text, such as 87 %.'),
          }),
        )
        .describe('The figures.'),
    })
    .optional()
    .describe(
      'Key figures to show with the link, such as a score. Figures that the tool has no field for go into a note.',
    ),
  remote_fields: remoteFields({
    icims: toolFields('iCIMS', {
      assessment_package_id: z
        .string()
        .optional()
        .describe('Id of the assessment package that the result belongs to.'),
    }),
    oracle: oracleDocumentFields,
    talent360: talent360Fields,
    ...actorFields,
  }),
});
export type ResultLinkInput = z.infer<typeof ResultLinkInput>;
