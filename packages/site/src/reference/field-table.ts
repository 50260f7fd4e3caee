import { breakableCode, code, escapeText, writeTable } from '../markdown.ts';
import type { Field } from './list-fields.ts';

/** Fields that only one tool knows; they would hide those that all have. */
const ofSingleTools = 'remote_fields.';

/** A table of fields: `sent` by the caller, or `answered` by the server. */
export function writeFields(fields: readonly Field[], direction: 'sent' | 'answered'): string {
  const shown = fields.filter(({ name }) => !name.startsWith(ofSingleTools));
  const folded = fields.filter(({ name }) => name.startsWith(ofSingleTools));
  const table = (rows: readonly Field[]): string =>
    writeTable(
      ['Field', 'Meaning'],
      rows.map((field) => [writeName(field, direction), writeMeaning(field)]),
    );
  if (folded.length === 0) return table(shown);
  return `${table(shown)}\n\n::: details ${code('remote_fields')}: what single tools take besides\n\n${table(folded)}\n\n:::`;
}

function writeName(field: Field, direction: string): string {
  const isAsked = direction === 'sent' && field.isRequired;
  return [
    `${breakableCode(field.name)}<br><span class="type">${writeType(field)}</span>`,
    isAsked ? '<Badge type="info" text="required" />' : '',
    field.isDeprecated ? '<Badge type="warning" text="deprecated" />' : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

const writeType = ({ type, isNullable }: Field): string =>
  isNullable && type !== 'any' ? `${type} or null` : type;

function writeMeaning(field: Field): string {
  const parts = [
    escapeText(field.description),
    writeWords(field.words),
    field.limits.length === 0 ? '' : `Limits: ${field.limits.map(escapeText).join(', ')}.`,
    field.hasDefault ? `Default: ${code(JSON.stringify(field.default))}.` : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function writeWords(words: readonly string[]): string {
  if (words.length === 0) return '';
  return words.length === 1
    ? `Is ${words.map(code).join()}.`
    : `One of ${words.map(code).join(', ')}.`;
}
