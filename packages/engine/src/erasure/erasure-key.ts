import { randomBytes } from 'node:crypto';
import type { SecretKeys } from '../integrations/sealing.ts';
import { seal, unseal } from '../integrations/sealing.ts';

/** Another one than of anything else: what is sealed as one does not open as the other. */
export const erasureKeyContext = 'the marks of erased people';

/**
 * What marks of erased people are made with. It is random and does not follow from the secret key, as
 * that can be rotated, and nobody could make the marks anew: what they stand for is kept nowhere.
 */
export function createErasureKey(secretKeys: SecretKeys): Buffer {
  return seal(secretKeys, erasureKeyContext, randomBytes(32).toString('base64'));
}

/** @throws Error where no secret key opens it: without it, nobody could be kept out */
export function openErasureKey(secretKeys: SecretKeys, sealed: Buffer): Buffer {
  return Buffer.from(unseal(secretKeys, erasureKeyContext, sealed), 'base64');
}
