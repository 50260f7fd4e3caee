import { RemoteError } from '@hirewire/connector-kit';
import type { z } from 'zod';
import type { AshbyEnvelope } from '../remote-types.ts';

/**
 * The result of a method that a write goes on with.
 * `mayHaveHappened`: where the method has made something that must not be made twice.
 * @throws RemoteError, as going on with a guess could change something else
 */
export function parseAnswer<Schema extends z.ZodType>(
  schema: Schema,
  { results }: AshbyEnvelope,
  method: string,
  { mayHaveHappened = false }: { mayHaveHappened?: boolean } = {},
): z.output<Schema> {
  const parsed = schema.safeParse(results);
  if (parsed.success) return parsed.data;
  throw new RemoteError({
    kind: 'unknown',
    message: `Ashby's answer to ${method} is not what it documents, so that this cannot go on.`,
    status: 200,
    mayHaveHappened,
  });
}
