import {
  createError,
  type ErrorCode,
  type Operation,
  operations,
  type RawQuery,
} from '@hirewire/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { routePath } from '../hirewire/route.ts';
import { notImplementedError } from '../operations/not-implemented.ts';
import type { AnyCall } from '../operations/route.ts';
import type { Routes } from '../routes.ts';
import { jsonType } from './errors.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The operation of the contract that a route serves; public pages have none. */
    operation?: Operation;
  }
}

/**
 * The contract's path as Fastify writes it. The official Python SDK does not encode path
 * parameters, so that the remote id in `remote:1/2` arrives as two segments. Where ids of that form
 * are allowed the route takes every segment, and the end of the path is checked by itself.
 */
function toRoutePath(path: string): { url: string; suffix: string } {
  const [head, tail] = path.split('/{job_id}/');
  if (tail !== undefined) return { url: `${head}/*`, suffix: `/${tail}` };
  return { url: routePath({ path }), suffix: '' };
}

/** What is left of a job's path is its id, however many segments it has. */
function pathParametersOf({
  params,
  routeOptions,
}: FastifyRequest): Readonly<Record<string, string>> {
  const { '*': rest, ...named } = params as Record<string, string>;
  if (rest === undefined) return named;
  const { suffix } = toRoutePath(routeOptions.config.operation?.path ?? '');
  return { ...named, job_id: rest.slice(0, -suffix.length) };
}

function hasSuffix(request: FastifyRequest, suffix: string): boolean {
  if (suffix === '') return true;
  const rest = (request.params as { '*': string })['*'];
  return rest.length > suffix.length && rest.endsWith(suffix);
}

/**
 * The address that the client has called, if none is configured. The client can choose it freely:
 * only its own response contains it.
 */
function addressOf({ protocol, host, socket }: FastifyRequest): string {
  const address = `${protocol}://${host}`;
  // Only HTTP/1.0 may leave out the header, and only broken clients send none that makes an address.
  return URL.canParse(address) ? new URL(address).origin : `http://localhost:${socket.localPort}`;
}

type Answer = (call: AnyCall) => Promise<string>;

/** What answers an operation. @throws Error where it should have a route and has none */
function answerOf(operation: Operation, routes: Routes): Answer {
  const { id, errorType, notImplemented } = operation;
  if (notImplemented !== null) return () => Promise.reject(notImplementedError(operation));
  if (errorType === 'ats') {
    const route = routes.ats[id];
    if (route !== undefined) return (call) => route({ ...call, failure: createError });
  } else {
    const route = routes.general[id];
    if (route !== undefined) return (call) => route({ ...call, failure: createError });
  }
  throw new Error(`The operation ${id} has no route.`);
}

function toCall(
  operation: Operation,
  publicUrl: string | null,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): AnyCall {
  const { authorization, body } = request;
  if (authorization === null) throw new Error('a route ran before authentication');
  return {
    operation,
    authorization,
    pathParameters: pathParametersOf(request),
    query: request.query as RawQuery,
    body,
    path: request.url.replace(/\?.*$/s, ''),
    requestId: request.id,
    requestHeader: (name: string) => headerOf(request, name),
    reply: {
      header: (name: string, value: string) => void reply.header(name, value),
      end: (status: number, errorCode: ErrorCode | null) => {
        reply.code(status);
        if (errorCode !== null) request.errorCode = errorCode;
      },
    },
    logFailure: (error: unknown) =>
      request.log.error({ event: 'request.failed', error }, 'Unexpected error'),
    serverUrl: publicUrl ?? addressOf(request),
  };
}

function headerOf({ headers }: FastifyRequest, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** Operations whose bodies may hold files. */
const fileOperations: ReadonlySet<string> = new Set([
  'create-application',
  'create-candidate',
  'add-application-attachment',
  'add-candidate-attachment',
  'send-passthrough-request',
]);

/** Longer than an action may take, as its answer says more than a mere time-out. */
const actionGraceMs = 20_000;

interface Served {
  /** What actions may take. */
  actionTimeoutMs: number;
  fileBodyBytes: number;
  routes: Routes;
  /** By which clients reach the server, without `/v1`; null where only they know. */
  publicUrl: string | null;
}

/** Serves every operation of the contract; those that are not implemented say so. */
export function serveOperations(app: FastifyInstance, served: Served): void {
  for (const operation of operations as readonly Operation[]) {
    const { url, suffix } = toRoutePath(operation.path);
    const answer = answerOf(operation, served.routes);
    app.route({
      method: operation.method,
      url,
      config: { operation },
      ...(isAction(operation) && { handlerTimeout: served.actionTimeoutMs + actionGraceMs }),
      ...(fileOperations.has(operation.id) && { bodyLimit: served.fileBodyBytes }),
      handler: async (request, reply) => {
        if (!hasSuffix(request, suffix)) return reply.callNotFound();
        const call = toCall(operation, served.publicUrl, { request, reply });
        const work = () => answer(call);
        return reply.type(jsonType).send(await (request.span?.run(work) ?? work()));
      },
    });
  }
}

function isAction({ id, kind }: Operation): boolean {
  return kind === 'action' || id === 'send-passthrough-request';
}
