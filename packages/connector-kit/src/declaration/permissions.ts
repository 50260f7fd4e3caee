import type { ModelName } from './records.ts';
import { writeActionFunctions } from '../writing/writes.ts';
import type { WriteFunctions } from '../writing/writes.ts';

/** What a permission is needed for. Without it, these are refused or incomplete; the rest works. */
export interface PermissionUse {
  models?: readonly ModelName[];
  /** Functions of `write`. */
  actions?: readonly (keyof WriteFunctions)[];
}

/** A permission that credentials lack, and what that costs. */
export interface MissingPermission {
  /** In the words of the vendor's settings, so that a customer finds it there. */
  permission: string;
  models: readonly ModelName[];
  /** Write actions of the contract, `ats_create_application`. */
  actions: readonly string[];
}

/**
 * The permissions that are not granted, with what each costs.
 *
 * @example
 * const permissions = { 'Offers: Read': { models: ['offers'] } };
 * const missingPermissions = findMissing(permissions, (name) => granted.has(name));
 */
export function findMissing(
  permissions: Readonly<Record<string, PermissionUse>>,
  isGranted: (permission: string) => boolean,
): MissingPermission[] {
  return Object.entries(permissions)
    .filter(([permission]) => !isGranted(permission))
    .map(([permission, { models = [], actions = [] }]) => ({
      permission,
      models,
      actions: Object.entries(writeActionFunctions).flatMap(([action, name]) =>
        actions.includes(name) ? [action] : [],
      ),
    }));
}
