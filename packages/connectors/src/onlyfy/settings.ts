import { z } from 'zod';

/** What a customer's integration may choose. */
export const OnlyfySettings = z.object({
  /**
   * Candidates or applications in a page. Their files come along in base64: fewer where answers are too
   * large, and up to 100 where there are few files.
   */
  page_size: z.int().min(1).max(100).default(20),
});
