import { z } from 'zod';

import { linkLanguages, linkTypes } from '../models/vocabulary.ts';

/** Language of the connect page. */
export const linkLanguage = z
  .enum(linkLanguages)
  .nullable()
  .default('en')
  .describe('Language of the page. Null for English.');

/** EMBEDDED links live one hour and open in a frame; MAGIC_LINK links live a year. */
export const linkType = z
  .enum(linkTypes)
  .describe(
    'EMBEDDED to show the page inside your product: the link is valid for one hour. MAGIC_LINK to send it to a person: it is valid for a year.',
  );

/** The scope that a connection gets; the environment's default when left out. */
export const scopeConfigId = z
  .string()
  .nullable()
  .optional()
  .describe(
    'Id of the scope config, which defines what may be read and written. If omitted or null, a new integration gets the default of the environment, and a reconnected one keeps its own.',
  );
