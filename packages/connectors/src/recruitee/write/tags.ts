import { path } from '@hirewire/connector-kit';
import type { CandidateTagInput, ConnectorContext, WriteOutcome } from '@hirewire/connector-kit';
import { changeRecruitee } from '../call-recruitee.ts';
import { findPerson } from '../read/people.ts';
import { listTags, sameTag } from '../read/tags.ts';
import { requirePerson } from './find-candidate.ts';

// Recruitee makes a tag where there is none of that text. Where the candidate has it, or has it no
// longer, nothing changes: such a request may be sent twice.

export async function addCandidateTag(
  context: ConnectorContext,
  { candidate, tagName }: CandidateTagInput,
): Promise<WriteOutcome> {
  const changed = { model: 'candidates', remoteId: candidate.remoteId } as const;
  if ((await ownNames(context, candidate.remoteId, tagName)).length > 0) {
    return { changed: [changed], warnings: [] };
  }
  await changeTags(context, candidate.remoteId, { method: 'POST', tags: [tagName.trim()] });
  const tags = context.isDryRun ? [] : await listTags(context, 'tags');
  const made = tags.filter(({ name }) => sameTag(name, tagName));
  const ids = made.map(({ remote_id: remoteId }) => ({ model: 'tags', remoteId }) as const);
  return { changed: [...ids, changed], warnings: [] };
}

/** In whatever case the candidate has it. */
export async function removeCandidateTag(
  context: ConnectorContext,
  { candidate, tagName }: CandidateTagInput,
): Promise<WriteOutcome> {
  const own = await ownNames(context, candidate.remoteId, tagName);
  const tags = context.isDryRun ? [tagName] : own;
  if (tags.length === 0) return { changed: [], warnings: [] };
  await changeTags(context, candidate.remoteId, { method: 'DELETE', tags });
  const changed = { model: 'candidates', remoteId: candidate.remoteId } as const;
  return { changed: [changed], warnings: [] };
}

async function ownNames(
  context: ConnectorContext,
  candidateId: string,
  tagName: string,
): Promise<string[]> {
  const { parsed } = requirePerson(
    await findPerson(context, 'candidates', candidateId),
    candidateId,
  );
  return (parsed.tags ?? []).flatMap(({ name }) => (name && sameTag(name, tagName) ? [name] : []));
}

async function changeTags(
  context: ConnectorContext,
  candidateId: string,
  { method, tags }: { method: 'POST' | 'DELETE'; tags: string[] },
): Promise<void> {
  await changeRecruitee(context, 'candidate', {
    method,
    path: path`/candidates/${candidateId}/tags`,
    json: { tags },
    isIdempotent: true,
  });
}
