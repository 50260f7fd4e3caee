import { path } from '@hirewire/connector-kit';
import type { CandidateTagInput, ConnectorContext, WriteOutcome } from '@hirewire/connector-kit';
import { changeTeamtailor, getTeamtailor, parseAttributes } from '../call-teamtailor.ts';
import { tagIdOf } from '../read/fields.ts';
import { TeamtailorCandidate } from '../remote-types.ts';

// A change of tags replaces all of them. One that somebody makes between our two requests is lost.

export async function addCandidateTag(
  context: ConnectorContext,
  { candidate, tagName }: CandidateTagInput,
): Promise<WriteOutcome> {
  const { remoteId } = candidate;
  const tags = await readTagsOf(context, remoteId);
  const changed = { model: 'candidates', remoteId } as const;
  const id = tagIdOf(tagName);
  if (tags.some((tag) => tagIdOf(tag) === id)) return { changed: [changed], warnings: [] };
  await writeTags(context, remoteId, [...tags, tagName.trim()]);
  return { changed: [{ model: 'tags', remoteId: id }, changed], warnings: [] };
}

/** In whatever case it was written. */
export async function removeCandidateTag(
  context: ConnectorContext,
  { candidate, tagName }: CandidateTagInput,
): Promise<WriteOutcome> {
  const { remoteId } = candidate;
  const tags = await readTagsOf(context, remoteId);
  const rest = tags.filter((tag) => tagIdOf(tag) !== tagIdOf(tagName));
  if (rest.length === tags.length && !context.isDryRun) return { changed: [], warnings: [] };
  await writeTags(context, remoteId, rest);
  return { changed: [{ model: 'candidates', remoteId }], warnings: [] };
}

async function readTagsOf(context: ConnectorContext, id: string): Promise<readonly string[]> {
  const model = 'candidates';
  const { resource } = await getTeamtailor(context, { model, path: path`/candidates/${id}` });
  const { reportIssue } = context;
  return parseAttributes(TeamtailorCandidate, resource, { model, reportIssue })?.tags ?? [];
}

async function writeTags(
  context: ConnectorContext,
  id: string,
  tags: readonly string[],
): Promise<void> {
  await changeTeamtailor(context, {
    method: 'PATCH',
    path: path`/candidates/${id}`,
    data: { id, type: 'candidates', attributes: { tags } },
  });
}
