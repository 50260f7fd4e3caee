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
  label: z.string().describe('Text of the link, as people see it in the tool.'),
  url: z.url().describe('Address that the link opens.'),
  details: z
    .object({
      custom_field_name_prefix: z
        .string()
        .describe(
          'Beginning of the names of the custom fields that the figures go into: the prefix, then the key.',
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
      'Key figures to show beside the link, such as a score. Where the tool has no field for one, a note has it.',
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
