import { parseResults } from '@hirewire/connector-kit';
import type { ConnectorContext, SourceDraft } from '@hirewire/connector-kit';
import { readWholeList } from '../call-ashby.ts';
import { AshbyTitled } from '../remote-types.ts';

/**
 * The id of a source; null, with a warning, where Ashby has none of that name: its API cannot make
 * one. https://developers.ashbyhq.com/reference/sourcelist
 */
export async function findSource(
  context: ConnectorContext,
  { name, remoteId }: SourceDraft,
  warnings: string[],
): Promise<string | null> {
  if (remoteId !== null) return remoteId;
  if (name === null) return null;
  const results = await readWholeList(context, 'source.list');
  const sources = parseResults(AshbyTitled, results, { model: 'candidates', context });
  const wanted = name.trim().toLowerCase();
  const found = sources.find(({ parsed }) => parsed.title?.trim().toLowerCase() === wanted);
  if (found !== undefined) return found.parsed.id;
  warnings.push(
    `Ashby has no source "${name}", and its API cannot make one: the application has none. ` +
      'Add a source of that name in Ashby once.',
  );
  return null;
}
