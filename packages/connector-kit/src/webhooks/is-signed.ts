import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether one of the signatures is the HMAC-SHA256 of the parts, one after the other: in hex or
 * base64, without what a vendor puts before it. Several are there while a vendor changes its secret.
 *
 *     receive({ headers, body }, secret) {
 *       const given = (headers['x-signature'] ?? '').split(';').map((one) => one.replace(/^v1=/, ''));
 *       if (!isSigned([headers['x-timestamp'] ?? '', '.', body], secret, given)) return null;
 *       return changesOf('jobs', [parseEvent(body)]);
 *     }
 */
export function isSigned(
  parts: readonly (string | Uint8Array)[],
  secret: string,
  signatures: readonly string[],
): boolean {
  const hmac = createHmac('sha256', secret);
  for (const part of parts) hmac.update(part);
  const wanted = hmac.digest();
  return signatures.some((signature) => {
    const given = Buffer.from(signature, /^[0-9a-f]{64}$/i.test(signature) ? 'hex' : 'base64');
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}
