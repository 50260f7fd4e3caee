import { type DestinationStream, type Logger, pino } from 'pino';

import type { Outages } from './outages.ts';
import type { LogLevel } from './settings.ts';

export type Log = Logger;

/** Header and field names whose values must never be written, wherever they turn up. */
const secretPaths = ['authorization', 'api_key', 'apiKey', 'credentials', 'secretKey', 'password'];

/**
 * Only these four: other members of a database error (detail, where, parameters) and of vendors'
 * errors may hold personal data.
 */
function errorFields(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack } = error;
  return { type: name, code: (error as { code?: unknown }).code, message, stack };
}

/** The process's log: one JSON object per line. What repeats an outage is a line of `debug`. */
export function createLog(
  level: LogLevel,
  destination?: DestinationStream,
  outages?: Outages,
): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      // Fastify says `err`, we say `error`.
      serializers: { err: errorFields, error: errorFields },
      hooks: {
        logMethod(line, write) {
          if (write !== this.debug && outages?.isRepeated(line[0])) this.debug(...line);
          else write.apply(this, line);
        },
      },
      redact: secretPaths.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
    },
    destination ?? pino.destination(1),
  );
}
