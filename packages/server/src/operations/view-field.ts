import type { CustomField, IntegrationField } from '@hirewire/contract';
import type {
  FieldModel,
  IntegrationField as StoredField,
  MappedCustomField,
} from '@hirewire/store';

import type { CursorScope } from '../cursor.ts';
import type { Call } from './route.ts';
import { integrationOf } from './route.ts';

/** `candidates` → `ats_candidates`, as scopes and coverage name it. */
const modelId = (model: FieldModel): string => `ats_${model}`;

export function viewIntegrationField(field: StoredField): IntegrationField {
  const { id, key, model, type, label, isPassthroughEnabled } = field;
  return {
    id,
    key,
    model: modelId(model),
    type,
    label,
    is_passthrough_enabled: isPassthroughEnabled,
    is_writable: false,
  };
}

export function viewCustomField(field: MappedCustomField): CustomField {
  const { id, key, model, label, description, integrationField: filler } = field;
  return {
    id,
    key,
    integration_field:
      filler === null
        ? null
        : { id: filler.id, key: filler.key, type: filler.type, label: filler.label },
    model: modelId(model),
    label,
    description,
  };
}

/** What the cursors of the two lists are good for: they have no filters. */
export function fieldScope(call: Pick<Call<never>, 'operation' | 'authorization'>): CursorScope {
  return { operation: call.operation.id, integrationId: integrationOf(call).id, filters: {} };
}
