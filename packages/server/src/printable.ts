/**
 * Control characters but line breaks and tabs, the marks that turn the direction of a line, and what
 * separates lines beyond ASCII. Names in a vendor's records may hold them, and a terminal would obey.
 */
const unprintable = /[^\P{Cc}\n\t]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** The text with `\u001b` and the like in the place of what a terminal would obey; so it stays valid JSON. */
export function toPrintable(text: string): string {
  return text.replaceAll(
    unprintable,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
