import { parseRemote } from '@hirewire/connector-kit';
import type { ConnectorContext, Json, ModelName } from '@hirewire/connector-kit';
import type { z } from 'zod';
import { searchMethod } from './odoo-reader.ts';
import type { JsonObject, OdooRow } from './odoo-reader.ts';

/** Parses records, keeping what Odoo sent beside each; what cannot be used is reported. */
export function parseRows<Schema extends z.ZodType>(
  schema: Schema,
  rows: readonly OdooRow[],
  ref: { model: ModelName; context: ConnectorContext },
): { parsed: z.output<Schema>; row: OdooRow }[] {
  const { model, context } = ref;
  return rows.flatMap((row) => {
    const parsed = parseRemote(schema, row.plain, { model, reportIssue: context.reportIssue });
    return parsed === null ? [] : [{ parsed, row }];
  });
}

/** The wire's `remote_data`: the raw objects by the path that they were read from. */
export function toRemoteData(objects: {
  readonly [odooModel: string]: JsonObject | JsonObject[];
}): {
  [path: string]: Json;
} {
  return Object.fromEntries(
    Object.entries(objects).map(([model, value]) => [`/json/2/${model}/${searchMethod}`, value]),
  );
}
