/** What the body of an error says. */
export interface ErrorReason {
  /** The first code, or null. */
  code: string | null;
  /** All codes: a vendor may name several errors at once. */
  codes: readonly string[];
  message: string | null;
}

const codeKeys = ['code', 'errorCode', 'error_code', 'Code'];
const messageKeys = [
  'message',
  'detail',
  'title',
  'description',
  'error_description',
  'error_message',
  'errorMessage',
  'reason',
  'msg',
  'text',
  'Message',
];
const parameterKeys = ['parameter', 'param', 'field', 'attribute', 'pointer'];
/** Where a body keeps its errors. Nothing else is looked at: `debug` may be a stack trace. */
const nestedKeys = ['errorInfo', 'error', 'errors', 'fault', 'details', 'violations'];

const maxDepth = 6;
const maxParts = 10;
const maxTextLength = 2000;

interface Found {
  codes: Set<string>;
  messages: Set<string>;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Finds the reason in an error's body of any usual form: texts, objects (also of
 * [RFC 9457](https://www.rfc-editor.org/rfc/rfc9457) and JSON:API) and lists of both, nested;
 * messages by field; XML of a file storage; a page. Null where it says nothing.
 *
 *     readReason({ errors: [{ message: 'is too long', parameter: 'name', code: 'invalid' }] })
 *     // { code: 'invalid', codes: ['invalid'], message: 'name: is too long' }
 */
export function readReason(body: unknown): ErrorReason | null {
  const found: Found = { codes: new Set(), messages: new Set() };
  if (typeof body === 'string') addPage(found, body);
  else addErrors(found, body, { parameter: null, depth: 0 });
  const codes = [...found.codes];
  const messages = [...found.messages].slice(0, maxParts);
  if (codes.length === 0 && messages.length === 0) return null;
  return { code: codes[0] ?? null, codes, message: messages.join('; ') || null };
}

interface Position {
  /** The part of the request that the error is about. */
  parameter: string | null;
  depth: number;
}

function addErrors(found: Found, value: unknown, position: Position): void {
  if (position.depth > maxDepth || found.messages.size > maxParts) return;
  const inner = { ...position, depth: position.depth + 1 };
  if (typeof value === 'string') addText(found, value, position.parameter);
  else if (Array.isArray(value)) for (const one of value) addErrors(found, one, inner);
  else if (isFields(value)) addFields(found, value, inner);
}

function addFields(found: Found, fields: Fields, position: Position): void {
  const source = isFields(fields['source']) ? fields['source'] : {};
  const parameter = firstText({ ...source, ...fields }, parameterKeys) ?? position.parameter;
  for (const key of codeKeys) {
    const code = toText(fields[key]);
    if (code !== null) found.codes.add(code);
  }
  for (const key of messageKeys) {
    const message = toText(fields[key]);
    if (message !== null) addText(found, message, parameter);
  }
  for (const key of nestedKeys) {
    const value = fields[key];
    if (key === 'errors' && isFields(value) && !isError(value)) addByField(found, value, position);
    else addErrors(found, value, { ...position, parameter });
  }
}

/** `{ name: ['is too long'] }`: messages by the field that they are about. */
function addByField(found: Found, fields: Fields, position: Position): void {
  for (const [parameter, value] of Object.entries(fields).slice(0, maxParts)) {
    addErrors(found, value, { depth: position.depth + 1, parameter });
  }
}

function isError(fields: Fields): boolean {
  const known = [...codeKeys, ...messageKeys, ...nestedKeys];
  return known.some((key) => fields[key] !== undefined);
}

/** A text of one word is a code: `sync_token_expired`. */
function addText(found: Found, text: string, parameter: string | null): void {
  const trimmed = text.trim().slice(0, maxTextLength);
  if (trimmed === '') return;
  if (/^[a-z](?:[\w.-]*\w)?$/i.test(trimmed)) found.codes.add(trimmed);
  found.messages.add(parameter === null ? trimmed : `${parameter}: ${trimmed}`);
}

/** XML with a `Code` and a `Message`, as of Amazon S3, or a page of a proxy. */
function addPage(found: Found, page: string): void {
  const start = page.slice(0, maxTextLength);
  const code = /<Code>([^<]+)<\/Code>/i.exec(start)?.[1]?.trim();
  const message = /<Message>([^<]+)<\/Message>/i.exec(start)?.[1]?.trim();
  if (code) found.codes.add(code);
  if (message) found.messages.add(message);
  if (code || message) return;
  const words = start.replaceAll(/<(script|style)\b[^]*?(?:<\/\1>|$)/gi, ' ');
  addText(found, words.replaceAll(/<[^>]*(?:>|$)/g, ' ').replaceAll(/\s+/g, ' '), null);
}

function firstText(fields: Fields, keys: readonly string[]): string | null {
  for (const key of keys) {
    const value = fields[key];
    const text = toText(Array.isArray(value) ? value.join('.') : value);
    if (text !== null) return text;
  }
  return null;
}

function toText(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
