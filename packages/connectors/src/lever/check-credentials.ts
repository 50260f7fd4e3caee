import { RemoteError, findMissing, path } from '@hirewire/connector-kit';
import type { ConnectorContext, CredentialsCheck } from '@hirewire/connector-kit';
import { z } from 'zod';
import { getLever } from './call-lever.ts';
import { leverPermissions } from './permissions.ts';
import { LeverReference } from './remote-types.ts';

/** What is read, by what Lever's page for API keys calls it. */
const lists = {
  'Users: Read': '/users',
  'Postings: Read': '/postings',
  'Opportunities: Read': '/opportunities',
  'Stages: Read': '/stages',
  'Archive reasons: Read': '/archive_reasons',
  'Tags: Read': '/tags',
} as const satisfies Partial<Record<keyof typeof leverPermissions, string>>;

/** What is only listed for one opportunity. */
const listsOfAnOpportunity = {
  'Interviews: Read': 'interviews',
  'Offers: Read': 'offers',
  'Notes: Read': 'notes',
  'Feedback: Read': 'feedback',
  'Resumes: Read': 'resumes',
  'Files: Read': 'files',
} as const satisfies Partial<Record<keyof typeof leverPermissions, string>>;

/**
 * Asks for one record of everything: no request tells what a key may do, and none what it may write.
 * What a key without access
 * to confidential data does not see is silently missing.
 */
export async function checkCredentials(context: ConnectorContext): Promise<CredentialsCheck> {
  const missing: string[] = [];
  let opportunity: string | undefined;
  for (const [name, list] of Object.entries(lists)) {
    const data = await ask(context, list);
    if (data === null) missing.push(name);
    if (list === lists['Opportunities: Read']) opportunity = firstId(data);
  }
  if (opportunity !== undefined) {
    for (const [name, part] of Object.entries(listsOfAnOpportunity)) {
      const data = await ask(context, path`/opportunities/${opportunity}/${part}`);
      if (data === null) missing.push(name);
    }
  }
  const missingPermissions = findMissing(leverPermissions, (name) => !missing.includes(name));
  return { missingPermissions, accountLabel: null };
}

/** Null where the key may not read it. */
async function ask(context: ConnectorContext, list: string): Promise<unknown> {
  try {
    return await getLever(context, list, { limit: 1 });
  } catch (error) {
    if (error instanceof RemoteError && error.kind === 'permission') return null;
    // The opportunity may be gone by now.
    if (error instanceof RemoteError && error.kind === 'not-found') return undefined;
    throw error;
  }
}

function firstId(data: unknown): string | undefined {
  return z.array(LeverReference).safeParse(data).data?.[0]?.id;
}
