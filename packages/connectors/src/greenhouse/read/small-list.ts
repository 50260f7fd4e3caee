import { parseResults } from '@hirewire/connector-kit';
import type { ConnectorContext, ModelName, SideAnswer, SideCalls } from '@hirewire/connector-kit';
import type { z } from 'zod';
import { readWholeList } from '../call-greenhouse.ts';
import { toCall } from './joins.ts';
import type { SideList } from './joins.ts';

/** A list that records of all pages refer to, as a whole. */
export async function askWhole<Model extends ModelName, Schema extends z.ZodType>(
  context: ConnectorContext,
  { model, sideCalls }: { model: Model; sideCalls: Pick<SideCalls<Model>, 'ask'> },
  list: SideList & { schema: Schema },
): Promise<SideAnswer<z.output<Schema>[]>> {
  return sideCalls.ask(toCall(list), async () => {
    const rows = await readWholeList(context, list);
    return parseResults(list.schema, rows, { model, context }).map(({ parsed }) => parsed);
  });
}
