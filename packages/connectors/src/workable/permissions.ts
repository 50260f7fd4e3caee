import { grantedAt } from '@hirewire/connector-kit';

/**
 * By the scopes of Workable's page for tokens, and by what is refused where a scope alone does not say
 * it: tokens of members see what the member sees.
 */
export const workablePermissions = grantedAt('Settings, Integrations, Apps, API access tokens', {
  r_jobs: {
    models: ['jobs', 'application_stages'],
    fieldsOf: ['applications'],
    actions: ['createApplication'],
  },
  'r_jobs (stages)': { models: ['application_stages'] },
  'r_jobs (disqualification reasons)': {
    models: ['rejection_reasons'],
    actions: ['rejectApplication'],
  },
  'r_jobs (members)': { models: ['users'] },
  r_candidates: {
    models: ['applications', 'candidates', 'tags', 'offers', 'notes', 'scorecards'],
    actions: [
      'getApplicationAttachments',
      'getCandidateAttachments',
      'addCandidateTag',
      'removeCandidateTag',
    ],
  },
  'r_jobs (events)': { models: ['interviews'] },
  // A scope of its own in newer accounts: https://docs.stackone.com/connectors/workable
  r_offers: { models: ['offers'] },
  w_candidates: {
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
  // Where the page has it.
  w_comments: {
    actions: [
      'createApplication',
      'addApplicationNote',
      'addApplicationResultLink',
      'addCandidateResultLink',
      'addApplicationAttachment',
      'addCandidateAttachment',
    ],
  },
});
