import { z } from 'zod';

import { ToolCoverage } from './coverage.ts';
import { nullableText } from './primitives.ts';
import * as shared from './shared-fields.ts';

/** A tool that customers can connect. */
export const Tool = z.object({
  id: z
    .string()
    .describe('Slug of the tool, such as `ashby`. Ids of its integrations begin with it.'),
  label: shared.toolLabel,
  internal_label: shared.toolInternalLabel,
  assets: z
    .object({
      logo_url: z.string().describe('Address of a picture with the name of the tool.'),
      icon_url: z.string().describe('Address of a square picture.'),
      icon_black_url: z.string().describe('Address of a square picture in black.'),
    })
    .describe(
      "Pictures, as SVG. Hirewire draws them itself: the vendor's own logo is none of them.",
    ),
  paid_api_details_markdown: nullableText.describe(
    'What the vendor asks for access to the API, as Markdown. Always null so far.',
  ),
  fast_track_details_markdown: nullableText.describe(
    'How access is had sooner, as Markdown. Always null so far.',
  ),
  partner_only_details_markdown: nullableText.describe(
    'What is open only to partners of the vendor, as Markdown. Always null so far.',
  ),
  connection_guide_url: nullableText.describe(
    'Where it says how to connect the tool; null where there is no such page.',
  ),
  coverage: ToolCoverage.describe('What the connector of the tool can read and do.'),
});
export type Tool = z.infer<typeof Tool>;
