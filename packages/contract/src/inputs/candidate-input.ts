import { z } from 'zod';

import { contactTypes } from '../models/vocabulary.ts';
import { inputInstant } from './primitives.ts';

const contactType = z.enum(contactTypes).describe('What it is used for.');

/** The person who applies. */
export const CandidateInput = z.object({
  first_name: z.string().describe('First name.'),
  last_name: z.string().describe('Last name.'),
  email_address: z
    .email()
    .describe('Main e-mail address. A person who has it in the tool already is not created again.'),
  additional_email_addresses: z
    .array(z.object({ type: contactType, email_address: z.email().describe('The address.') }))
    .optional()
    .describe('Further e-mail addresses.'),
  company: z.string().optional().describe('Where they work at present.'),
  title: z.string().optional().describe('What they work as at present: their job title.'),
  phone_number: z
    .string()
    .optional()
    .describe('Main phone number, best with the code of the country, such as +49 30 1234567.'),
  additional_phone_numbers: z
    .array(z.object({ type: contactType, phone_number: z.string().describe('The number.') }))
    .optional()
    .describe('Further phone numbers.'),
  location: z
    .object({
      city: z.string().optional().describe('Name of the town.'),
      country: z
        .string()
        .regex(/^[A-Z]{2}$/, 'must be an ISO 3166 two-letter code such as DE')
        .describe('ISO 3166 two-letter code in capitals, such as DE.'),
      state: z.string().optional().describe('State, province or region.'),
      street_1: z.string().optional().describe('Street and house number.'),
      zip_code: z.string().optional().describe('Postal code.'),
    })
    .optional()
    .describe('Where they live.'),
  gender: z
    .enum(['MALE', 'FEMALE', 'OTHER'])
    .optional()
    .describe('Gender; a warning says so where the tool has no place for it.'),
  availability_date: inputInstant
    .optional()
    .describe('From when on they can work, as a date or date-time.'),
  salary_expectations: z
    .object({
      period: z.enum(['MONTH', 'YEAR']).describe('The time for which the amount is paid.'),
      amount: z
        .number()
        .describe('The amount. No currency goes with it: the tool assumes its own.'),
    })
    .optional()
    .describe('Salary that they ask for.'),
  social_links: z
    .array(z.object({ url: z.url().describe('Address of the page.') }))
    .default([])
    .describe('Profiles in social networks, and other pages of the person.'),
});
export type CandidateInput = z.infer<typeof CandidateInput>;
