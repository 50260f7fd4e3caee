import { z } from 'zod';

import { ToolCoverage } from './coverage.ts';
import { nullableText } from './primitives.ts';

/** A tool that customers can connect. */
export const Tool = z.object({
  id: z.string(),
  label: z.string(),
  internal_label: nullableText,
  assets: z.object({
    logo_url: z.string(),
    icon_url: z.string(),
    icon_black_url: z.string(),
  }),
  paid_api_details_markdown: nullableText,
  fast_track_details_markdown: nullableText,
  partner_only_details_markdown: nullableText,
  connection_guide_url: nullableText,
  coverage: ToolCoverage,
});
export type Tool = z.infer<typeof Tool>;
