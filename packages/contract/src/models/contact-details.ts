import { z } from 'zod';

import { nullableEmail, nullableText } from './primitives.ts';

const contactTypeMeaning = 'Its purpose, such as PRIVATE or WORK, as free text; null if unknown.';

/** `type` is free text, such as PRIVATE or WORK. */
export const EmailAddress = z.object({
  email_address: nullableEmail
    .optional()
    .describe('The address; null if the tool has no valid one.'),
  type: nullableText.describe(contactTypeMeaning),
});
export type EmailAddress = z.infer<typeof EmailAddress>;

export const PhoneNumber = z.object({
  phone_number: z.string().describe("The number, in the tool's format."),
  type: nullableText.optional().describe(contactTypeMeaning),
});
export type PhoneNumber = z.infer<typeof PhoneNumber>;

export const SocialMediaLink = z.object({
  link: nullableText.optional().describe('URL of the profile or page.'),
  type: nullableText
    .optional()
    .describe('The network, such as LINKEDIN, as free text; null if unknown.'),
  username: nullableText
    .optional()
    .describe('User name in the network; null if only the link is known.'),
});
export type SocialMediaLink = z.infer<typeof SocialMediaLink>;

export const optionalEmailAddresses = z
  .array(EmailAddress)
  .nullable()
  .optional()
  .describe('E-mail addresses. Invalid ones are omitted.');
export const optionalPhoneNumbers = z
  .array(PhoneNumber)
  .nullable()
  .optional()
  .describe("Phone numbers, in the tool's format.");
export const optionalSocialMedia = z
  .array(SocialMediaLink)
  .nullable()
  .optional()
  .describe('Profiles in social networks, and other web pages of the person.');
