import { RemoteError, findMissing } from '@hirewire/connector-kit';
import type { ConnectorContext, CredentialsCheck, PermissionUse } from '@hirewire/connector-kit';

/** What each list is needed for, by its path: how onlyfy names the rights of a key is not public. */
const uses: Readonly<Record<string, PermissionUse>> = {
  '/job': { models: ['jobs'], actions: ['createApplication', 'rejectApplication'] },
  '/application': {
    models: ['applications'],
    actions: [
      'createApplication',
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
};

/** Asks for one record of each list: no request tells what a key may do. */
export async function checkCredentials(context: ConnectorContext): Promise<CredentialsCheck> {
  const refused = new Set<string>();
  for (const path of Object.keys(uses)) {
    try {
      await context.remote.request({ method: 'GET', path, query: { page_size: 1 } });
    } catch (error) {
      if (!(error instanceof RemoteError) || error.kind !== 'permission') throw error;
      refused.add(path);
    }
  }
  return {
    missingPermissions: findMissing(uses, (path) => !refused.has(path)),
    accountLabel: null,
  };
}
