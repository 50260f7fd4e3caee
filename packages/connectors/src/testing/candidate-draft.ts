import type { CandidateDraft } from '@hirewire/connector-kit';

/** A candidate with a name and an address, and nothing else but `given`. */
export function candidateDraft(given: Partial<CandidateDraft>): CandidateDraft {
  return {
    first_name: 'Ada',
    last_name: 'Example',
    email_address: 'ada@example.com',
    additional_email_addresses: [],
    company: null,
    title: null,
    phone_number: null,
    additional_phone_numbers: [],
    location: null,
    gender: null,
    availability_date: null,
    salary_expectations: null,
    social_links: [],
    ...given,
  };
}
