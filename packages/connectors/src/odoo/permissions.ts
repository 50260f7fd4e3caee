import { grantedAt } from '@hirewire/connector-kit';

/** The group that sees every applicant; lower ones see those that are their own. */
export const groups = grantedAt('Settings, Users, the user of the key', {
  // Without it, what belongs to other recruiters is silently missing.
  'Recruitment / Officer: Manage all applicants': {
    models: ['applications', 'candidates', 'interviews', 'notes'],
    actions: [
      'addApplicationAttachment',
      'addApplicationNote',
      'addApplicationResultLink',
      'addCandidateAttachment',
      'addCandidateResultLink',
      'addCandidateTag',
      'createApplication',
      'moveApplicationToStage',
      'rejectApplication',
      'removeCandidateTag',
      'getApplicationAttachments',
      'getCandidateAttachments',
    ],
  },
});

/** Automation rules are made by administrators alone; afterwards the role can be taken away again. */
const administrator = grantedAt('Settings, Users, the user of the key', {
  'Role: Administrator': { webhooks: true },
});

/**
 * What is read of each model; a customer can take rights away that the group has. What costs fields
 * alone is no part of it.
 */
export const readAccess = grantedAt('Settings, Technical, Access Rights (in developer mode)', {
  'Access Rights / hr.job: Read': { models: ['jobs'] },
  'Access Rights / hr.recruitment.stage: Read': { models: ['application_stages'] },
  'Access Rights / hr.applicant: Read': { models: ['applications', 'candidates', 'notes'] },
  'Access Rights / res.partner: Read': { models: ['candidates'] },
  'Access Rights / calendar.event: Read': { models: ['interviews'] },
  'Access Rights / res.users: Read': { models: ['users'] },
  'Access Rights / hr.applicant.category: Read': { models: ['tags'] },
  'Access Rights / hr.applicant.refuse.reason: Read': { models: ['rejection_reasons'] },
  'Access Rights / mail.message: Read': { models: ['notes'] },
});

/** `Access Rights / hr.job: Read` → `hr.job` */
export const modelOf = (permission: string): string =>
  /^Access Rights \/ (\S+): Read$/.exec(permission)?.[1] ?? permission;

export const odooPermissions = { ...groups, ...readAccess, ...administrator };
