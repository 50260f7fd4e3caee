import type { Authorization, Requester } from '@hirewire/store';

/** Who calls, for receipts and the audit log. */
export function requesterOf({ keyId, keyName }: Authorization): Requester {
  return { type: 'API_KEY', id: keyId, name: keyName };
}
