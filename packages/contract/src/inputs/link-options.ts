import { z } from 'zod';

import { linkLanguages, linkTypes } from '../models/vocabulary.ts';

/** Language of the connect page. */
export const linkLanguage = z.enum(linkLanguages).nullable().default('en');

/** EMBEDDED links live one hour and open in a frame; MAGIC_LINK links live a year. */
export const linkType = z.enum(linkTypes);

/** The scope that a connection gets; the environment's default when left out. */
export const scopeConfigId = z.string().nullable().optional();
