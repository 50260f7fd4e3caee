import { isId, isIntegrationId } from '@hirewire/contract';

/** What an answer says was created, as an entry of the audit log names it. */
export interface Created {
  integrationId: string | null;
  targetIds: { created_id?: string };
}

/** Answers have the id in themselves, or in an object directly within. */
export function findCreated(answer: unknown): Created {
  const ids =
    typeof answer === 'object' && answer !== null ? [answer, ...Object.values(answer)] : [];
  const id = ids.map(idOf).find((one) => isId(one) || isIntegrationId(one));
  if (isIntegrationId(id)) return { integrationId: id, targetIds: {} };
  return { integrationId: null, targetIds: isId(id) ? { created_id: id } : {} };
}

function idOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'id' in value ? value.id : null;
}
