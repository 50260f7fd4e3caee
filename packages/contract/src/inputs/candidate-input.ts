import { z } from 'zod';

import { contactTypes } from '../models/vocabulary.ts';
import { inputDay } from './primitives.ts';

const contactType = z.enum(contactTypes).describe('Its purpose.');

/**
 * A text whose format is judged by what uses it: applicants write it, and one that is wrong is left
 * out with a warning, instead of costing the application.
 */
function lenient(format: 'email' | 'uri', description: string) {
  return z.string().meta({ description, format });
}

/** The person who applies. Optional texts that are empty are left out by the action, too. */
export const CandidateInput = z.object({
  first_name: z.string().describe('First name.'),
  last_name: z.string().describe('Last name.'),
  email_address: z
    .email()
    .describe(
      'Main e-mail address. If the tool already has a person with this address, no second one is created.',
    ),
  additional_email_addresses: z
    .array(z.object({ type: contactType, email_address: lenient('email', 'The address.') }))
    .optional()
    .describe('Further e-mail addresses. One that is not valid is left out, with a warning.'),
  company: z.string().optional().describe('Current employer.'),
  title: z.string().optional().describe('Current job title.'),
  phone_number: z
    .string()
    .optional()
    .describe('Main phone number, preferably with the country code, such as +49 30 1234567.'),
  additional_phone_numbers: z
    .array(z.object({ type: contactType, phone_number: z.string().describe('The number.') }))
    .optional()
    .describe('Further phone numbers.'),
  location: z
    .object({
      city: z.string().optional().describe('Name of the city.'),
      country: z
        .string()
        .regex(/^[A-Z]{2}$/, 'must be an ISO 3166 two-letter code such as DE')
        .describe('ISO 3166 two-letter code in capitals, such as DE.'),
      state: z.string().optional().describe('State, province or region.'),
      street_1: z.string().optional().describe('Street and house number.'),
      zip_code: z.string().optional().describe('Postal code.'),
    })
    .optional()
    .describe('Where the candidate lives.'),
  gender: z
    .enum(['MALE', 'FEMALE', 'OTHER'])
    .optional()
    .describe('Gender. If the tool cannot store it, the response contains a warning.'),
  availability_date: inputDay
    .optional()
    .describe(
      'The day on which the candidate can start, as a date or date-time. Of a date-time, only the date is used, without conversion between time zones.',
    ),
  salary_expectations: z
    .object({
      period: z.enum(['MONTH', 'YEAR']).describe('Period that the amount is paid for.'),
      amount: z.number().describe('The amount. It has no currency: the tool uses its own.'),
    })
    .optional()
    .describe('The salary that the candidate asks for.'),
  social_links: z
    .array(z.object({ url: lenient('uri', 'URL of the page.') }))
    .default([])
    .describe(
      'Profiles in social networks, and other web pages of the person. A link that is no web address is left out, with a warning.',
    ),
});
export type CandidateInput = z.infer<typeof CandidateInput>;
