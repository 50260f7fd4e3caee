import type { CandidateDraft } from '@hirewire/connector-kit';
import { inputInvalid } from '@hirewire/contract';
import { isKeptOut } from '@hirewire/store';
import type { Action } from '../actions/action.ts';
import { openErasureKey } from './erasure-key.ts';

/**
 * Refuses to create somebody who was erased: the tool would have them, and Hirewire would keep them
 * out.
 * @throws ApiError
 */
export async function refuseErased(
  { database, integration, secretKeys }: Action,
  candidate: CandidateDraft,
): Promise<void> {
  const phoneNumbers = candidate.additional_phone_numbers.map((entry) => entry.phone_number);
  const others = candidate.additional_email_addresses.map((entry) => entry.email_address);
  const isErased = await isKeptOut(database, {
    integrationId: integration.id,
    emailAddresses: [candidate.email_address, ...others],
    phoneNumbers: [candidate.phone_number ?? '', ...phoneNumbers],
    openKey: (sealed) => openErasureKey(secretKeys, sealed),
  });
  if (!isErased) return;
  throw inputInvalid(
    'The candidate has an e-mail address or phone number of a person who was erased, and is kept ' +
      'out. To let them in again, lift the erasure: `POST /hirewire/v1/erasures/{id}/lift`.',
  );
}
