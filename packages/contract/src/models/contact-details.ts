import { z } from 'zod';

import { nullableEmail, nullableText } from './primitives.ts';

/** `type` is free text, such as PRIVATE or WORK. */
export const EmailAddress = z.object({
  email_address: nullableEmail.optional(),
  type: nullableText,
});
export type EmailAddress = z.infer<typeof EmailAddress>;

export const PhoneNumber = z.object({
  phone_number: z.string(),
  type: nullableText.optional(),
});
export type PhoneNumber = z.infer<typeof PhoneNumber>;

export const SocialMediaLink = z.object({
  link: nullableText.optional(),
  type: nullableText.optional(),
  username: nullableText.optional(),
});
export type SocialMediaLink = z.infer<typeof SocialMediaLink>;

export const optionalEmailAddresses = z.array(EmailAddress).nullable().optional();
export const optionalPhoneNumbers = z.array(PhoneNumber).nullable().optional();
export const optionalSocialMedia = z.array(SocialMediaLink).nullable().optional();
