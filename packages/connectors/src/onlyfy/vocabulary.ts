import type { JobPosting } from '@hirewire/connector-kit';

/** onlyfy's words and the wire's. A word with null is known and has no counterpart. */
type Words<Word> = Readonly<Record<string, Word | null>>;

/**
 * The keys that the documentation names, and the numbers that a public plugin for career pages knows.
 * The words of the wire have no volunteers, and no full time and part time at once.
 */
export const employmentTypes: Words<string> = {
  'full-time': 'FULL_TIME',
  'part-time': 'PART_TIME',
  internship: 'INTERNSHIP',
  freelancer: 'CONTRACT',
  1: 'FULL_TIME',
  2: 'PART_TIME',
  3: 'INTERNSHIP',
  4: 'CONTRACT',
  8: null,
  9: null,
  11: 'SEASONAL',
  12: null,
  16: 'INTERNSHIP',
  17: 'SEASONAL',
};

export const postingStatuses: Readonly<Record<string, NonNullable<JobPosting['status']>>> = {
  OPEN: 'ACTIVE',
  DRAFT: 'DRAFT',
  CLOSED: 'INACTIVE',
};

/** onlyfy has private and work addresses. */
export const emailTypes = { PERSONAL: 'private', WORK: 'work', OTHER: 'private' } as const;
/** onlyfy has mobile, work, home and fax numbers. */
export const phoneTypes = { PERSONAL: 'home', WORK: 'work', OTHER: 'mobile' } as const;
