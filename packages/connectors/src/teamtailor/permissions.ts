import { grantedAt } from '@hirewire/connector-kit';
import type { ModelName } from '@hirewire/connector-kit';

/** Each has a list of its own. Tags are those of candidates. */
export const lists: Readonly<Record<string, readonly ModelName[]>> = {
  '/users': ['users'],
  '/candidates': ['candidates', 'tags'],
  '/job-applications': ['applications'],
  '/stages': ['application_stages'],
  '/reject-reasons': ['rejection_reasons'],
  '/notes': ['notes'],
  '/job-offers': ['offers'],
  '/interviews': ['scorecards'],
};

const models: readonly ModelName[] = ['jobs', ...Object.values(lists).flat()];

const attachmentLists = ['getApplicationAttachments', 'getCandidateAttachments'] as const;
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

/** Access to write alone cannot change what is there: https://docs.teamtailor.com/#authentication */
export const teamtailorPermissions = grantedAt('Settings, Integrations, API keys', {
  'Scope: Admin': { models, actions: [...writes, ...attachmentLists] },
  'Access: Read': { models, actions: [...writes, ...attachmentLists] },
  'Access: Write': { actions: writes },
});
