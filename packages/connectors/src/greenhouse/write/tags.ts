import { RemoteError, parseResults, path } from '@hirewire/connector-kit';
import type { CandidateTagInput, ConnectorContext, WriteOutcome } from '@hirewire/connector-kit';
import { changeGreenhouse, readByIds, readWholeList, toNumber } from '../call-greenhouse.ts';
import { GreenhouseApplied, GreenhouseNamed, GreenhouseReference } from '../remote-types.ts';
import { findActor } from './acting-user.ts';
import type { Actor } from './acting-user.ts';
import { requirePerson } from './find-records.ts';

const tagsPath = '/candidate_tags';
const appliedPath = '/applied_candidate_tags';

/** A tag is made where there is none of that name; then it is applied. */
export async function addCandidateTag(
  context: ConnectorContext,
  { candidate, tagName, remoteFields }: CandidateTagInput,
): Promise<WriteOutcome> {
  const actor = findActor(context, remoteFields);
  const changed = { model: 'candidates', remoteId: candidate.remoteId } as const;
  await requirePerson(context, candidate.remoteId);
  const [known] = await findTags(context, tagName);
  const tag = known ?? (await createTag(context, tagName, actor));
  const applied = await findApplied(context, candidate.remoteId, [tag]);
  if (applied.length === 0) {
    await changeGreenhouse(context, 'POST', {
      path: appliedPath,
      json: { candidate_id: toNumber(candidate.remoteId), candidate_tag_id: toNumber(tag) },
      ...actor,
    });
  }
  return { changed: [{ model: 'tags', remoteId: tag }, changed], warnings: [] };
}

/** From the candidate alone: a tag that is deleted is gone from everybody. */
export async function removeCandidateTag(
  context: ConnectorContext,
  { candidate, tagName, remoteFields }: CandidateTagInput,
): Promise<WriteOutcome> {
  const actor = findActor(context, remoteFields);
  await requirePerson(context, candidate.remoteId);
  const tags = await findTags(context, tagName);
  const applied = context.isDryRun ? ['0'] : await findApplied(context, candidate.remoteId, tags);
  for (const id of applied) {
    const request = { path: path`/applied_candidate_tags/${id}`, isIdempotent: true, ...actor };
    await changeGreenhouse(context, 'DELETE', request).catch((error: unknown) => {
      // Somebody else was faster.
      if (!(error instanceof RemoteError) || error.kind !== 'not-found') throw error;
    });
  }
  const changed = { model: 'candidates', remoteId: candidate.remoteId } as const;
  return { changed: applied.length > 0 ? [changed] : [], warnings: [] };
}

/** Ids of the tags of a name, in whatever case. */
async function findTags(context: ConnectorContext, name: string): Promise<string[]> {
  const wanted = name.trim().toLowerCase();
  const rows = await readWholeList(context, { path: tagsPath });
  return parseResults(GreenhouseNamed, rows, { model: 'tags', context })
    .filter(({ parsed }) => parsed.name?.trim().toLowerCase() === wanted)
    .map(({ parsed }) => parsed.id);
}

async function createTag(context: ConnectorContext, name: string, actor: Actor): Promise<string> {
  try {
    const request = { path: tagsPath, json: { name: name.trim() }, ...actor };
    const { body, status } = await changeGreenhouse(context, 'POST', request);
    const made = GreenhouseReference.safeParse(body).data;
    if (made !== undefined) return made.id;
    const message = 'Greenhouse made the tag, but does not tell its id. Try again.';
    throw new RemoteError({ kind: 'unknown', message, status, mayHaveHappened: true });
  } catch (error) {
    const isTaken = error instanceof RemoteError && /^(?:input|conflict)$/.test(error.kind);
    // Meanwhile, somebody may have made one of the same name.
    const [found] = isTaken ? await findTags(context, name) : [];
    if (found !== undefined) return found;
    throw error;
  }
}

async function findApplied(
  context: ConnectorContext,
  candidateId: string,
  tags: readonly string[],
): Promise<string[]> {
  if (tags.length === 0) return [];
  const query = { candidate_tag_ids: tags.slice(0, 50).join(',') };
  const list = { path: appliedPath, filter: 'candidate_ids', query };
  const rows = await readByIds(context, list, [candidateId]);
  return parseResults(GreenhouseApplied, rows, { model: 'candidates', context }).map(
    ({ parsed }) => parsed.id,
  );
}
