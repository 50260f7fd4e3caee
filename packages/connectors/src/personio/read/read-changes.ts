import { readByDate, toPagePosition } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  Json,
  ModelName,
  Page,
  ReadRequest,
  RecordByModel,
} from '@hirewire/connector-kit';
import { createFirstAnswer, readPersonioPages } from '../call-personio.ts';

/** How a model is read from a list that can be asked for what has changed. */
interface ChangingList<Model extends ModelName> {
  path: string;
  /** Rows whose details are read before the read can be resumed; default: a page. */
  rowsAtOnce?: number | undefined;
  /** `changedFrom` is null for a full read. */
  toRecords: (rows: Json[], changedFrom: Date | null) => Promise<RecordByModel[Model][]>;
}

/**
 * Reads a list, all of it or what has changed. The filter leaves out its own bound, for which the
 * overlap of deltas makes up. Records that are deleted or move while the list is read: see the README.
 */
export function readChanges<Model extends ModelName>(
  context: ConnectorContext,
  request: ReadRequest,
  { path, rowsAtOnce, toRecords }: ChangingList<Model>,
): AsyncGenerator<Page<Model>, void> {
  const answer = createFirstAnswer();
  return readByDate<Model>(context, request, {
    vendorTime: answer.at,
    async *pages({ changedFrom, resumeFrom }) {
      const query = { 'updated_at.gt': changedFrom?.toISOString() };
      const list = { path, query, onAnswer: answer.note, rowsAtOnce };
      for await (const page of readPersonioPages(context, list, toPagePosition(resumeFrom))) {
        yield { records: await toRecords([...page.rows], changedFrom), resumeFrom: page.next };
      }
    },
  });
}
