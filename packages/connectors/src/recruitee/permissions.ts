import { grantedAt } from '@hirewire/connector-kit';

const writes = [
  'createApplication',
  'moveApplicationToStage',
  'rejectApplication',
  'addApplicationNote',
  'addApplicationResultLink',
  'addCandidateResultLink',
  'addApplicationAttachment',
  'addCandidateAttachment',
  'addCandidateTag',
  'removeCandidateTag',
] as const;

/**
 * A token may do what its user may. The list of abilities of a hiring role is not public: these are
 * named by what people see in the app, all but the last one
 * (https://docs.recruitee.com/docs/webhooks).
 */
export const recruiteePermissions = grantedAt("the hiring role of the token's user", {
  'Jobs: view': {
    models: ['jobs', 'application_stages', 'applications'],
    actions: ['createApplication'],
  },
  'Candidates: view': {
    models: ['applications', 'candidates', 'interviews', 'notes', 'scorecards'],
    actions: [
      'createApplication',
      'addCandidateTag',
      'removeCandidateTag',
      'importTrackedApplication',
    ],
  },
  'Team members: view': { models: ['users', 'roles'] },
  'Tags: view': { models: ['tags'], actions: ['addCandidateTag', 'removeCandidateTag'] },
  'Disqualify reasons: view': { models: ['rejection_reasons'] },
  'Events: view': { models: ['interviews'] },
  'Notes: view': { models: ['notes'] },
  'Evaluations: view': { models: ['scorecards'] },
  'Files: view': { actions: ['getApplicationAttachments', 'getCandidateAttachments'] },
  'Candidates: edit': { actions: writes },
  'Manage webhooks': { webhooks: true },
});
