import { RemoteError, path } from '@hirewire/connector-kit';
import type { ConnectorContext, CredentialsCheck } from '@hirewire/connector-kit';
import { z } from 'zod';
import { getLever } from './call-lever.ts';
import { LeverReference } from './remote-types.ts';

/** What is read, by what Lever's page for API keys calls it. */
const lists = {
  Users: '/users',
  Postings: '/postings',
  Opportunities: '/opportunities',
  Stages: '/stages',
  'Archive reasons': '/archive_reasons',
  Tags: '/tags',
} as const;

/** What is only listed for one opportunity. */
const listsOfAnOpportunity = {
  Interviews: 'interviews',
  Offers: 'offers',
  Notes: 'notes',
  Feedback: 'feedback',
  Resumes: 'resumes',
  Files: 'files',
} as const;

/**
 * Asks for one record of everything: no request tells what a key may do. What a key without access
 * to confidential data does not see is silently missing.
 */
export async function checkCredentials(context: ConnectorContext): Promise<CredentialsCheck> {
  const missing: string[] = [];
  let opportunity: string | undefined;
  for (const [name, list] of Object.entries(lists)) {
    const data = await ask(context, list);
    if (data === null) missing.push(`${name}: Read`);
    if (list === lists.Opportunities) opportunity = firstId(data);
  }
  if (opportunity !== undefined) {
    for (const [name, part] of Object.entries(listsOfAnOpportunity)) {
      const data = await ask(context, path`/opportunities/${opportunity}/${part}`);
      if (data === null) missing.push(`${name}: Read`);
    }
  }
  return { missingPermissions: missing, accountLabel: null };
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
