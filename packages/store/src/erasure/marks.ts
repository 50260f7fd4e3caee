import { createHmac } from 'node:crypto';
import type { ModelName } from '../records/models.ts';
import { foldCase } from '../records/list-filters.ts';

/** What a person is known by beside the ids of records, as it is compared. */
export interface Identity {
  emailAddresses: readonly string[];
  phoneNumbers: readonly string[];
}

/** Makes marks, from which nobody without the key can tell what they stand for. */
export interface Marker {
  ofRecord(model: ModelName, id: string): string;
  ofIdentity(identity: Identity): string[];
}

export function createMarker(key: Buffer): Marker {
  const markOf = (kind: string, text: string): string =>
    createHmac('sha256', key).update(`${kind} ${text}`).digest('base64url');
  return {
    ofRecord: markOf,
    ofIdentity: ({ emailAddresses, phoneNumbers }) => [
      ...emailAddresses.map((address) => markOf('e-mail', address)),
      ...phoneNumbers.map((number) => markOf('phone', number)),
    ],
  };
}

/** Numbers with fewer digits are extensions, which many people share. */
const minDigits = 6;

/**
 * Addresses regardless of case, and numbers by their digits: `+49 (30) 123456` is `0049 30 123456`.
 * A number without the code of its country is another one.
 */
export function toIdentity(texts: {
  emailAddresses: readonly string[];
  phoneNumbers: readonly string[];
}): Identity {
  return {
    emailAddresses: texts.emailAddresses
      .map((address) => foldCase(address.trim()))
      .filter((address) => address !== ''),
    phoneNumbers: texts.phoneNumbers
      .map((number) => number.replaceAll(/[^0-9]/g, '').replace(/^0+/, ''))
      .filter((digits) => digits.length >= minDigits),
  };
}

/** SQL of the same for one phone number. */
export const digitsOf = (number: string): string =>
  `ltrim(regexp_replace(${number}, '[^0-9]', '', 'g'), '0')`;
