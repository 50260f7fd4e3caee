import { decodeEntities } from '@hirewire/connector-kit';

/**
 * The text of a piece of HTML: Workable's answers come as paragraphs, and its questions with entities.
 * A text without any stays as it is.
 */
export function toText(html: string): string {
  const text = html
    .replaceAll(/<br\s*\/?>|<\/(?:p|div|li|h[1-6])\s*>/gi, '\n')
    .replaceAll(/<\/?[a-z][^<>]*>/gi, '');
  return decodeEntities(text)
    .replaceAll(/[^\S\n]+\n/g, '\n')
    .trim();
}
