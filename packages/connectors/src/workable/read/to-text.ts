const names: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/**
 * The text of a piece of HTML: Workable's answers come as paragraphs, and its questions with entities.
 * A text without any stays as it is.
 */
export function toText(html: string): string {
  return html
    .replaceAll(/<br\s*\/?>|<\/(?:p|div|li|h[1-6])\s*>/gi, '\n')
    .replaceAll(/<\/?[a-z][^<>]*>/gi, '')
    .replaceAll(
      /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi,
      (entity, decimal, hex, name) => {
        if (name !== undefined) return names[String(name).toLowerCase()] ?? entity;
        return (
          toCharacter(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)) ?? entity
        );
      },
    )
    .replaceAll(/[^\S\n]+\n/g, '\n')
    .trim();
}

function toCharacter(code: number): string | null {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : null;
}
