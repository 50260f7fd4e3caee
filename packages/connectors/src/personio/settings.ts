import { z } from 'zod';

/** https://developer.personio.de/reference/get_xml */
const feedLanguages = ['en', 'de', 'fr', 'es', 'nl', 'it', 'pt'] as const;

/** What a customer's integration may choose. */
export const PersonioSettings = z.object({
  /**
   * Languages in which the feed of the career page is read. A job that is in several has the texts of
   * the first. A job that is in none of them counts as not published.
   */
  feed_languages: z
    .array(z.enum(feedLanguages))
    .min(1)
    .default([...feedLanguages])
    .describe(
      'Languages in which the feed of the career page is read. A job that is in several has the texts of the first.',
    ),
});
