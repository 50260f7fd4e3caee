/** The longest address that a mail path can carry (RFC 5321, 4.5.3.1.3, without `<>`). */
const maxLength = 254;

const localPart =
  /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const domainLabel = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?$/u;

/**
 * A vendor's e-mail address without surrounding blanks and `mailto:` and with its domain in
 * lower case (the local part keeps its case: RFC 5321, 2.4); null where mail could not be sent to it.
 */
export function toEmail(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > 2 * maxLength) return null;
  const address = value.trim().replace(/^mailto:/i, '');
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
