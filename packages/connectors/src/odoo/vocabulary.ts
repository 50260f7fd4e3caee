/** Odoo's contract types by their English names; null where one says nothing of the kind. */
export const employmentTypes = {
  'Full-Time': 'FULL_TIME',
  'Part-Time': 'PART_TIME',
  Interim: 'CONTRACT',
  Temporary: 'CONTRACT',
  Seasonal: 'SEASONAL',
  Intern: 'INTERNSHIP',
  Apprenticeship: null,
  Employee: null,
  Permanent: null,
  Statutory: null,
  Student: null,
  Thesis: null,
} as const;

/** `application_status`. What an archived one means depends on whether there was a hire. */
export const outcomes = {
  ongoing: 'PENDING',
  hired: 'HIRED',
  refused: 'DECLINED',
  archived: 'DECLINED',
} as const;

/** What a user can be for a job. Odoo has fields for these, not records. */
export const jobRoles = {
  recruiter: { remote_label: 'Recruiter', unified_type: 'RECRUITER' },
  interviewer: { remote_label: 'Interviewer', unified_type: 'INTERVIEWER' },
  'department-manager': { remote_label: 'Department Manager', unified_type: 'HIRING_MANAGER' },
} as const;
export type JobRole = keyof typeof jobRoles;
