import { decodeEntities } from '@hirewire/connector-kit';

/** The name of a question or an option, which may hold HTML; null for none. */
export function toLabel(text: string | null | undefined): string | null {
  return decodeEntities((text ?? '').replaceAll(/<\/?[a-z][^<>]*>/gi, '')).trim() || null;
}
