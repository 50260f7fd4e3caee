/** Personio's words and the wire's. A word with null is known and has no counterpart. */
type Words<Word> = Readonly<Record<string, Word | null>>;

/**
 * The stages that every account has, by the ids that they have when an application is created:
 * https://developer.personio.de/reference/post_v1-recruiting-applications (`phase`).
 */
export const systemStages: Readonly<Record<string, string>> = {
  unassigned: 'Unassigned',
  offer: 'Offer',
  accepted: 'Accepted',
  rejected: 'Rejected',
  withdrawn: 'Withdrawn',
};

/**
 * What the words of a stage (`type`, `kind`) say of an application in it. Personio does not list the
 * words: these are those of `phase` above, `hired` (Personio's pages call the last stage so), and
 * `interview`, which a client has seen.
 */
export const stageOutcomes: Readonly<Record<string, 'PENDING' | 'HIRED' | 'DECLINED'>> = {
  accepted: 'HIRED',
  hired: 'HIRED',
  rejected: 'DECLINED',
  withdrawn: 'DECLINED',
  unassigned: 'PENDING',
  offer: 'PENDING',
  interview: 'PENDING',
  custom: 'PENDING',
};

/** Documented, but for `temporary` and `working_student`. Of the last four, the schedule decides. */
export const contractTypes: Words<string> = {
  intern: 'INTERNSHIP',
  trainee: 'INTERNSHIP',
  freelance: 'CONTRACT',
  permanent: null,
  temporary: null,
  working_student: null,
};

export const schedules: Words<string> = {
  'full-time': 'FULL_TIME',
  'part-time': 'PART_TIME',
  'full-or-part-time': null,
};

/** The categories of uploaded files: https://developer.personio.de/reference/post_v1-recruiting-applications */
export const fileCategories = { CV: 'cv', COVER_LETTER: 'cover-letter', OTHER: 'other' } as const;

export const genders = { MALE: 'male', FEMALE: 'female', OTHER: 'diverse' } as const;
