import { hash, randomBytes } from 'node:crypto';

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const idLength = 24;

const idPattern = /^[1-9A-HJ-NP-Za-km-z]{24}$/;
const integrationIdPattern = /^[a-z0-9_-]+:[1-9A-HJ-NP-Za-km-z]{24}$/;

// The largest multiple of 58 that a byte can hold; larger bytes would favour some characters.
const fairByteLimit = 256 - (256 % alphabet.length);

/**
 * The id of a record: always the same for the same integration, model and remote id, so that a
 * reference needs no look-up and a repeated sync finds the same row. 24 base58 characters hold
 * about 140 bits. Lengths go into the hash, so that no two triples read alike.
 *
 * @example recordId('ashby:2Xk…', 'ats_jobs', '4711')
 */
export function recordId(integrationId: string, model: string, remoteId: string): string {
  const key = `${integrationId.length}:${integrationId}${model.length}:${model}${remoteId}`;
  const digest = hash('sha256', key, 'buffer');
  let id = '';
  for (let index = 0; index < idLength; index += 1) {
    id += alphabet.charAt((digest[index] ?? 0) % alphabet.length);
  }
  return id;
}

/** A fresh id of the same shape, from secure random bytes. */
export function randomId(): string {
  let id = '';
  while (id.length < idLength) {
    for (const byte of randomBytes(2 * idLength)) {
      if (byte < fairByteLimit && id.length < idLength)
        id += alphabet.charAt(byte % alphabet.length);
    }
  }
  return id;
}

/** Whether it has the form of the ids that Hirewire gives, except to integrations. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && idPattern.test(value);
}

export function isIntegrationId(value: unknown): value is string {
  return typeof value === 'string' && integrationIdPattern.test(value);
}

/** A fresh integration id: the tool, a colon, a random id. */
export function integrationId(tool: string): string {
  return `${tool}:${randomId()}`;
}
