import { operations } from './operations/operations.ts';
import type { Operation } from './operations/define-operation.ts';

/** What an API key may do; null for everything, also for what later versions add. */
export type KeyScopes = readonly string[] | null;

/** The scopes of which one is enough for an operation, from the widest to the narrowest. */
function scopesFor({ id, keyScope }: Pick<Operation, 'id' | 'keyScope'>): readonly string[] {
  if (keyScope?.startsWith('write:') === true) return ['write', keyScope, `write:${id}`];
  return keyScope === null || keyScope === 'any' ? [] : [keyScope];
}

/** Each scope that a key can have, with those that contain it: itself is the last. */
const containers: ReadonlyMap<string, readonly string[]> = new Map(
  operations.flatMap((operation: Operation) => {
    const scopes = scopesFor(operation);
    return scopes.map((scope, index) => [scope, scopes.slice(0, index + 1)] as const);
  }),
);

/** `read`, `write`, `write:candidates`, `write:create-candidate`, …: all that a key can have. */
export const keyScopes: readonly string[] = [...containers.keys()].toSorted();

/** Whether a key with these scopes may call an operation. */
export function mayCall(scopes: KeyScopes, operation: Pick<Operation, 'id' | 'keyScope'>): boolean {
  if (scopes === null || operation.keyScope === 'any') return true;
  return scopesFor(operation).some((scope) => scopes.includes(scope));
}

/** Whether everything that `wanted` allows is allowed by `own`, now and in later versions. */
export function containsScopes(own: KeyScopes, wanted: KeyScopes): boolean {
  if (own === null) return true;
  if (wanted === null) return false;
  return wanted.every((scope) => containers.get(scope)?.some((one) => own.includes(one)) === true);
}
