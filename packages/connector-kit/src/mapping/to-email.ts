import type { FieldRef } from './map-enum.ts';

/** The longest address that a mail path can carry (RFC 5321, 4.5.3.1.3, without `<>`). */
const maxLength = 254;
/** The longest field that is read: some twenty addresses with names. */
const maxFieldLength = 5000;

const localPart =
  /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const domainLabel = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?$/u;

/**
 * All e-mail addresses of a vendor's field, each once: people put several into one, with commas,
 * semicolons, spaces or line breaks between, and write `Ada <ada@example.com>`. What is no address is
 * reported; nothing and an empty text are silent. `ref` is null for what no vendor has sent.
 *
 * The domain becomes lower case, as does no local part (RFC 5321, 2.4); `mailto:`, a dot at the end
 * and invisible characters go.
 *
 * @example toEmails('Ada <ada@Example.com>; ada@example.org.', ref)
 * // ['ada@example.com', 'ada@example.org']
 */
export function toEmails(value: unknown, ref: FieldRef | null): string[] {
  if (value === null || value === undefined) return [];
  const texts = typeof value === 'string' ? splitField(value) : [];
  const addresses = texts.map(parseAddress);
  const isUsable = typeof value === 'string' && value.length <= maxFieldLength;
  if (!isUsable || addresses.includes(null)) report(value, ref);
  const found = addresses.filter((address) => address !== null);
  const byLowerCase = Map.groupBy(found, (address) => address.toLowerCase());
  return [...byLowerCase.values()].flatMap(([first]) => first ?? []);
}

/**
 * The e-mail address of a field that holds one, or null. Further ones in the same field are lost,
 * and reported; otherwise as `toEmails`.
 */
export function toEmail(value: unknown, ref: FieldRef | null): string | null {
  let isReported = false;
  const once: FieldRef | null = ref && {
    ...ref,
    reportIssue: (issue) => {
      isReported = true;
      ref.reportIssue(issue);
    },
  };
  const [first = null, ...others] = toEmails(value, once);
  if (others.length > 0 && !isReported) report(value, ref);
  return first;
}

function report(value: unknown, ref: FieldRef | null): void {
  ref?.reportIssue({ model: ref.model, field: ref.field, sample: value });
}

/** The parts of a field that are to be addresses, without the names beside them. */
function splitField(field: string): string[] {
  if (field.length > maxFieldLength) return [];
  const unquoted = field.replaceAll(/\p{Cf}/gu, '').replaceAll(/"[^"]*"/g, ' ');
  const parts = unquoted.split(/[,;\r\n]/).map((part) => part.trim());
  const whole = parts.filter((part, index) => {
    if (part === '') return false;
    // `Lovelace, Ada <ada@example.com>`: the first is half of a name.
    return part.includes('@') || !(parts[index + 1] ?? '').includes('<');
  });
  return whole.flatMap(splitWords);
}

/** `ada@example.com / ada@example.org`, with only spaces and other words between them. */
function splitWords(part: string): string[] {
  const addresses = part.split(/\s+/).filter((word) => word.includes('@'));
  return addresses.length > 1 && !/[<>]/.test(part) ? addresses : [part];
}

function parseAddress(part: string): string | null {
  // What stands before `<` is a name, or a label.
  const bracketed = /^[^<>]*<([^<>]*)>$/.exec(part)?.[1] ?? part;
  const address = bracketed
    .trim()
    .replace(/^mailto:([^?]*)(?:\?.*)?$/i, '$1')
    .replace(/\.$/, '');
  const at = address.lastIndexOf('@');
  if (at < 1 || address.length > maxLength) return null;
  const local = address.slice(0, at);
  const labels = address
    .slice(at + 1)
    .toLowerCase()
    .split('.');
  const isValid =
    localPart.test(local) && labels.length > 1 && labels.every((label) => domainLabel.test(label));
  return isValid ? `${local}@${labels.join('.')}` : null;
}
