import type { z } from 'zod';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
/** `hirewire`: our own API, under `/hirewire/v1`. */
export type OperationGroup = 'ats' | 'general' | 'connect' | 'assessment' | 'hirewire';

/** `list`: ATS records, read from the store in pages. `action`: done live in the tool. `general`: the rest. */
export type OperationKind = 'list' | 'action' | 'general';

type Model = z.ZodType;

/**
 * The right that a key needs for an operation: writes by the model that they change.
 * `key-scopes.ts` has the names that keys carry.
 */
export type OperationScope = 'read' | 'passthrough' | 'management' | `write:${WrittenModel}`;
type WrittenModel = 'applications' | 'candidates' | 'assessments';

/** One operation of the wire: everything about it but its implementation. */
export interface Operation<
  Id extends string = string,
  Kind extends OperationKind = OperationKind,
  Path extends Model | null = Model | null,
  Query extends Model | null = Model | null,
  Body extends Model | null = Model | null,
  Response extends Model = Model,
> {
  /** kebab-case of the SDK method; the operation's name everywhere in Hirewire. */
  readonly id: Id;
  /** Name in OpenAPI. */
  readonly operationId: string;
  /** Where the official TypeScript SDK has it, such as `ats.getJobs`. */
  readonly sdkMethod: string;
  readonly group: OperationGroup;
  readonly kind: Kind;
  readonly method: HttpMethod;
  /** What all paths of its API begin with. */
  readonly basePath: '/v1' | '/hirewire/v1';
  /** Path below the base path, parameters in braces. */
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  /** Path parameters as decoded text. */
  readonly pathParameters: Path;
  /** Parses the raw query: texts, or lists of texts where a parameter was repeated. */
  readonly query: Query;
  /** Parses the JSON body. Keys that the contract does not know are dropped. */
  readonly body: Body;
  /** Whether leaving the body out is an error; otherwise a missing body means `{}`. */
  readonly bodyRequired: boolean;
  /** The whole 200 answer. For tests and documents: nothing validates answers at run time. */
  readonly response: Response;
  /** Media type of the 200 answer. */
  readonly responseType: string;
  /** Which error codes may appear: all, or only those of the platform. */
  readonly errorType: 'ats' | 'general';
  /** Errors of this operation alone, which have no code of the wire, by their HTTP status. */
  readonly errors: Readonly<Record<number, string>>;
  /** What an API key must be allowed; `any` for every valid key, null where none is taken. */
  readonly keyScope: OperationScope | 'any' | null;
  /** Whether it takes an API key; otherwise its address is secret or its request signed. */
  readonly needsKey: boolean;
  /** The write permission that must be on in the scope, or null. */
  readonly permission: string | null;
  /** Whether `X-Integration-Id` selects the integration. */
  readonly integrationHeader: boolean;
  readonly paginated: boolean;
  readonly deprecated: boolean;
  /** Why this version of Hirewire answers with 501, as a sentence for developers; null where it does not. */
  readonly notImplemented: string | null;
  /** The first official Python SDK that has it; null where 1.3.4 has it already. */
  readonly sdkSince: string | null;
}

type Derived = 'sdkMethod' | 'errorType' | 'basePath' | 'needsKey';
type Defaulted =
  | 'pathParameters'
  | 'query'
  | 'body'
  | 'bodyRequired'
  | 'responseType'
  | 'errors'
  | 'permission'
  | 'integrationHeader'
  | 'paginated'
  | 'deprecated'
  | 'notImplemented'
  | 'sdkSince';

/** Whether a call may change something, here or in a tool. Passthrough counts, whatever it asks for. */
export function isChange({ method }: Pick<Operation, 'method'>): boolean {
  return method !== 'GET';
}

/** What an operation's file states; the rest follows from it or has a default. */
export type OperationDefinition<
  Id extends string,
  Kind extends OperationKind,
  Path extends Model | null,
  Query extends Model | null,
  Body extends Model | null,
  Response extends Model,
> = Omit<Operation<Id, Kind, Path, Query, Body, Response>, Derived | Defaulted> &
  Partial<Pick<Operation<Id, Kind, Path, Query, Body, Response>, Defaulted>>;

/**
 * Fills in what follows from the rest of a definition: ATS and assessment operations take
 * `X-Integration-Id` and may answer with every error code, as may operations of our own on an
 * integration; lists are paginated, a body is required where there is one.
 */
export function defineOperation<
  const Id extends string,
  Kind extends OperationKind,
  Response extends Model,
  Path extends Model | null = null,
  Query extends Model | null = null,
  Body extends Model | null = null,
>(
  definition: OperationDefinition<Id, Kind, Path, Query, Body, Response>,
): Operation<Id, Kind, Path, Query, Body, Response> {
  const isAts = definition.group === 'ats' || definition.group === 'assessment';
  const isOurs = definition.group === 'hirewire';
  const hasAllCodes = isAts || (isOurs && definition.integrationHeader === true);
  return Object.freeze({
    pathParameters: null as Path,
    query: null as Query,
    body: null as Body,
    bodyRequired: Boolean(definition.body),
    responseType: 'application/json',
    errors: {},
    permission: null,
    integrationHeader: isAts,
    paginated: definition.kind === 'list',
    deprecated: false,
    notImplemented: null,
    sdkSince: null,
    ...definition,
    sdkMethod: `${definition.group}.${toCamelCase(definition.id)}`,
    needsKey: definition.keyScope !== null,
    errorType: hasAllCodes ? 'ats' : 'general',
    basePath: isOurs ? '/hirewire/v1' : '/v1',
  });
}

function toCamelCase(id: string): string {
  return id.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
