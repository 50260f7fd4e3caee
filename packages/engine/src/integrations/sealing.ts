import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const version = 1;
const ivLength = 12;
const tagLength = 16;
const keyIdLength = 4;

/** The keys that credentials are sealed with: the first seals, all of them open. 32 bytes each. */
export type KeyList = readonly [Buffer, ...Buffer[]];

/** A function where they can be replaced while the process runs. */
export type SecretKeys = KeyList | (() => KeyList);

export function listKeys(keys: SecretKeys): KeyList {
  return typeof keys === 'function' ? keys() : keys;
}

/**
 * Encrypts with AES-256-GCM. `context` (the integration's id) is authenticated, so that a sealed
 * text moved to another integration's row does not open.
 * Form: version (1), key id (4), IV (12), tag (16), cipher text.
 */
export function seal(keys: SecretKeys, context: string, plain: string): Buffer {
  const [key] = listKeys(keys);
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(Buffer.from(context));
  const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.from([version]), idBytesOf(key), iv, cipher.getAuthTag(), text]);
}

/** @throws Error when no key fits, or when the text or its context was changed */
export function unseal(keys: SecretKeys, context: string, sealed: Buffer): string {
  const ivStart = 1 + keyIdLength;
  const tagStart = ivStart + ivLength;
  const textStart = tagStart + tagLength;
  const wanted = sealed.subarray(1, ivStart);
  const key = listKeys(keys).find((candidate) => idBytesOf(candidate).equals(wanted));
  if (sealed[0] !== version || key === undefined) {
    throw new Error(
      `The credentials of ${context} were encrypted with a key that this Hirewire does not have. ` +
        'Start it with the secret key that they were saved with, or reconnect the integration.',
    );
  }
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(ivStart, tagStart));
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(tagStart, textStart));
  return Buffer.concat([decipher.update(sealed.subarray(textStart)), decipher.final()]).toString(
    'utf8',
  );
}

/** What sealed texts say of their key, in hexadecimal. */
export function keyIdOf(key: Buffer): string {
  return idBytesOf(key).toString('hex');
}

/** Which key has sealed a text. */
export function keyIdIn(sealed: Buffer): string {
  return sealed.subarray(1, 1 + keyIdLength).toString('hex');
}

function idBytesOf(key: Buffer): Buffer {
  return createHash('sha256').update(key).digest().subarray(0, keyIdLength);
}
