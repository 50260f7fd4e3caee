/**
 * Splits a full name where a vendor has only one: the last word is the last name, all others
 * are the first name, and a single word is a first name. No rule is right for every name; this
 * one always gives the same answer, and joining the two with a space gives the name back.
 *
 * @example splitName('Ada King Lovelace') // { first_name: 'Ada King', last_name: 'Lovelace' }
 */
export function splitName(full: string | null | undefined): {
  first_name: string | null;
  last_name: string | null;
} {
  const words = (full ?? '').split(/\s+/u).filter((word) => word !== '');
  const lastName = words.length > 1 ? (words.pop() ?? null) : null;
  return { first_name: words.length > 0 ? words.join(' ') : null, last_name: lastName };
}
