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

/**
 * Candidates name their tags by texts, in whatever case: the ids are in the list of all tags. Whose id
 * an object would have beside its name, no document tells.
 */
export async function openTags(context: ConnectorContext, model: ModelName): Promise<TagIds> {
  const readIds = async (): Promise<Map<string, string>> => {
    const tags = await listTags(context, model);
    const byName = tags.map(({ remote_id: id, name }) => [name ?? '', id] as const);
    // Two tags may differ by their case alone.
    return new Map([...byName.map(([name, id]) => [name.toLowerCase(), id] as const), ...byName]);
  };
  let ids = await readIds();
  const lacking = new Set<string>();
  const find = (name: string): string | undefined => ids.get(name) ?? ids.get(name.toLowerCase());
  return async (tags) => {
    const names = tags.flatMap(({ name }) => name?.trim() || []);
    // One that was made since.
    const isNew = names.some((name) => find(name) === undefined && !lacking.has(name));
    if (isNew) ids = await readIds();
    const found = names.flatMap((name) => {
      const id = find(name);
      if (id !== undefined) return [id];
      if (!lacking.has(name)) context.reportIssue({ model, field: 'tags[]', sample: name });
      lacking.add(name);
      return [];
    });
    return [...new Set(found)];
  };
}
