import { RemoteError } from '@hirewire/connector-kit';
import type { ConnectorContext, SourceDraft } from '@hirewire/connector-kit';
import { findOrCreate } from './find-or-create.ts';

/** A source by its name, made where there is none; null, with a warning, where that is refused. */
export async function findOrMakeSource(
  context: ConnectorContext,
  { name, remoteId }: SourceDraft,
  warnings: string[],
): Promise<number | null> {
  if (remoteId !== null) return Number(remoteId);
  if (name === null) return null;
  try {
    const named = { model: 'utm.source', name, issueModel: 'candidates' } as const;
    return (await findOrCreate(context, named)).id;
  } catch (error) {
    if (!(error instanceof RemoteError) || error.kind !== 'permission') throw error;
    warnings.push(
      `The key may not make the source "${name}" in Odoo: the application has none. ` +
        'Add a source of that name once.',
    );
    return null;
  }
}
