import type { ConnectorContext } from '../declaration/connector-context.ts';
import type { ReadModel } from '../declaration/connector.ts';
import type { ModelName, RecordByModel, Tombstone } from '../declaration/records.ts';

/**
 * Single records of a short list, where no request reads one of them: reads the whole list.
 *
 * @example
 * const readById = { tags: byIdFromList(readTags) };
 */
export function byIdFromList<Model extends ModelName>(read: ReadModel<Model>) {
  return async (
    context: ConnectorContext,
    ids: readonly string[],
  ): Promise<(RecordByModel[Model] | Tombstone)[]> => {
    const byId = new Map<string, RecordByModel[Model] | Tombstone>();
    for await (const { records } of read(context, { since: null, resumeFrom: null })) {
      for (const record of records) byId.set(record.remote_id, record);
    }
    return ids.map((id) => byId.get(id) ?? { remote_id: id, deleted: true });
  };
}
