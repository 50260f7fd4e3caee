import { RemoteError } from '@hirewire/connector-kit';
import type { ConnectorContext, ModelName } from '@hirewire/connector-kit';
import { getLever } from '../call-lever.ts';

/** Kinds of refusals that are about one thing, and not about the credentials or the pace. */
const kinds: readonly RemoteError['kind'][] = [
  'not-found',
  'permission',
  'input',
  'conflict',
  'unknown',
  'unavailable',
];

/**
 * Reads what only a further request tells. Where Lever refuses, that detail alone is lost, and
 * reported: null. An outage fails the read: then Lever does not answer other questions either.
 */
export async function readDetail<Detail>(
  context: ConnectorContext,
  { model, field }: { model: ModelName; field: string },
  read: () => Promise<Detail>,
  onLost: () => void = () => undefined,
): Promise<Detail | null> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof RemoteError) || !kinds.includes(error.kind)) throw error;
    if (error.kind === 'unavailable') {
      if (error.status === null) throw error;
      await getLever(context, '/stages', { limit: 1 });
    }
    // What is gone since the list was made has no details.
    if (error.kind !== 'not-found') {
      onLost();
      context.reportIssue({ model, field, sample: error.message });
    }
    return null;
  }
}
