import {
  RemoteError,
  inParallel,
  openSideCalls,
  parseResults,
  path,
  nullIfGone,
} from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  FieldRef,
  Json,
  ModelName,
  Page,
  ReadRequest,
  RecordByModel,
  Tombstone,
} from '@hirewire/connector-kit';
import type { z } from 'zod';
import { getLever, readWholeList } from '../call-lever.ts';
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
    ref: (field: string) => FieldRef,
  ) => RecordByModel[Model] | Tombstone | null;
}

/**
 * Reads the records of all opportunities, or of those that have changed. Where Lever fails at one
 * opportunity, its records are read by the next delta.
 */
export function readChildren<Model extends ModelName, Schema extends z.ZodType>(
  context: ConnectorContext,
  request: ReadRequest,
  children: Children<Model, Schema>,
): AsyncIterable<Page<Model>> {
  const { model, name } = children;
  const sideCalls = openSideCalls(context, model, request);
  const call = { name: `${opportunitiesPath}/${name}`, fields: [] };
  const parse = (rows: Json[]) => parseResults(LeverOpportunity, rows, { model, context });
  const readPages = (inner: ReadRequest) =>
    readChanges<Model>(context, inner, {
      model,
      path: opportunitiesPath,
      rowsAtOnce: opportunitiesAtOnce,
      async toRecords(rows, { completeness }) {
        const records = await inParallel(parse(rows), async ({ parsed }) => {
          const { value } = await sideCalls.ask({ ...call, key: parsed.id }, () =>
            readChildrenOf(context, parsed, children),
          );
          return orThrow(value ?? []);
        });
        // In a full read, what is not told is gone.
        return records.flat().filter((one) => completeness === 'changes' || !('deleted' in one));
      },
    });
  return sideCalls.carry(readPages, {
    ...call,
    async read(id) {
      const raw = await nullIfGone(() => getLever(context, path`/opportunities/${id}`));
      const [found] = raw === null ? [] : parse([raw]);
      return found === undefined
        ? []
        : orThrow(await readChildrenOf(context, found.parsed, children));
    },
  });
}

type Records<Model extends ModelName> = (RecordByModel[Model] | Tombstone)[];

/** A missing permission, which is that of the whole model, and no fault of one opportunity. */
function orThrow<Value>(read: Value | RemoteError): Value {
  if (read instanceof RemoteError) throw read;
  return read;
}

async function readChildrenOf<Model extends ModelName, Schema extends z.ZodType>(
  context: ConnectorContext,
  parent: LeverOpportunity,
  { model, name, schema, toRecord }: Children<Model, Schema>,
): Promise<Records<Model> | RemoteError> {
  const { reportIssue } = context;
  const ref = (field: string): FieldRef => ({ model, field, reportIssue });
  const listed = await listChildren(context, path`/opportunities/${parent.id}/${name}`);
  if (listed instanceof RemoteError) return listed;
  const found = parseResults(schema, listed, { model, context });
  return found.flatMap(({ raw, parsed }): Records<Model> => {
    const record = toRecord(parsed, parent, ref);
    if (record === null) return [];
    return 'deleted' in record ? [record] : [{ ...record, remote_data: { [name]: raw } }];
  });
}

/** Nothing where the opportunity was deleted since it was listed; the refusal of a missing permission. */
async function listChildren(
  context: ConnectorContext,
  list: string,
): Promise<Json[] | RemoteError> {
  try {
    return (await nullIfGone(() => readWholeList(context, list))) ?? [];
  } catch (error) {
    if (error instanceof RemoteError && error.kind === 'permission') return error;
    throw error;
  }
}
