import {
  inParallel,
  nullIfGone,
  parseResults,
  path,
  toPagePosition,
} from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  Json,
  ReadModel,
  TagRecord,
  Tombstone,
} from '@hirewire/connector-kit';
import { getOnlyfy, readOnlyfyPages } from '../call-onlyfy.ts';
import { OnlyfyTag } from '../remote-types.ts';

export const tagsPath = '/candidate_tag';

export const readTags: ReadModel<'tags'> = async function* (context, { resumeFrom }) {
  const pages = readOnlyfyPages(context, { path: tagsPath }, toPagePosition(resumeFrom));
  for await (const { rows, next } of pages) {
    yield { records: toTags(context, rows), resumeFrom: next, completeness: 'full' };
  }
};

export function readTagsById(
  context: ConnectorContext,
  ids: readonly string[],
): Promise<(TagRecord | Tombstone)[]> {
  return inParallel(ids, async (id) => {
    const raw = await nullIfGone(() => getOnlyfy(context, path`/candidate_tag/${id}`));
    const [tag] = raw === null ? [] : toTags(context, [raw]);
    return tag ?? { remote_id: id, deleted: true };
  });
}

function toTags(context: ConnectorContext, rows: readonly Json[]): TagRecord[] {
  return parseResults(OnlyfyTag, rows, { model: 'tags', context }).map(({ raw, parsed }) => ({
    remote_id: parsed.id,
    name: parsed.name,
    remote_data: { [tagsPath]: raw },
  }));
}
