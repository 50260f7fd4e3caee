import { RemoteError, findMissing } from '@hirewire/connector-kit';
import type { ConnectorContext, CredentialsCheck, PermissionUse } from '@hirewire/connector-kit';
import { callAshby } from './call-ashby.ts';
import { AshbyApiKey } from './remote-types.ts';

/** The scopes, as `toScope` writes them, of the permissions of Ashby's settings. */
const scopes = {
  'Jobs: Read': 'jobsread',
  'Candidates: Read': 'candidatesread',
  'Interviews: Read': 'interviewsread',
  'Hiring Process: Read': 'hiringprocessmetadataread',
  'Organization: Read': 'organizationread',
  'Offers: Read': 'offersread',
  'Candidates: Write': 'candidateswrite',
  'Hiring Process: Write': 'hiringprocessmetadatawrite',
} as const;
type Permission = keyof typeof scopes;

/** What each is needed for; the reference names the permission of each method. */
const uses: Readonly<Record<Permission, PermissionUse>> = {
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
};
/** Tells of all others. It costs nothing, but what else is missing is not known without it. */
const neededToAsk = { 'API Keys: Read': {} };

/**
 * Asks what the key may do. Without a permission, Ashby refuses the module's methods; what the
 * two switches of a key leave out is silently missing, and no method tells how they stand.
 * https://developers.ashbyhq.com/reference/apikeyinfo
 */
export async function checkCredentials(context: ConnectorContext): Promise<CredentialsCheck> {
  try {
    const { results } = await callAshby(context, 'apiKey.info');
    const granted = new Set(AshbyApiKey.safeParse(results).data?.scopes?.map(toScope));
    const isGranted = (permission: string) => granted.has(scopes[permission as Permission]);
    const isKnown = granted.size > 0;
    return { missingPermissions: isKnown ? findMissing(uses, isGranted) : [], accountLabel: null };
  } catch (error) {
    if (!(error instanceof RemoteError) || error.kind !== 'permission') throw error;
    // The key is good, but may not say what else it may do.
    return { missingPermissions: findMissing(neededToAsk, () => false), accountLabel: null };
  }
}

/** The reference names permissions `jobsRead`, its example of a key's scopes `jobs:read`. */
function toScope(name: string): string {
  return name.replaceAll(/[^a-z]/gi, '').toLowerCase();
}
