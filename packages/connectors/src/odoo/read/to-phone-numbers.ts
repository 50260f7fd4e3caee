/** What people write between two numbers; a slash, a comma and a bar may also stand within one. */
const between = /[,;|/\r\n]|\s(?:or|oder|ou|und|and|et)\s/i;

/**
 * The telephone numbers of a field, into which people put several. It stays whole where a part of it
 * is no number by itself (`030/1234567`, `555 123 4567, ext. 12`).
 */
export function toPhoneNumbers(field: string | null | undefined): string[] {
  const whole = (field ?? '').trim();
  const parts = whole
    .split(between)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length > 1 && parts.every(isNumber)) return parts;
  return whole === '' ? [] : [whole];
}

/** With an area code: without a trunk prefix, none is shorter than ten digits. */
function isNumber(part: string): boolean {
  const digits = part.replaceAll(/\D/g, '').length;
  return digits >= 10 || (digits >= 7 && /^\W*[+0]/.test(part));
}
