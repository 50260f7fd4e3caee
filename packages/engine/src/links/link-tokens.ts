import type { Clock } from '@hirewire/connector-kit';
import { linkLanguages, linkTypes } from '@hirewire/contract';
import { z } from 'zod';
import type { SecretKeys } from '../integrations/sealing.ts';
import { seal, unseal } from '../integrations/sealing.ts';

const purposes = ['reconnect', 'setup'] as const;

/** What a link for an end user is for. */
export interface IntegrationLink {
  purpose: (typeof purposes)[number];
  integrationId: string;
  /** Shown inside your product for an hour, or sent to somebody and good for a year. */
  type: (typeof linkTypes)[number];
  language: (typeof linkLanguages)[number];
  /** The scope that the integration gets once it is reconnected; null to keep its own. */
  scopeConfigId: string | null;
}

export type OpenedLink =
  | { state: 'valid' | 'expired'; link: IntegrationLink }
  /** None of ours, or changed on its way. */
  | { state: 'invalid' };

const lifeMs: Record<IntegrationLink['type'], number> = {
  EMBEDDED: 60 * 60_000,
  MAGIC_LINK: 365 * 24 * 60 * 60_000,
};

/** Sealed for these links and for nothing else: no other sealed text opens as one. */
const context = 'hirewire integration link';

const Content = z.tuple([
  z.number(),
  z.enum(purposes),
  z.string(),
  z.enum(linkTypes),
  z.enum(linkLanguages),
  z.string().nullable(),
]);

/**
 * A token that stands for the right to do this one thing to this one integration, until it expires.
 * It is encrypted: it reveals nothing to those who see the URL, and cannot be forged.
 */
export function sealLinkToken(keys: SecretKeys, clock: Clock, link: IntegrationLink): string {
  const { purpose, integrationId, type, language, scopeConfigId } = link;
  const expiresAt = clock.now().getTime() + lifeMs[type];
  const content = [expiresAt, purpose, integrationId, type, language, scopeConfigId];
  return seal(keys, context, JSON.stringify(content)).toString('base64url');
}

/** What such a token stands for. Whether its integration still exists is another question. */
export function openLinkToken(keys: SecretKeys, clock: Clock, token: string): OpenedLink {
  const sealed = Buffer.from(token, 'base64url');
  // Decoding skips what is not base64url; encoding again shows whether it had to.
  if (sealed.toString('base64url') !== token) return { state: 'invalid' };
  let text: string;
  try {
    text = unseal(keys, context, sealed);
  } catch {
    return { state: 'invalid' };
  }
  const content = Content.safeParse(JSON.parse(text));
  if (!content.success) return { state: 'invalid' };
  const [expiresAt, purpose, integrationId, type, language, scopeConfigId] = content.data;
  return {
    state: expiresAt > clock.now().getTime() ? 'valid' : 'expired',
    link: { purpose, integrationId, type, language, scopeConfigId },
  };
}
