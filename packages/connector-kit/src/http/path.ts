/** Half of a character: no id that can be sent has one. */
const unusable = '\ud800';

/**
 * Builds a request path from a template whose values are encoded:
 * ``path`/jobs/${id}` `` with id `a/b` is `/jobs/a%2Fb`. The client refuses one with an id that no
 * request can name (`canBePartOfPath`), so that such an id costs what a failed request costs.
 */
export function path(literals: TemplateStringsArray, ...values: (string | number)[]): string {
  const parts = values.map((value, index) => encodePart(String(value)) + literals[index + 1]);
  return [literals[0], ...parts].join('');
}

function encodePart(value: string): string {
  return canBePartOfPath(value) ? encodeURIComponent(value) : unusable;
}

/**
 * Whether a request can name a record with this id. URL parsers resolve `.` and `..` away even when
 * they are encoded (https://url.spec.whatwg.org/#double-dot-path-segment).
 */
export function canBePartOfPath(id: string): boolean {
  return id !== '' && id !== '.' && id !== '..' && id.isWellFormed();
}
