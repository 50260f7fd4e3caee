import { Transform } from 'node:stream';

import {
  JsonLimitError,
  type JsonLimits,
  bodyTurns,
  createJsonGauge,
} from '@hirewire/connector-kit';
import {
  type Operation,
  inputInvalid,
  receiveVendorWebhook,
  sendPassthroughRequest,
} from '@hirewire/contract';
import type { FastifyInstance } from 'fastify';

/** A hundred times what the largest body of any operation needs; files are one value each. */
const defaultLimits: JsonLimits = { values: 10_000, depth: 50 };

/** Whatever the tool takes is handed on, and little else is done with it. */
const passthroughLimits: JsonLimits = { values: 100_000, depth: 100 };

/** Null where somebody else's JSON comes, which `parseEvent` of connectors bounds. */
function limitsOf(operation: Operation | undefined): JsonLimits | null {
  if (operation?.id === receiveVendorWebhook.id) return null;
  return operation?.id === sendPassthroughRequest.id ? passthroughLimits : defaultLimits;
}

/**
 * Refuses bodies with more values or levels than their operation needs while they arrive: a few
 * megabytes of empty objects would keep every other request waiting while they are parsed and checked.
 * Large ones take turns.
 */
export function boundBodies(app: FastifyInstance): void {
  app.addHook('preParsing', (request, _reply, payload, done) => {
    const limits = limitsOf(request.routeOptions.config?.operation);
    const hasBody =
      request.headers['content-length'] !== undefined ||
      request.headers['transfer-encoding'] !== undefined;
    if (limits === null || !hasBody) {
      done(null, payload);
      return;
    }
    const counted = count(limits, request.authorization?.environment.id ?? '');
    payload.on('error', (error) => counted.destroy(error));
    done(null, payload.pipe(counted));
  });
}

function count(limits: JsonLimits, owner: string): Transform {
  const gauge = createJsonGauge(limits);
  const turn = bodyTurns.begin(owner);
  return new Transform({
    transform(chunk: Buffer, _encoding, next) {
      try {
        gauge.add(chunk);
      } catch (error) {
        next(toRefusal(error));
        return;
      }
      const wait = turn.take(chunk.length);
      if (wait === undefined) next(null, chunk);
      else void wait.then(() => next(null, chunk));
    },
    final(next) {
      turn.end();
      next();
    },
    destroy(error, next) {
      turn.end();
      next(error);
    },
  });
}

function toRefusal(error: unknown): Error {
  if (!(error instanceof JsonLimitError)) return error as Error;
  return inputInvalid(
    `The request body ${error.message}, which is more than this operation takes.`,
    {
      status: 413,
      cause: error,
    },
  );
}
