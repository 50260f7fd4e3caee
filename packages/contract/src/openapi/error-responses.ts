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

const schemaOf = (family: Family) => schemaRef(family === 'general' ? 'GeneralError' : 'AtsError');

/** `responses` of one operation: references to the shared error answers, and those of its own. */
export function errorResponseRefs(operation: Operation): Record<string, object> {
  const family = familyOf(operation);
  const shared = [...codesByStatus(family).keys()].map((status) => [
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
  const used = new Set(operations.map(familyOf));
  return Object.fromEntries(
    families
      .filter((family) => used.has(family))
      .flatMap((family) =>
        [...codesByStatus(family)].map(([status, codes]) => [
          responseName(family, status),
          {
            description: codes
              .map((code) => `- \`${code}\`: ${errorCodes[code].meaning}`)
              .join('\n'),
            content: { 'application/json': { schema: schemaOf(family) } },
          },
        ]),
      ),
  );
}
