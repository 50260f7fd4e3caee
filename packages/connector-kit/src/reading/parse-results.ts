import type { z } from 'zod';
import type { ConnectorContext } from '../declaration/connector-context.ts';
import { parseRemote } from '../mapping/parse-remote.ts';
import type { Json, ModelName } from '../declaration/records.ts';

/**
 * Parses a list's results as `parseRemote` does, keeping the raw object of each; what has no id is
 * reported and left out.
 *
 * @example
 * parseResults(User, rows, { model: 'users', context }).map(({ raw, parsed }) => ({
 *   remote_id: parsed.id,
 *   remote_data: { '/users': raw },
 * }));
 */
export function parseResults<Schema extends z.ZodType>(
  schema: Schema,
  results: readonly Json[],
  ref: { model: ModelName; context: Pick<ConnectorContext, 'reportIssue'> },
): { raw: Json; parsed: z.output<Schema> }[] {
  const { model, context } = ref;
  return results.flatMap((raw) => {
    const parsed = parseRemote(schema, raw, { model, reportIssue: context.reportIssue });
    return parsed === null ? [] : [{ raw, parsed }];
  });
}
