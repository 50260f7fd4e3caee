import type { Json } from '@hirewire/connector-kit';

type Fields = { [key: string]: Json };

/**
 * The caller's own attributes: `remote_fields.teamtailor.candidate`, whose keys are attributes, or which
 * has them under `attributes`, and `remote_fields.teamtailor.application.attributes`.
 */
export function extraAttributes(
  remoteFields: Readonly<Record<string, Json>>,
  of: 'candidate' | 'application',
): Fields {
  const { attributes, ...others } = toFields(remoteFields[of]);
  return { ...(of === 'candidate' && others), ...toFields(attributes) };
}

function toFields(value: Json | undefined): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
