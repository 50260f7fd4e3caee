import { grantedAt } from '@hirewire/connector-kit';

/** What each list is needed for, by its path: how onlyfy names the rights of a key is not public. */
export const onlyfyPermissions = grantedAt('the access groups of the API key', {
  '/job': { models: ['jobs'], actions: ['createApplication', 'rejectApplication'] },
  '/application': {
    models: ['applications'],
    actions: [
      'createApplication',
      'importTrackedApplication',
      'moveApplicationToStage',
      'rejectApplication',
      'addApplicationAttachment',
      'addCandidateAttachment',
      'getApplicationAttachments',
      'getCandidateAttachments',
    ],
  },
  '/candidate': {
    models: ['candidates'],
    actions: [
      'createApplication',
      'addCandidateTag',
      'removeCandidateTag',
      'addCandidateAttachment',
      'getCandidateAttachments',
    ],
  },
  '/candidate_tag': { models: ['tags'], actions: ['addCandidateTag', 'removeCandidateTag'] },
  '/status_set': { models: ['application_stages', 'rejection_reasons'] },
});
