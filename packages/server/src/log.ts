import { hostname } from 'node:os';

import { type DestinationStream, type Logger, pino } from 'pino';

import type { Outages } from './outages.ts';
import { readVersion } from './product-version.ts';
import type { LogLevel, Role } from './settings.ts';

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

export interface LogOptions {
  /** Default: standard output. */
  destination?: DestinationStream;
  outages?: Outages;
  /** What this process does; absent for commands. */
  role?: Role;
  /** The trace that a line belongs to; undefined outside of one. */
  findTraceId?: () => string | undefined;
}

const { debug: debugLevel = 0, info: infoLevel } = pino.levels.values;

/**
 * The process's log: one JSON object per line, each with the version, the role and the host that
 * wrote it. What repeats an outage is a line of `debug`.
 */
export function createLog(level: LogLevel, options: LogOptions = {}): Log {
  const { destination = pino.destination(1), outages, role, findTraceId } = options;
  return pino(
    {
      level,
      base: { version: readVersion(), role, host: hostname() },
      mixin: () => ({ traceId: findTraceId?.() }),
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      // Fastify says `err`, we say `error`.
      serializers: { err: errorFields, error: errorFields },
      hooks: {
        logMethod(line, write, level) {
          if (level > debugLevel && outages?.isRepeated(line[0])) this.debug(...line);
          // What the server library says by itself, such as where it listens, is not ours.
          else if (typeof line[0] === 'string' && level === infoLevel)
            this.debug({ event: 'http.library' }, line[0]);
          else write.apply(this, line);
        },
      },
      redact: secretPaths.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
    },
    destination,
  );
}
