import { RemoteError } from '@hirewire/connector-kit';
import type { ConnectorContext } from '@hirewire/connector-kit';
import { readOpportunities } from '../read/candidates.ts';
import type { LeverOpportunity } from '../remote-types.ts';

type Opportunity = Pick<LeverOpportunity, 'id' | 'tags'>;

/**
 * The opportunities of a contact, of which Lever keeps tags, links and files: the one to write to comes
 * first. That is the newest one in progress, or the newest.
 * @throws RemoteError of kind `not-found` where there is none
 */
export async function listOpportunities(
  context: ConnectorContext,
  contactId: string,
): Promise<[Opportunity, ...Opportunity[]]> {
  if (context.isDryRun) return [{ id: '<newest opportunity>', tags: null }];
  const all = await readOpportunities(context, contactId);
  const [first, ...others] = all.map(({ parsed }) => parsed).toSorted(inProgressAndNewestFirst);
  if (first !== undefined) return [first, ...others];
  const message = `Lever has no opportunity of the contact ${contactId}, and keeps everything on these.`;
  throw new RemoteError({ kind: 'not-found', message, status: null });
}

function inProgressAndNewestFirst(one: LeverOpportunity, other: LeverOpportunity): number {
  const difference = Number(Boolean(one.archived)) - Number(Boolean(other.archived));
  if (difference !== 0) return difference;
  return Number(other.createdAt ?? 0) - Number(one.createdAt ?? 0);
}
