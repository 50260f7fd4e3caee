import { z } from 'zod';

import { contactTypes } from '../models/vocabulary.ts';
import { inputInstant } from './primitives.ts';

const contactType = z.enum(contactTypes);

/** The person who applies. */
export const CandidateInput = z.object({
  first_name: z.string(),
  last_name: z.string(),
  email_address: z.email(),
  additional_email_addresses: z
    .array(z.object({ type: contactType, email_address: z.email() }))
    .optional(),
  company: z.string().optional(),
  title: z.string().optional(),
  phone_number: z.string().optional(),
  additional_phone_numbers: z
    .array(z.object({ type: contactType, phone_number: z.string() }))
    .optional(),
  location: z
    .object({
      city: z.string().optional(),
      country: z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166 two-letter code such as DE'),
      state: z.string().optional(),
      street_1: z.string().optional(),
      zip_code: z.string().optional(),
    })
    .optional(),
  gender: z.enum(['MALE', 'FEMALE', 'OTHER']).optional(),
  availability_date: inputInstant.optional(),
  salary_expectations: z
    .object({ period: z.enum(['MONTH', 'YEAR']), amount: z.number() })
    .optional(),
  social_links: z.array(z.object({ url: z.url() })).default([]),
});
export type CandidateInput = z.infer<typeof CandidateInput>;

/** Where the application comes from, and what the applicant consented to. */
export const applicationOriginShape = {
  source: z
    .object({
      name: z.string().optional(),
      unified_key: z.string().optional(),
      id: z.string().optional(),
    })
    .optional()
    .meta({ deprecated: true }),
  sourced_by: z
    .object({ user_id: z.string().describe('A user id, or `remote:` and the id of the tool.') })
    .optional(),
  gdpr_consent: z
    .object({ expires_at: inputInstant.optional(), given: z.boolean().optional() })
    .optional(),
};
