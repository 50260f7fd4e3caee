import type { Clock, Json } from '@hirewire/connector-kit';
import type { SecretKeys } from '../integrations/sealing.ts';
import { seal, unseal } from '../integrations/sealing.ts';
import { z } from 'zod';

/** A file of a tool that a link leads to. */
export interface LinkedFile {
  integrationId: string;
  /** What the connector finds it by. */
  reference: Json;
  name: string;
  contentType: string;
}

/** Long enough to fetch a list of files one after the other, too short to be passed around. */
const lifeMs = 15 * 60_000;

/** Sealed for links to files and for nothing else: no other sealed text opens as one. */
const purpose = 'hirewire file link';

const Content = z.tuple([z.number(), z.string(), z.json(), z.string(), z.string()]);

/**
 * A token that stands for the file and for the right to fetch it, until it expires. It is encrypted:
 * it tells neither ids nor names.
 */
export function sealFileLink(keys: SecretKeys, clock: Clock, file: LinkedFile): string {
  const { integrationId, reference, name, contentType } = file;
  const expiresAt = clock.now().getTime() + lifeMs;
  const content = JSON.stringify([expiresAt, integrationId, reference, name, contentType]);
  return seal(keys, purpose, content).toString('base64url');
}

/** Null for a token that is not ours, was changed, or has expired. */
export function openFileLink(keys: SecretKeys, clock: Clock, token: string): LinkedFile | null {
  let text: string;
  try {
    text = unseal(keys, purpose, Buffer.from(token, 'base64url'));
  } catch {
    return null;
  }
  const content = Content.safeParse(JSON.parse(text));
  if (!content.success) return null;
  const [expiresAt, integrationId, reference, name, contentType] = content.data;
  if (expiresAt < clock.now().getTime()) return null;
  return { integrationId, reference: reference as Json, name, contentType };
}
