import { RemoteError, parseRemote, path } from '@hirewire/connector-kit';
import type { CandidateTagInput, ConnectorContext, WriteOutcome } from '@hirewire/connector-kit';
import { readCandidate } from '../read/sources.ts';
import { WorkableCandidate } from '../remote-types.ts';
import { findActingMember } from './acting-member.ts';

// Workable replaces all tags of a candidate at once, makes those that it does not have, and changes
// nothing where they are the same: such a request may be sent twice.

export async function addCandidateTag(
  context: ConnectorContext,
  { candidate, tagName, remoteFields }: CandidateTagInput,
): Promise<WriteOutcome> {
  const { remoteId } = candidate;
  const changed = { model: 'candidates', remoteId } as const;
  const own = await tagsOf(context, remoteId);
  if (own.some((tag) => isSame(tag, tagName))) return { changed: [changed], warnings: [] };
  const tag = tagName.trim();
  const member = await findActingMember(context, remoteFields);
  await replaceTags(context, remoteId, { tags: [...own, tag], member });
  return { changed: [{ model: 'tags', remoteId: tag }, changed], warnings: [] };
}

export async function removeCandidateTag(
  context: ConnectorContext,
  { candidate, tagName, remoteFields }: CandidateTagInput,
): Promise<WriteOutcome> {
  const { remoteId } = candidate;
  const own = await tagsOf(context, remoteId);
  const tags = own.filter((tag) => !isSame(tag, tagName));
  if (tags.length === own.length && !context.isDryRun) return { changed: [], warnings: [] };
  const member = await findActingMember(context, remoteFields);
  await replaceTags(context, remoteId, { tags, member });
  return { changed: [{ model: 'candidates', remoteId }], warnings: [] };
}

/** As they are written: they are sent back. */
async function tagsOf(context: ConnectorContext, candidateId: string): Promise<string[]> {
  const raw = await readCandidate(context, candidateId);
  const ref = { model: 'candidates', reportIssue: context.reportIssue } as const;
  const candidate = raw === null ? null : parseRemote(WorkableCandidate, raw, ref);
  if (candidate === null) {
    const message = `Workable does not have the candidate ${candidateId}, or no longer.`;
    throw new RemoteError({ kind: 'not-found', message, status: 404 });
  }
  if (candidate.tags) return candidate.tags;
  // Without them, all but one would be removed.
  const message = `Workable does not tell the tags of the candidate ${candidateId}, which it replaces all at once. Try again later.`;
  throw new RemoteError({ kind: 'unavailable', message, status: 200 });
}

async function replaceTags(
  context: ConnectorContext,
  candidateId: string,
  { tags, member }: { tags: readonly string[]; member: string },
): Promise<void> {
  await context.remote.request({
    method: 'PUT',
    path: path`/candidates/${candidateId}/tags`,
    json: { tags, member_id: member },
    isIdempotent: true,
  });
}

function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
