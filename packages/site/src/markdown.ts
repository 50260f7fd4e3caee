/** A page of the site, as Markdown. */
export interface Page {
  /** From the folder of all pages, such as `api/get-jobs.md`. */
  readonly path: string;
  readonly text: string;
}

export function writeTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return lines.join('\n');
}

/** Text that is to be read as it is, in a paragraph or a cell. */
export function escapeText(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? escapeCell(part) : escapeCell(escapeMarkup(part))))
    .join('')
    .replaceAll(/\s*\n\s*/g, ' ');
}

/** Text with `code` in it, for a place where Markdown is not read: inside HTML. */
export function inlineHtml(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) =>
      part.startsWith('`') ? `<code>${escapeMarkup(part.slice(1, -1))}</code>` : escapeMarkup(part),
    )
    .join('')
    .replaceAll(/\s*\n\s*/g, ' ');
}

const escapeMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('{{', '&#123;{');

const escapeCell = (text: string): string => text.replaceAll('|', String.raw`\|`);

/** Code in a cell. */
export const code = (text: string): string => `\`${escapeCell(text)}\``;

/** Code that breaks after its dots, dashes and slashes where a line, or a phone, is too short. */
export const breakableCode = (text: string): string =>
  `<code>${escapeMarkup(text)
    .replaceAll('{', '&#123;')
    .replaceAll(/[._/](?=\w|&)|\[\](?=.)/g, '$&<wbr>')}</code>`;

/** What each page begins with: its title for sidebar, search and browser, and its heading. */
export function writeHead(title: string, description: string): string {
  return `---
title: ${JSON.stringify(title)}
description: ${JSON.stringify(description)}
---

# ${escapeText(title)}`;
}

/** Paragraphs, tables and the like in their order; empty ones are left out. */
export const join = (...blocks: readonly string[]): string =>
  `${blocks.filter((block) => block !== '').join('\n\n')}\n`;

/** Where an error code is explained. */
export const errorAnchor = (errorCode: string): string =>
  errorCode.toLowerCase().replaceAll(/[._]/g, '-');
