import { allErrorCodes, type ErrorCode, errorCodes, type ErrorScope } from '../error-codes.ts';
import type { Operation } from '../operations/define-operation.ts';
import { schemaRef } from './component-schemas.ts';

type Family = 'general' | 'list' | 'action' | 'assessment';

const scopesOf = {
  general: ['any'],
  list: ['any', 'ats', 'list'],
  action: ['any', 'ats', 'action'],
  assessment: ['any', 'ats'],
} as const satisfies Record<Family, readonly ErrorScope[]>;

const families = Object.keys(scopesOf) as Family[];

const responseName = (family: Family, status: number) => `${family}-error-${status}`;

function familyOf({ kind, group, errorType }: Operation): Family {
  if (group === 'hirewire') return errorType === 'ats' ? 'list' : 'general';
  return group === 'assessment' ? group : kind;
}

/** The codes that operations of a family may answer with, by HTTP status. */
function codesByStatus(family: Family): Map<number, ErrorCode[]> {
  const scopes: readonly ErrorScope[] = scopesOf[family];
  const codes = allErrorCodes.filter((code) => scopes.includes(errorCodes[code].scope));
  const byStatus = Map.groupBy(codes, (code) => errorCodes[code].status);
  return new Map([...byStatus].toSorted(([first], [second]) => first - second));
}

/** What is refused whatever the operation does, by status: no code of the wire but the one for bad input. */
const refusals: Readonly<
  Record<number, { description: string; isOf: (operation: Operation) => boolean }>
> = {
  408: {
    description: 'The request did not arrive in time.',
    isOf: ({ body }) => body !== null,
  },
  413: {
    description:
      'The body is larger, has more values or is nested deeper than the operation allows.',
    isOf: ({ body }) => body !== null,
  },
  414: {
    description: 'A part of the path is too long to be an id.',
    isOf: ({ pathParameters }) => pathParameters !== null,
  },
  415: {
    description: 'The body is not JSON, or not sent with `Content-Type: application/json`.',
    isOf: ({ body }) => body !== null,
  },
  431: {
    description: 'The URL and headers together are too long.',
    isOf: () => true,
  },
  501: {
    description: 'This version of Hirewire does not implement the operation.',
    isOf: ({ notImplemented }) => notImplemented !== null,
  },
};

/** The statuses that an operation may refuse requests with. */
function refusalsOf(operation: Operation): number[] {
  return Object.entries(refusals).flatMap(([status, { isOf }]) =>
    isOf(operation) ? [Number(status)] : [],
  );
}

const schemaOf = (family: Family) => schemaRef(family === 'general' ? 'GeneralError' : 'AtsError');

/** `responses` of one operation: references to the shared error answers, and those of its own. */
export function errorResponseRefs(operation: Operation): Record<string, object> {
  const family = familyOf(operation);
  const statuses = [...codesByStatus(family).keys(), ...refusalsOf(operation)];
  const shared = statuses.map((status) => [
    String(status),
    { $ref: `#/components/responses/${responseName(family, status)}` },
  ]);
  const own = Object.entries(operation.errors).map(([status, description]) => [
    status,
    { description, content: { 'application/json': { schema: schemaOf(family) } } },
  ]);
  return Object.fromEntries([...shared, ...own]);
}

/** The shared error answers: one per family of operations and status, with its codes. */
export function errorResponses(operations: readonly Operation[]): Record<string, object> {
  return Object.fromEntries(
    families.flatMap((family) => {
      const own = operations.filter((operation) => familyOf(operation) === family);
      if (own.length === 0) return [];
      const described = [
        ...[...codesByStatus(family)].map(([status, codes]) => [status, explain(codes)] as const),
        ...[...new Set(own.flatMap(refusalsOf))].map(
          (status) => [status, refusals[status]?.description] as const,
        ),
      ];
      return described.map(([status, description]) => [
        responseName(family, status),
        { description, content: { 'application/json': { schema: schemaOf(family) } } },
      ]);
    }),
  );
}

function explain(codes: readonly ErrorCode[]): string {
  return codes.map((code) => `- \`${code}\`: ${errorCodes[code].meaning}`).join('\n');
}
