import { grantedAt } from '@hirewire/connector-kit';

/** Ashby's settings name them so; the reference names the permission of each method. */
export const ashbyPermissions = grantedAt('Admin, API Keys', {
  'Jobs: Read': { models: ['jobs'], actions: ['createApplication'] },
  'Candidates: Read': {
    models: ['applications', 'candidates', 'notes', 'scorecards'],
    actions: [
      'createApplication',
      'getApplicationAttachments',
      'getCandidateAttachments',
      'moveApplicationToStage',
      'rejectApplication',
    ],
  },
  'Interviews: Read': {
    models: ['application_stages', 'interviews'],
    actions: ['rejectApplication'],
  },
  'Hiring Process: Read': {
    models: ['rejection_reasons', 'tags'],
    actions: ['removeCandidateTag'],
  },
  'Organization: Read': { models: ['roles', 'users'] },
  'Offers: Read': { models: ['offers'] },
  'Candidates: Write': {
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
    ],
  },
  'Hiring Process: Write': { actions: ['addCandidateTag'] },
  // It also tells what else is missing.
  'API Keys: Read': { webhooks: true },
  'API Keys: Write': { webhooks: true },
});
