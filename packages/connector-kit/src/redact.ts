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

/**
 * A copy of a value for logs and messages: every occurrence of a secret in any text (also URL
 * encoded, base64 encoded or escaped as in JSON) and every value under a telling name, such as
 * `authorization`, is replaced. Errors become plain objects.
 */
export function redact(value: unknown, secrets: readonly string[]): unknown {
  const forms = secretForms(secrets);
  return redactValue(value, (text) => replaceAll(text, forms), 0);
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

function redactValue(value: unknown, redactOne: (text: string) => string, depth: number): unknown {
  if (typeof value === 'string') return redactOne(value);
  if (typeof value !== 'object' || value === null || isExactNumber(value)) return value;
  if (depth >= maxDepth) return mask;
  if (Array.isArray(value)) return value.map((item) => redactValue(item, redactOne, depth + 1));
  if (value instanceof Error) {
    const { name, message, stack, cause } = value;
    const parts = { name, message, stack, cause, ...Object.fromEntries(Object.entries(value)) };
    return redactValue(parts, redactOne, depth + 1);
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      redactOne(key),
      secretName.test(key)
        ? maskTexts(item, redactOne, depth)
        : redactValue(item, redactOne, depth + 1),
    ]),
  );
}

/** Also those of a list, as that of cookies to be set. Other values hold their own names. */
function maskTexts(value: unknown, redactOne: (text: string) => string, depth: number): unknown {
  if (typeof value === 'string') return mask;
  if (!Array.isArray(value)) return redactValue(value, redactOne, depth + 1);
  return value.map((item) =>
    typeof item === 'string' ? mask : redactValue(item, redactOne, depth + 2),
  );
}
