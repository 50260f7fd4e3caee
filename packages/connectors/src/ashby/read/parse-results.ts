import { parseRemote } from '@hirewire/connector-kit';
import type { ConnectorContext, Json, ModelName } from '@hirewire/connector-kit';
import type { z } from 'zod';

/** Parses a list's results, keeping the raw object of each; what has no id is reported and left out. */
export function parseResults<Schema extends z.ZodType>(
  schema: Schema,
  results: readonly Json[],
  place: { model: ModelName; context: ConnectorContext },
): { raw: Json; parsed: z.output<Schema> }[] {
  const { model, context } = place;
  return results.flatMap((raw) => {
    const parsed = parseRemote(schema, raw, { model, reportIssue: context.reportIssue });
    return parsed === null ? [] : [{ raw, parsed }];
  });
}
