import { breakableCode, code, inlineHtml } from '../markdown.ts';
import { noConnectorYet, toolOfField } from '../tools/tools-of-the-wire.ts';
import type { Field } from './list-fields.ts';

/** Whether the fields are `sent` by the client or `received` from the server. */
type Direction = 'sent' | 'received';

/**
 * A list of fields, as one block of HTML: Markdown ends such a block at an empty line. Fields inside
 * of others are folded; those of what a request must have are open.
 */
export function writeFields(fields: readonly Field[], direction: Direction, depth = 0): string {
  const items = fields.map((field) => {
    const lines = [
      writeHeading(field, direction),
      ...writeMeaning(field),
      ...writeNested(field, direction, depth),
    ];
    return `<li>\n${lines.join('\n')}\n</li>`;
  });
  return `<ul class="fields">\n${items.join('\n')}\n</ul>`;
}

function writeNested(field: Field, direction: Direction, depth: number): string[] {
  const count = field.fields.length;
  if (count === 0) return [];
  const isOpen = direction === 'sent' && field.isRequired && depth === 0;
  const summary = `${count} ${count === 1 ? 'field' : 'fields'} of ${breakableCode(field.name)}`;
  return [
    `<details${isOpen ? ' open' : ''}><summary>${summary}</summary>`,
    writeFields(field.fields, direction, depth + 1),
    '</details>',
  ];
}

function writeHeading(field: Field, direction: Direction): string {
  const marks = [
    `<span class="type">${inlineHtml(writeType(field))}</span>`,
    direction === 'sent' && field.isRequired ? '<Badge type="info" text="required" />' : '',
    field.isDeprecated ? '<Badge type="warning" text="deprecated" />' : '',
  ].filter((mark) => mark !== '');
  return [writeToolHeading(field.name), `<p>${breakableCode(field.name)}`, ...marks]
    .filter((part) => part !== '')
    .join(' ')
    .concat('</p>');
}

/** What only one tool takes has a heading: the search names headings beside what it finds. */
function writeToolHeading(name: string): string {
  const tool = toolOfField(name);
  if (tool === null) return '';
  const id = `for-${name.replaceAll(/\W+/g, '-')}`;
  const title = noConnectorYet(tool) ? `${tool}: no connector yet` : tool;
  return `<h4 id="${id}" tabindex="-1">${title} <a class="header-anchor" href="#${id}" aria-label="Permalink to ${title}">&#8203;</a></h4>\n`;
}

const writeType = ({ type, isNullable }: Field): string =>
  isNullable && type !== 'any' ? `${type} or null` : type;

function writeMeaning(field: Field): string[] {
  const parts = [
    field.description,
    writeWords(field.words),
    field.limits.length === 0 ? '' : `Limits: ${field.limits.join(', ')}.`,
    field.hasDefault ? `Default: ${code(JSON.stringify(field.default))}.` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? [] : [`<p>${inlineHtml(parts.join(' '))}</p>`];
}

function writeWords(words: readonly string[]): string {
  if (words.length === 0) return '';
  const list = words.map((word) => `\`${word}\``).join(', ');
  return words.length === 1 ? `Is ${list}.` : `One of ${list}.`;
}
