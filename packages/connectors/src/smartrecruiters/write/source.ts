import { RemoteError, inputError, parseResults, path } from '@hirewire/connector-kit';
import type { ConnectorContext, SourceDraft } from '@hirewire/connector-kit';
import { readListPages, readRows } from '../call-smartrecruiters.ts';
import { SmartRecruitersSource, SmartRecruitersSourceType } from '../remote-types.ts';

/** How an application names its source. */
export interface SourceDetails {
  sourceTypeId: string;
  sourceSubTypeId?: string;
  sourceId: string;
}

interface Found {
  details: SourceDetails | null;
  warnings: string[];
}

const nothing: Found = { details: null, warnings: [] };

/**
 * The customer's source with this id, or else with this name. Sources are kept by their types, each of
 * which is a list of its own; without one, SmartRecruiters takes "API".
 * @throws RemoteError of kind `input` where the id that the caller names is unknown
 */
export async function findSource(context: ConnectorContext, source: SourceDraft): Promise<Found> {
  const { name, remoteId, isAutomatic } = source;
  if (name === null && remoteId === null) return nothing;
  try {
    const details = context.isDryRun ? null : await search(context, source);
    if (details !== null || context.isDryRun || isAutomatic) return { details, warnings: [] };
  } catch (error) {
    if (!(error instanceof RemoteError) || remoteId !== null) throw error;
    const what = `The source "${name}" was not set, as it could not be looked up`;
    return { details: null, warnings: [`${what}: ${error.message}`] };
  }
  if (remoteId !== null) throw inputError(`SmartRecruiters has no source ${remoteId}.`);
  const warning = `The source "${name}" was not set: SmartRecruiters has none of that name. An administrator can add it as a custom source.`;
  return { details: null, warnings: [warning] };
}

async function search(
  context: ConnectorContext,
  { name, remoteId }: SourceDraft,
): Promise<SourceDetails | null> {
  const ref = { model: 'applications', context } as const;
  const wanted = name?.trim().toLowerCase();
  const types = parseResults(
    SmartRecruitersSourceType,
    await readRows(context, '/configuration/sources'),
    ref,
  );
  for (const { parsed: type } of types) {
    const list = { path: path`/configuration/sources/${type.id}/values`, by: 'offset' } as const;
    for await (const { rows } of readListPages(context, list)) {
      const sources = parseResults(SmartRecruitersSource, [...rows], ref);
      const found = sources.find(({ parsed: { id, label } }) =>
        remoteId === null ? label?.trim().toLowerCase() === wanted : id === remoteId,
      );
      if (found === undefined) continue;
      const { id: sourceId, sourceSubType } = found.parsed;
      const subType = sourceSubType?.id;
      return {
        sourceTypeId: type.id,
        ...(subType && { sourceSubTypeId: subType }),
        sourceId,
      };
    }
  }
  return null;
}
