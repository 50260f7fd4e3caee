import { ApiError, isId } from '@hirewire/contract';
import type { Operation } from '@hirewire/contract';
import type { Engine } from '@hirewire/engine';
import type { Authorization, Database, Integration, Schedule } from '@hirewire/store';
import type { z } from 'zod';

type Parsed<Model> = Model extends z.ZodType ? z.output<Model> : null;

export interface RouteParts {
  readonly database: Database;
  readonly engine: Engine;
  /** How often integrations are synced that have not chosen otherwise. */
  readonly schedule: Schedule;
}

/** An authenticated call whose input has been parsed by the models of its operation. */
export interface Call<Of extends Operation> extends RouteParts {
  readonly authorization: Authorization;
  readonly environmentId: string;
  readonly path: Parsed<Of['pathParameters']>;
  readonly query: Parsed<Of['query']>;
  readonly body: Parsed<Of['body']>;
}

type Content<Of extends Operation> =
  z.output<Of['response']> extends { data: infer Data } ? Data : never;

/** What an operation does: it answers with `data` as the model of its response has it. */
export type Route<Of extends Operation> = (call: Call<Of>) => Promise<Content<Of>>;

/** Of a call that names it in its path: authentication has found it in the caller's environment. */
export function integrationOf({
  authorization,
}: Pick<Call<Operation>, 'authorization'>): Integration {
  if (authorization.integration !== null) return authorization.integration;
  throw new Error('a route of an integration ran without one');
}

/** An id that the database can be asked for; what is no id is one that is not there. */
export function toId(text: string): string {
  return isId(text) ? text : '';
}

/** @throws ApiError 404 with these words where there is none */
export function found<Thing>(thing: Thing | null, title: string, message: string): Thing {
  if (thing !== null) return thing;
  throw new ApiError(null, message, { status: 404, title });
}

/** The path of an operation as Fastify writes it. */
export function routePath({ path }: Pick<Operation, 'path'>): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}
