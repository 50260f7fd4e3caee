import { RemoteError, path } from '@hirewire/connector-kit';
import type { CandidateTagInput, ConnectorContext, WriteOutcome } from '@hirewire/connector-kit';
import { z } from 'zod';
import { getSmartRecruiters, timeoutMs } from '../call-smartrecruiters.ts';

// Adding what is there changes nothing, and replacing all tags by the same ones neither: such requests
// may be sent twice.

const Tags = z.looseObject({ tags: z.array(z.string()) });

export async function addCandidateTag(
  context: ConnectorContext,
  { candidate, tagName }: CandidateTagInput,
): Promise<WriteOutcome> {
  const { remoteId } = candidate;
  const changed = { model: 'candidates', remoteId } as const;
  const own = await tagsOf(context, remoteId);
  if (own.some((tag) => isSame(tag, tagName))) return { changed: [changed], warnings: [] };
  const tag = tagName.trim();
  await changeTags(context, remoteId, { method: 'POST', json: { tags: [tag] } });
  return { changed: [{ model: 'tags', remoteId: tag }, changed], warnings: [] };
}

/** In whatever case the candidate has it. No request removes a single one. */
export async function removeCandidateTag(
  context: ConnectorContext,
  { candidate, tagName }: CandidateTagInput,
): Promise<WriteOutcome> {
  const { remoteId } = candidate;
  const own = await tagsOf(context, remoteId);
  const tags = own.filter((tag) => !isSame(tag, tagName));
  if (tags.length === own.length && !context.isDryRun) return { changed: [], warnings: [] };
  await changeTags(
    context,
    remoteId,
    tags.length === 0 ? { method: 'DELETE' } : { method: 'PUT', json: { tags } },
  );
  return { changed: [{ model: 'candidates', remoteId }], warnings: [] };
}

/** As they are written: they are sent back. */
async function tagsOf(context: ConnectorContext, candidateId: string): Promise<string[]> {
  const answer = await getSmartRecruiters(context, path`/candidates/${candidateId}/tags`);
  const tags = Tags.safeParse(answer).data?.tags;
  if (tags !== undefined) return tags;
  // Without them, all but one would be removed.
  const message = `SmartRecruiters does not tell the tags of the candidate ${candidateId}, which it replaces all at once. Try again later.`;
  throw new RemoteError({ kind: 'unavailable', message, status: 200 });
}

async function changeTags(
  context: ConnectorContext,
  candidateId: string,
  change: { method: 'POST' | 'PUT'; json: { tags: string[] } } | { method: 'DELETE' },
): Promise<void> {
  const address = path`/candidates/${candidateId}/tags`;
  await context.remote.request({ ...change, path: address, isIdempotent: true, timeoutMs });
}

function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
