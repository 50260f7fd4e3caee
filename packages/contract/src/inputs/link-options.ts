import { z } from 'zod';

import { linkLanguages, linkTypes } from '../models/vocabulary.ts';

/** Language of the connect page. */
export const linkLanguage = z
  .enum(linkLanguages)
  .nullable()
  .default('en')
  .describe('Language of the page; null means English.');

/** EMBEDDED links live one hour and open in a frame; MAGIC_LINK links live a year. */
export const linkType = z
  .enum(linkTypes)
  .describe(
    'EMBEDDED to show the page inside your product: the link is good for one hour. MAGIC_LINK to send to somebody: it is good for a year.',
  );

/** The scope that a connection gets; the environment's default when left out. */
export const scopeConfigId = z
  .string()
  .nullable()
  .optional()
  .describe(
    'Id of the scope config, which decides what may be read and written. Left out or null: the default of the environment for a new integration, no change for one that is reconnected.',
  );
