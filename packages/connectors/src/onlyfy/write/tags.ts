import { inputError, parseResults, path } from '@hirewire/connector-kit';
import type { CandidateTagInput, ConnectorContext, WriteOutcome } from '@hirewire/connector-kit';
import { changeOnlyfy, readWholeList } from '../call-onlyfy.ts';
import { tagsPath } from '../read/tags.ts';
import { OnlyfyTag } from '../remote-types.ts';
import { readCandidate, toNumber } from './read-objects.ts';

// A change of tags replaces all of them. One that somebody makes between our two requests is lost.

/** @throws RemoteError for a name that no tag has: no request makes one */
export async function addCandidateTag(
  context: ConnectorContext,
  { candidate, tagName }: CandidateTagInput,
): Promise<WriteOutcome> {
  const { remoteId } = candidate;
  const changed = [{ model: 'candidates', remoteId }] as const;
  const [id] = context.isDryRun ? ['<tag>'] : await findTags(context, tagName);
  if (id === undefined) {
    throw inputError(
      `onlyfy has no tag "${tagName.trim()}", and its API cannot make one. Create it in onlyfy, or name one of \`GET /ats/tags\`.`,
    );
  }
  const own = await readTagsOf(context, remoteId);
  if (!own.includes(id)) await writeTags(context, remoteId, [...own, id]);
  return { changed, warnings: [] };
}

/** All tags of that name, in whatever case. */
export async function removeCandidateTag(
  context: ConnectorContext,
  { candidate, tagName }: CandidateTagInput,
): Promise<WriteOutcome> {
  const { remoteId } = candidate;
  const ids = await findTags(context, tagName);
  const own = await readTagsOf(context, remoteId);
  const rest = own.filter((id) => !ids.includes(id));
  if (rest.length === own.length && !context.isDryRun) return { changed: [], warnings: [] };
  await writeTags(context, remoteId, rest);
  return { changed: [{ model: 'candidates', remoteId }], warnings: [] };
}

async function findTags(context: ConnectorContext, name: string): Promise<string[]> {
  const wanted = name.trim().toLowerCase();
  const rows = await readWholeList(context, tagsPath);
  return parseResults(OnlyfyTag, rows, { model: 'tags', context })
    .filter(({ parsed }) => parsed.name?.trim().toLowerCase() === wanted)
    .map(({ parsed }) => parsed.id);
}

async function readTagsOf(context: ConnectorContext, id: string): Promise<readonly string[]> {
  return (await readCandidate(context, id)).parsed.candidate_tag_ids ?? [];
}

async function writeTags(
  context: ConnectorContext,
  id: string,
  tagIds: readonly string[],
): Promise<void> {
  await changeOnlyfy(context, {
    method: 'PATCH',
    path: path`/candidate/${id}`,
    json: { candidate_tag_ids: tagIds.map(toNumber) },
    isIdempotent: true,
  });
}
