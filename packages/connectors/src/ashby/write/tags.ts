import { parseResults } from '@hirewire/connector-kit';
import type { CandidateTagInput, ConnectorContext, WriteOutcome } from '@hirewire/connector-kit';
import { changeAshby, readListPages } from '../call-ashby.ts';
import { AshbyTag } from '../remote-types.ts';
import { parseAnswer } from './parse-answer.ts';
import { getCandidate } from './read-records.ts';

/**
 * Adding a tag that the candidate has changes nothing, so that it may be sent twice.
 * https://developers.ashbyhq.com/reference/candidateaddtag
 */
export async function addCandidateTag(
  context: ConnectorContext,
  { candidate, tagName }: CandidateTagInput,
): Promise<WriteOutcome> {
  const candidateId = candidate.remoteId;
  const known = await findTag(context, tagName);
  // Or a tag would be made for nobody.
  if (known === null) await getCandidate(context, candidateId);
  const tagId = known ?? (await createTag(context, tagName));
  await changeAshby(context, 'candidate.addTag', { candidateId, tagId }, { isIdempotent: true });
  const changed = { model: 'candidates', remoteId: candidateId } as const;
  const made = { model: 'tags', remoteId: tagId } as const;
  return { changed: known === null ? [made, changed] : [changed], warnings: [] };
}

/** Succeeds where the candidate does not have the tag. https://developers.ashbyhq.com/reference/candidateremovetag */
export async function removeCandidateTag(
  context: ConnectorContext,
  { candidate, tagName }: CandidateTagInput,
): Promise<WriteOutcome> {
  const candidateId = candidate.remoteId;
  const { tags } = await getCandidate(context, candidateId);
  const own = context.isDryRun ? [{ id: '<tag>', title: tagName }] : (tags ?? []);
  const found = own.filter(({ title }) => isNamed(title, tagName));
  for (const { id: tagId } of found) {
    const body = { candidateId, tagId };
    await changeAshby(context, 'candidate.removeTag', body, { isIdempotent: true });
  }
  const changed = { model: 'candidates', remoteId: candidateId } as const;
  return { changed: found.length > 0 ? [changed] : [], warnings: [] };
}

async function findTag(context: ConnectorContext, name: string): Promise<string | null> {
  for await (const { results } of readListPages(context, { method: 'candidateTag.list' })) {
    const tags = parseResults(AshbyTag, results, { model: 'tags', context });
    const found = tags.find(
      ({ parsed }) => parsed.isArchived !== true && isNamed(parsed.title, name),
    );
    if (found !== undefined) return found.parsed.id;
  }
  return null;
}

/**
 * Gives the existing tag where there is one of that title, so that it may be sent twice.
 * https://developers.ashbyhq.com/reference/candidatetagcreate
 */
async function createTag(context: ConnectorContext, title: string): Promise<string> {
  const method = 'candidateTag.create';
  const answer = await changeAshby(context, method, { title }, { isIdempotent: true });
  return parseAnswer(AshbyTag, answer, method).id;
}

function isNamed(title: string | null | undefined, name: string): boolean {
  return title?.trim().toLowerCase() === name.trim().toLowerCase();
}
