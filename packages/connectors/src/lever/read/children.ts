import { inParallel, parseResults, path } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  FieldPlace,
  ModelName,
  Page,
  ReadRequest,
  RecordByModel,
  Tombstone,
} from '@hirewire/connector-kit';
import type { z } from 'zod';
import { findWholeList } from '../call-lever.ts';
import { LeverOpportunity } from '../remote-types.ts';
import { opportunitiesPath } from './applications.ts';
import { readChanges } from './read-changes.ts';

/** Each takes a request of its own. A read that is interrupted goes on after so many. */
const opportunitiesAtOnce = 20;

/** Records that Lever lists for one opportunity at a time. */
export interface Children<Model extends ModelName, Schema extends z.ZodType> {
  model: Model;
  /** The last part of the path: `interviews` for `/opportunities/{id}/interviews`. */
  name: string;
  schema: Schema;
  /** Null for what the wire does not count among them. */
  toRecord: (
    child: z.output<Schema>,
    parent: LeverOpportunity,
    place: (field: string) => FieldPlace,
  ) => RecordByModel[Model] | Tombstone | null;
}

/** Reads the records of all opportunities, or of those that have changed. */
export function readChildren<Model extends ModelName, Schema extends z.ZodType>(
  context: ConnectorContext,
  request: ReadRequest,
  children: Children<Model, Schema>,
): AsyncIterable<Page<Model>> {
  const { model } = children;
  return readChanges<Model>(context, request, {
    model,
    path: opportunitiesPath,
    rowsAtOnce: opportunitiesAtOnce,
    async toRecords(rows, { completeness }) {
      const parents = parseResults(LeverOpportunity, rows, { model, context });
      const records = await inParallel(parents, ({ parsed }) =>
        readChildrenOf(context, parsed, children),
      );
      // In a full read, what is not told is gone.
      return records.flat().filter((one) => completeness === 'changes' || !('deleted' in one));
    },
  });
}

async function readChildrenOf<Model extends ModelName, Schema extends z.ZodType>(
  context: ConnectorContext,
  parent: LeverOpportunity,
  { model, name, schema, toRecord }: Children<Model, Schema>,
): Promise<(RecordByModel[Model] | Tombstone)[]> {
  const { reportIssue } = context;
  const place = (field: string): FieldPlace => ({ model, field, reportIssue });
  // Null where it was deleted since the opportunities were listed.
  const listed = (await findWholeList(context, path`/opportunities/${parent.id}/${name}`)) ?? [];
  const found = parseResults(schema, listed, { model, context });
  return found.flatMap(({ raw, parsed }): (RecordByModel[Model] | Tombstone)[] => {
    const record = toRecord(parsed, parent, place);
    if (record === null) return [];
    return 'deleted' in record ? [record] : [{ ...record, remote_data: { [name]: raw } }];
  });
}
