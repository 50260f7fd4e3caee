/**
 * Builds a request path from a template whose values are encoded:
 * ``path`/jobs/${id}` `` with id `a/b` is `/jobs/a%2Fb`.
 * @throws Error for an empty value and for `.` and `..`, which URL parsers resolve away even
 * when they are encoded (https://url.spec.whatwg.org/#double-dot-path-segment)
 */
export function path(literals: TemplateStringsArray, ...values: (string | number)[]): string {
  const parts = values.map((value, index) => encodePart(String(value)) + literals[index + 1]);
  return [literals[0], ...parts].join('');
}

function encodePart(value: string): string {
  if (value === '' || value === '.' || value === '..') {
    throw new Error(`'${value}' cannot be a part of a request path.`);
  }
  if (!value.isWellFormed()) {
    throw new Error('A part of a request path is not well-formed Unicode.');
  }
  return encodeURIComponent(value);
}
