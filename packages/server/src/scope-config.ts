import { inputInvalid, recordId } from '@hirewire/contract';

/** The one scope config of an environment, which allows everything. */
export function scopeConfigOf(environmentId: string): { id: string; name: string } {
  return { id: recordId(environmentId, 'scope_config', 'default'), name: 'Default' };
}

/** @throws ApiError PLATFORM.INPUT_INVALID for a scope config that the environment does not have */
export function requireScopeConfig(environmentId: string, id: string | null | undefined): void {
  if (id === null || id === undefined || id === scopeConfigOf(environmentId).id) return;
  throw inputInvalid(
    'Body field `scope_config_id` is not the id of a scope config in the environment of this API ' +
      'key. There is one, whose id the details of an integration tell; leave the field out for it.',
  );
}
