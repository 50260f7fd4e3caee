import { grantedAt } from '@hirewire/connector-kit';

const attachmentLists = ['getApplicationAttachments', 'getCandidateAttachments'] as const;
const attachments = ['addApplicationAttachment', 'addCandidateAttachment'] as const;
const resultLinks = ['addApplicationResultLink', 'addCandidateResultLink'] as const;
const tags = ['addCandidateTag', 'removeCandidateTag'] as const;

/** What Lever's page for API keys calls them. */
export const leverPermissions = grantedAt('Settings, Integrations and API, API Credentials', {
  'Users: Read': { models: ['users'] },
  'Postings: Read': { models: ['jobs'], actions: ['createApplication'] },
  'Opportunities: Read': {
    models: ['applications', 'candidates', 'interviews', 'offers', 'notes', 'scorecards'],
    actions: ['createApplication'],
  },
  'Applications: Read': { fieldsOf: ['applications'] },
  'Contacts: Read': { fieldsOf: ['candidates'] },
  'Stages: Read': { models: ['application_stages'] },
  'Archive reasons: Read': { models: ['rejection_reasons'] },
  'Tags: Read': { models: ['tags'] },
  'Interviews: Read': { models: ['interviews'] },
  'Offers: Read': { models: ['offers'] },
  'Notes: Read': { models: ['notes'] },
  'Feedback: Read': { models: ['scorecards'] },
  'Resumes: Read': { actions: attachmentLists },
  'Files: Read': { actions: attachmentLists },
  'Opportunities: Write': {
    actions: [
      'createApplication',
      'moveApplicationToStage',
      'rejectApplication',
      ...resultLinks,
      ...tags,
    ],
  },
  'Applications: Write': { actions: ['createApplication'] },
  'Uploads: Write': { actions: ['createApplication'] },
  'Files: Write': { actions: ['createApplication', ...attachments] },
  'Notes: Write': {
    actions: ['createApplication', 'rejectApplication', 'addApplicationNote', ...resultLinks],
  },
  'Tags: Write': { actions: tags },
  'Webhooks: Read': { webhooks: true },
  'Webhooks: Write': { webhooks: true },
});
