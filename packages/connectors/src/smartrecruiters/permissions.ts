import { grantedAt } from '@hirewire/connector-kit';

const attachmentLists = ['getApplicationAttachments', 'getCandidateAttachments'] as const;

/**
 * A key may do what its user's role may. The names are those of the scopes that the vendor's OpenAPI
 * document (April 2024) has for each request.
 */
export const smartRecruitersPermissions = grantedAt('the role of the user who made the key', {
  candidates_read: {
    models: ['applications', 'candidates', 'tags', 'interviews', 'notes', 'scorecards'],
    actions: [
      'addCandidateTag',
      'removeCandidateTag',
      'addCandidateAttachment',
      'importTrackedApplication',
      ...attachmentLists,
    ],
  },
  jobs_read: { models: ['jobs', 'roles'], actions: ['createApplication'] },
  users_read: { models: ['users'] },
  'users_read (system roles)': { models: ['roles'] },
  'configuration_read (hiring processes)': {
    models: ['application_stages'],
    fieldsOf: ['jobs', 'applications'],
  },
  'configuration_read (rejection reasons)': { models: ['rejection_reasons'] },
  candidates_offers_read: { models: ['offers'] },
  interviews_read: { models: ['interviews'] },
  reviews_read: { models: ['scorecards'] },
  'messages_read (role ADMINISTRATOR)': { models: ['notes'] },
  candidates_create: { actions: ['createApplication'] },
  candidates_manage: {
    actions: [
      'createApplication',
      'moveApplicationToStage',
      'rejectApplication',
      'addApplicationAttachment',
      'addCandidateAttachment',
      'addCandidateTag',
      'removeCandidateTag',
    ],
  },
  messages_write: {
    actions: [
      'createApplication',
      'rejectApplication',
      'addApplicationNote',
      'addApplicationResultLink',
      'addCandidateResultLink',
    ],
  },
  webhooks_manage: { webhooks: true },
});
