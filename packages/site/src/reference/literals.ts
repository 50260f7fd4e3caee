/** How a language writes values. */
export interface Literals {
  text(value: string): string;
  date(value: Date): string;
  constant(value: boolean | number | null): string;
  key(name: string): string;
  readonly indent: string;
}

const width = 80;

const quoteSingle = (value: string): string =>
  `'${JSON.stringify(value)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`)}'`;

export const typeScript: Literals = {
  text: quoteSingle,
  date: (value) => `new Date('${value.toISOString().replace('.000', '')}')`,
  constant: String,
  key: (name) => `${name}: `,
  indent: '  ',
};

const pythonConstants = new Map<unknown, string>([
  [true, 'True'],
  [false, 'False'],
  [null, 'None'],
]);

export const python: Literals = {
  text: (value) => JSON.stringify(value),
  // Python before 3.11 does not read a `Z`.
  date: (value) => `datetime.fromisoformat("${value.toISOString().replace('.000Z', '+00:00')}")`,
  constant: (value) => pythonConstants.get(value) ?? String(value),
  key: (name) => `"${name}": `,
  indent: '    ',
};

export const json: Literals = {
  text: (value) => JSON.stringify(value),
  date: (value) => JSON.stringify(value),
  constant: String,
  key: (name) => `"${name}": `,
  indent: '  ',
};

/**
 * A value in one line where that is short enough, otherwise a part in each line; `indent` is that
 * of the line in which it begins, and `taken` what stands in that line already.
 */
export function write(value: unknown, language: Literals, indent: string, taken = 0): string {
  const line = writeInline(value, language);
  if (indent.length + taken + line.length <= width || !isNested(value)) return line;
  const inner = indent + language.indent;
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const parts = partsOf(value, language).map(
    ([key, part]) => `${inner}${key}${write(part, language, inner, key.length)}`,
  );
  const end = language === json ? '' : ',';
  return `${open}\n${parts.join(',\n')}${end}\n${indent}${close}`;
}

/** An example of what the server sends: a block that scrolls when it is long. */
export const writeExampleJson = (value: unknown): string =>
  `<div class="sent">\n\n\`\`\`json\n${write(value, json, '')}\n\`\`\`\n\n</div>`;

function writeInline(value: unknown, language: Literals): string {
  if (typeof value === 'string') return language.text(value);
  if (value instanceof Date) return language.date(value);
  if (!isNested(value)) return language.constant(value as boolean | number | null);
  const parts = partsOf(value, language).map(([key, part]) => key + writeInline(part, language));
  if (Array.isArray(value)) return `[${parts.join(', ')}]`;
  const space = language === python ? '' : ' ';
  return parts.length === 0 ? '{}' : `{${space}${parts.join(', ')}${space}}`;
}

const isNested = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !(value instanceof Date);

function partsOf(value: object, language: Literals): [key: string, part: unknown][] {
  if (Array.isArray(value)) return value.map((part: unknown) => ['', part]);
  return Object.entries(value).map(([name, part]) => [language.key(name), part]);
}
