import { isExactNumber } from './parse-exactly.ts';

const mask = '[redacted]';

/** Names whose values are secret whatever they are. */
const secretName =
  /authorization|cookie|password|passwd|secret|api[-_]?key|access[-_]?token|refresh[-_]?token|signature|x-amz-/i;

/** Parts of a link that let anybody use it: those of presigned addresses. */
const secretParameter =
  /([?&;](?:x-amz-[a-z-]+|x-goog-[a-z-]+|signature|sig|token|access_token|key|api[-_]?key)=)[^&#\s"']+/gi;

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
  return known.replace(secretParameter, `$1${mask}`);
}

interface Redaction {
  redactOne: (text: string) => string;
  /** Values that may still be copied. */
  left: number;
}

function redactValue(value: unknown, redaction: Redaction, depth: number): unknown {
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
    secretName.test(key)
      ? maskTexts(item, redaction, depth)
      : redactValue(item, redaction, depth + 1),
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
