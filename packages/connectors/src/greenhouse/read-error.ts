import type { ErrorDetails, RemoteResponse } from '@hirewire/connector-kit';
import { z } from 'zod';

const Problems = z.looseObject({
  message: z.string().nullish().catch(null),
  errors: z.array(z.union([z.string(), z.record(z.string(), z.unknown())])),
});

/**
 * What Greenhouse refuses: a message, and a list of texts or of texts by field. Both forms occur in the
 * documentation of v3. Other bodies, such as those of its token host, have forms that the kit reads.
 */
export function readError({ status, body }: RemoteResponse): ErrorDetails | null {
  if (status < 400) return readFailedSuccess(body);
  const found = Problems.safeParse(body).data;
  if (found === undefined) return null;
  const texts = found.errors.flatMap((one) => (typeof one === 'string' ? [one] : toTexts(one)));
  return { code: null, message: [found.message, ...texts].filter(Boolean).join('; ') };
}

const Failed = z.object({ error: z.string().min(1), reason: z.string().nullish().catch(null) });

/** The Job Board answers 200 to an application that it did not take. */
function readFailedSuccess(body: unknown): ErrorDetails | null {
  const found = Failed.safeParse(body).data;
  if (found === undefined) return null;
  return { code: null, message: [found.error, found.reason].filter(Boolean).join(': ') };
}

function toTexts(fields: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(fields).flatMap(([name, texts]) =>
    [texts].flat().flatMap((text) => (typeof text === 'string' ? [`${name}: ${text}`] : [])),
  );
}
