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

function familyOf({ kind, group }: Operation): Family {
  return group === 'assessment' ? group : kind;
}

/** The codes that operations of a family may answer with, by HTTP status. */
function codesByStatus(family: Family): Map<number, ErrorCode[]> {
  const scopes: readonly ErrorScope[] = scopesOf[family];
  const codes = allErrorCodes.filter((code) => scopes.includes(errorCodes[code].scope));
  const byStatus = Map.groupBy(codes, (code) => errorCodes[code].status);
  return new Map([...byStatus].toSorted(([first], [second]) => first - second));
}

/** `responses` of one operation: references to the shared error answers. */
export function errorResponseRefs(operation: Operation): Record<string, object> {
  const family = familyOf(operation);
  return Object.fromEntries(
    [...codesByStatus(family).keys()].map((status) => [
      String(status),
      { $ref: `#/components/responses/${responseName(family, status)}` },
    ]),
  );
}

/** The shared error answers: one per family of operations and status, with its codes. */
export function errorResponses(): Record<string, object> {
  return Object.fromEntries(
    families.flatMap((family) =>
      [...codesByStatus(family)].map(([status, codes]) => [
        responseName(family, status),
        {
          description: codes.map((code) => `- \`${code}\`: ${errorCodes[code].meaning}`).join('\n'),
          content: {
            'application/json': {
              schema: schemaRef(family === 'general' ? 'GeneralError' : 'AtsError'),
            },
          },
        },
      ]),
    ),
  );
}
