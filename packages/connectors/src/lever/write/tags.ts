import { path } from '@hirewire/connector-kit';
import type { CandidateTagInput, ConnectorContext, WriteOutcome } from '@hirewire/connector-kit';
import { changeLever } from '../call-lever.ts';
import { requireActor } from './acting-user.ts';
import type { Actor } from './acting-user.ts';
import { listOpportunities } from './newest-opportunity.ts';

// Lever keeps tags on opportunities, makes a tag where there is none of that text, and changes nothing
// where it is there: such a request may be sent twice.

export async function addCandidateTag(
  context: ConnectorContext,
  { candidate, tagName, remoteFields }: CandidateTagInput,
): Promise<WriteOutcome> {
  const actor = requireActor(context, remoteFields);
  const opportunities = await listOpportunities(context, candidate.remoteId);
  const changed = { model: 'candidates', remoteId: candidate.remoteId } as const;
  if (opportunities.some(({ tags }) => named(tags, tagName).length > 0)) {
    return { changed: [changed], warnings: [] };
  }
  const tag = tagName.trim();
  await changeTags(context, opportunities[0].id, { change: 'addTags', tags: [tag], actor });
  return { changed: [{ model: 'tags', remoteId: tag }, changed], warnings: [] };
}

/** From all opportunities that have it, in whatever case. */
export async function removeCandidateTag(
  context: ConnectorContext,
  { candidate, tagName, remoteFields }: CandidateTagInput,
): Promise<WriteOutcome> {
  const actor = requireActor(context, remoteFields);
  const opportunities = await listOpportunities(context, candidate.remoteId);
  let isChanged = false;
  for (const { id, tags: own } of opportunities) {
    const tags = context.isDryRun ? [tagName] : named(own, tagName);
    if (tags.length === 0) continue;
    await changeTags(context, id, { change: 'removeTags', tags, actor });
    isChanged = true;
  }
  const changed = { model: 'candidates', remoteId: candidate.remoteId } as const;
  return { changed: isChanged ? [changed] : [], warnings: [] };
}

/** https://hire.lever.co/developer/documentation#update-opportunity-tags */
async function changeTags(
  context: ConnectorContext,
  opportunityId: string,
  { change, tags, actor }: { change: 'addTags' | 'removeTags'; tags: string[]; actor: Actor },
): Promise<void> {
  await changeLever(context, {
    method: 'POST',
    path: path`/opportunities/${opportunityId}/${change}`,
    query: { ...actor },
    json: { tags },
    isIdempotent: true,
  });
}

function named(tags: readonly string[] | null | undefined, name: string): string[] {
  const wanted = name.trim().toLowerCase();
  return (tags ?? []).filter((tag) => tag.trim().toLowerCase() === wanted);
}
