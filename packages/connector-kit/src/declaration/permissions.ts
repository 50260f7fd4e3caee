import type { ModelName } from './records.ts';
import { writeActionFunctions } from '../writing/writes.ts';
import type { WriteFunctions } from '../writing/writes.ts';

/** What a permission is needed for. Without it, these are refused or incomplete; the rest works. */
export interface PermissionUse {
  models?: readonly ModelName[];
  /** Models that are read without it, but lack some of their fields. */
  fieldsOf?: readonly ModelName[];
  /** Functions of `write`. */
  actions?: readonly (keyof WriteFunctions)[];
  /** Whether registering and checking webhooks needs it. Nobody is told to grant it for these alone. */
  webhooks?: boolean;
}

export interface Permission extends PermissionUse {
  /** Where a customer grants it, in the words of the tool: `Admin, API Keys`. */
  grantedAt: string;
}

/** By their names in the tool's settings, so that a customer finds them there: `Offers: Read`. */
export type Permissions<Name extends string = string> = Readonly<Record<Name, Permission>>;

/** A permission that credentials lack, and what that costs. */
export interface MissingPermission {
  /** In the words of the vendor's settings, so that a customer finds it there. */
  permission: string;
  /** Where to grant it; absent where nobody knows. */
  grantedAt?: string;
  models: readonly ModelName[];
  /** Models that lack fields; absent where there are none. */
  fieldsOf?: readonly ModelName[];
  /** Write actions of the contract, `ats_create_application`. */
  actions: readonly string[];
}

/**
 * Permissions that are granted in the same place.
 *
 * @example
 * const permissions = grantedAt('Admin, API Keys', { 'Offers: Read': { models: ['offers'] } });
 */
export function grantedAt<Name extends string>(
  where: string,
  uses: Readonly<Record<Name, PermissionUse>>,
): Permissions<Name> {
  const entries = Object.entries<PermissionUse>(uses);
  return Object.fromEntries(
    entries.map(([name, use]) => [name, { ...use, grantedAt: where }]),
  ) as Permissions<Name>;
}

/**
 * The permissions that are not granted, with what each costs. One that only webhooks need is not
 * among them: many customers have none.
 *
 * @example
 * const missingPermissions = findMissing(permissions, (name) => granted.has(name));
 */
export function findMissing(
  permissions: Permissions,
  isGranted: (permission: string) => boolean,
): MissingPermission[] {
  return Object.entries(permissions)
    .filter(([permission, use]) => !isForWebhooksAlone(use) && !isGranted(permission))
    .map(([permission, { grantedAt: where, models = [], fieldsOf, actions = [] }]) => ({
      permission,
      grantedAt: where,
      models,
      ...(fieldsOf && { fieldsOf }),
      actions: contractActions(actions),
    }));
}

function isForWebhooksAlone({ webhooks, models, fieldsOf, actions }: PermissionUse): boolean {
  return webhooks === true && [models, fieldsOf, actions].every((names) => names === undefined);
}

/** Write actions of the contract that functions of `write` serve, in the order of the contract. */
export function contractActions(functions: readonly (keyof WriteFunctions)[]): string[] {
  return Object.entries(writeActionFunctions).flatMap(([action, name]) =>
    functions.includes(name) ? [action] : [],
  );
}
