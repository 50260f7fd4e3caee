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
      logo_url: z.string().describe('URL of an image with the name of the tool.'),
      icon_url: z.string().describe('URL of a square image.'),
      icon_black_url: z.string().describe('URL of a square image in black.'),
    })
    .describe("Images, as SVG. Hirewire draws them: they are not the vendor's logos."),
  paid_api_details_markdown: nullableText.describe(
    'What the vendor charges for access to its API, as Markdown. Currently always null.',
  ),
  fast_track_details_markdown: nullableText.describe(
    'How to get access faster, as Markdown. Currently always null.',
  ),
  partner_only_details_markdown: nullableText.describe(
    'What only partners of the vendor can use, as Markdown. Currently always null.',
  ),
  connection_guide_url: nullableText.describe(
    'URL of a guide to connecting the tool; null if there is none.',
  ),
  coverage: ToolCoverage.describe("What the tool's connector can read and do."),
});
export type Tool = z.infer<typeof Tool>;
