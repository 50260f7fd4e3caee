import { isExactNumber } from './parse-exactly.ts';

const mask = '[redacted]';

/** In names whose values are secret whatever they are. */
const secretWords =
  'authorization|cookie|password|passwd|secret|api[-_]?key|private[-_]?key|(?:access|refresh|auth|id)[-_]?token|signature|x-amz-|x-goog-';
const secretName = new RegExp(`${secretWords}|^token$|^x-.*token$`, 'i');

/** The same and shorter ones: so are secrets called in queries, and in links that anybody can use. */
const secretQueryName = new RegExp(`${secretWords}|^(?:sig|token|key|pwd|.*[-_.]token)$`, 'i');

/** A part of a query, or of a form as a text. */
const parameter = /(^|[?&;])([^=&;?#\s"']+)=([^&#\s"']+)/g;

/** Members that hold a query by its names. */
const queryName = /^(?:query|params)$/i;

/** Deeper than any vendor's answer; also ends the walk through an object that holds itself. */
const maxDepth = 24;

/** Of a text: a longer one is a file, of which nobody keeps more than its length. */
const maxTextLength = 1_000_000;

/** More than any log or record keeps; what comes after them is left out. */
const maxValues = 50_000;

/**
 * A copy of a value for logs and messages: every occurrence of a secret in any text (also URL
 * encoded, base64 encoded or escaped as in JSON) and every value under a telling name, such as
 * `authorization`, is replaced. Errors become plain objects.
 */
export function redact(value: unknown, secrets: readonly string[]): unknown {
  const forms = secretForms(secrets);
  return redactValue(value, { redactOne: (text) => replaceAll(text, forms), left: maxValues }, 0);
}

/** Only the secrets themselves, for a text that is otherwise kept as it is. */
export function redactSecrets(text: string, secrets: readonly string[]): string {
  return secretForms(secrets).reduce((result, form) => result.replaceAll(form, mask), text);
}

/** As `redact`, for one text. */
export function redactText(text: string, secrets: readonly string[]): string {
  return replaceAll(text, secretForms(secrets));
}

function secretForms(secrets: readonly string[]): string[] {
  const forms = secrets
    .filter((secret) => secret !== '')
    .flatMap((secret) => [
      secret,
      encodeURIComponent(secret.toWellFormed()),
      JSON.stringify(secret).slice(1, -1),
      Buffer.from(secret).toString('base64'),
      Buffer.from(secret).toString('base64url'),
    ]);
  // The longest first, so that a secret within a longer one does not leave its rest behind.
  return [...new Set(forms)].sort((one, other) => other.length - one.length);
}

function replaceAll(text: string, forms: readonly string[]): string {
  const known = forms.reduce((result, form) => result.replaceAll(form, mask), text);
  return known.replaceAll(parameter, (all, before: string, name: string) =>
    secretQueryName.test(decode(name)) ? `${before}${name}=${mask}` : all,
  );
}

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

interface Redaction {
  redactOne: (text: string) => string;
  /** Values that may still be copied. */
  left: number;
}

/** `names` are those whose values are secret. */
function redactValue(
  value: unknown,
  redaction: Redaction,
  depth: number,
  names = secretName,
): unknown {
  if (typeof value === 'string') {
    if (value.length > maxTextLength) return `[${value.length} characters]`;
    return redaction.redactOne(value);
  }
  if (typeof value !== 'object' || value === null || isExactNumber(value)) return value;
  if (depth >= maxDepth) return mask;
  if (Array.isArray(value)) {
    return redactList(value, redaction, (item) => redactValue(item, redaction, depth + 1));
  }
  if (value instanceof Error) {
    const { name, message, stack, cause } = value;
    const parts = { name, message, stack, cause, ...Object.fromEntries(Object.entries(value)) };
    return redactValue(parts, redaction, depth + 1);
  }
  const entries = redactList(Object.entries(value), redaction, ([key, item]) => [
    redaction.redactOne(key),
    names.test(key)
      ? maskTexts(item, redaction, depth)
      : redactValue(item, redaction, depth + 1, queryName.test(key) ? secretQueryName : secretName),
  ]);
  return Object.fromEntries(entries as [string, unknown][]);
}

function redactList<Item>(
  items: readonly Item[],
  redaction: Redaction,
  redactItem: (item: Item) => unknown,
): unknown[] {
  const copies: unknown[] = [];
  for (const item of items) {
    redaction.left -= 1;
    if (redaction.left < 0) break;
    copies.push(redactItem(item));
  }
  return copies;
}

/** Also those of a list, as that of cookies to be set. Other values hold their own names. */
function maskTexts(value: unknown, redaction: Redaction, depth: number): unknown {
  if (typeof value === 'string') return mask;
  if (!Array.isArray(value)) return redactValue(value, redaction, depth + 1);
  return redactList(value, redaction, (item) =>
    typeof item === 'string' ? mask : redactValue(item, redaction, depth + 2),
  );
}
