import { parseResults } from '@hirewire/connector-kit';
import type { ConnectorContext, ModelName, ReadModel, TagRecord } from '@hirewire/connector-kit';
import { readWholeList } from '../call-recruitee.ts';
import { RecruiteeTag } from '../remote-types.ts';
import type { RecruiteeCandidate } from '../remote-types.ts';

const tagsPath = '/tags';

export async function listTags(context: ConnectorContext, model: ModelName): Promise<TagRecord[]> {
  const rows = await readWholeList(context, { path: tagsPath, name: 'tags' });
  return parseResults(RecruiteeTag, rows, { model, context }).map(({ parsed: { id, name } }) => ({
    remote_id: id,
    name: name?.trim() ?? null,
    // How often it is used changes with every candidate.
    remote_data: { [tagsPath]: { id, name: name ?? null } },
  }));
}

export const readTags: ReadModel<'tags'> = async function* (context) {
  const records = await listTags(context, 'tags');
  yield { records, resumeFrom: null, completeness: 'full' };
};

export const sameTag = (one: string | null | undefined, other: string): boolean =>
  one?.trim().toLowerCase() === other.trim().toLowerCase();

type Tags = NonNullable<RecruiteeCandidate['tags']>;
export type TagIds = (tags: Tags) => Promise<string[]>;

/** Candidates name their tags by texts, in whatever case: the ids are in the list of all tags. */
export async function openTags(context: ConnectorContext, model: ModelName): Promise<TagIds> {
  const readIds = async (): Promise<Map<string, string>> => {
    const tags = await listTags(context, model);
    return new Map(tags.map(({ remote_id: id, name }) => [(name ?? '').toLowerCase(), id]));
  };
  let ids = await readIds();
  const lacking = new Set<string>();
  return async (tags) => {
    const wanted = tags.map(({ id, name }) => ({ id, key: name?.trim().toLowerCase() ?? '' }));
    // One that was made since.
    const isNew = wanted.some(
      ({ id, key }) => !id && key !== '' && !ids.has(key) && !lacking.has(key),
    );
    if (isNew) ids = await readIds();
    return wanted.flatMap(({ id, key }) => {
      const found = id ?? ids.get(key);
      if (found !== undefined) return [found];
      if (key !== '' && !lacking.has(key))
        context.reportIssue({ model, field: 'tags[]', sample: key });
      lacking.add(key);
      return [];
    });
  };
}
