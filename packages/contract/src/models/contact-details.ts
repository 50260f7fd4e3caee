import { z } from 'zod';

import { nullableEmail, nullableText } from './primitives.ts';

const contactTypeMeaning =
  'What it is used for, in free text, such as PRIVATE or WORK; null where the tool does not tell.';

/** `type` is free text, such as PRIVATE or WORK. */
export const EmailAddress = z.object({
  email_address: nullableEmail
    .optional()
    .describe('The address; null where the tool has none that is valid.'),
  type: nullableText.describe(contactTypeMeaning),
});
export type EmailAddress = z.infer<typeof EmailAddress>;

export const PhoneNumber = z.object({
  phone_number: z.string().describe('The number as the tool has it, in whatever form.'),
  type: nullableText.optional().describe(contactTypeMeaning),
});
export type PhoneNumber = z.infer<typeof PhoneNumber>;

export const SocialMediaLink = z.object({
  link: nullableText.optional().describe('Address of the profile or page.'),
  type: nullableText
    .optional()
    .describe('Which network it is, such as LINKEDIN, in free text; null where it is not known.'),
  username: nullableText
    .optional()
    .describe('Name of the profile in its network; null where only the link is known.'),
});
export type SocialMediaLink = z.infer<typeof SocialMediaLink>;

export const optionalEmailAddresses = z
  .array(EmailAddress)
  .nullable()
  .optional()
  .describe('E-mail addresses. Those that are not valid are left out.');
export const optionalPhoneNumbers = z
  .array(PhoneNumber)
  .nullable()
  .optional()
  .describe('Phone numbers, in the form in which the tool has them.');
export const optionalSocialMedia = z
  .array(SocialMediaLink)
  .nullable()
  .optional()
  .describe('Profiles in social networks, and other pages of the person.');
