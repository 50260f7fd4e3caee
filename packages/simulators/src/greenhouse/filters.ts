import { unprocessable } from './greenhouse.ts';

/** A record as the vendor shows it. */
export type Shape = Readonly<Record<string, unknown>>;

export interface Filter {
  /** What it compares. */
  field: string;
  accepts: (shape: Shape) => boolean;
}

const maxIds = 50;
const operators: Readonly<Record<string, (at: number, bound: number) => boolean>> = {
  gte: (at, bound) => at >= bound,
  gt: (at, bound) => at > bound,
  lte: (at, bound) => at <= bound,
  lt: (at, bound) => at < bound,
};

/** Filters of a list by its short description (see `List`); other parameters are refused. */
export function parseFilters(given: ReadonlyMap<string, string>, described: string): Filter[] {
  const kinds = new Map(
    described
      .split(' ')
      .filter((word) => word !== '')
      .map((word) => {
        const [, name = '', kind = ''] = /^(\w+)(.*)$/.exec(word) ?? [];
        return [name, kind];
      }),
  );
  return [...given].map(([parameter, value]) => {
    const [, name = '', operator] = /^(\w+)(?:\[(\w+)\])?$/.exec(parameter) ?? [];
    const kind = kinds.get(name);
    if (kind === undefined || (operator !== undefined && kind !== '@')) {
      throw unprocessable(`${parameter} is not a parameter of this endpoint.`);
    }
    return parseFilter(name, kind, operator === undefined ? value : `${operator}|${value}`);
  });
}

function parseFilter(name: string, kind: string, value: string): Filter {
  if (kind === '@') {
    const isWithin = parseMoments(name, value);
    return { field: name, accepts: ({ [name]: shown }) => isWithin(shown) };
  }
  if (kind === '?') {
    if (value !== 'true' && value !== 'false') throw unprocessable({ [name]: 'must be a boolean' });
    return { field: name, accepts: ({ [name]: shown }) => shown === (value === 'true') };
  }
  if (kind.startsWith('=') && !kind.slice(1).split('|').includes(value)) {
    throw unprocessable({ [name]: `must be one of ${kind.slice(1)}` });
  }
  if (kind === '' && /(^|_)ids$/.test(name)) return parseIds(name, value);
  return {
    field: name,
    accepts: ({ [name]: shown }) => shown === value || shown === Number(value),
  };
}

/** `job_ids` looks at `job_id`, or into `job_ids` where the record has a list. */
function parseIds(name: string, value: string): Filter {
  const ids = value.split(',').map((text) => text.trim());
  if (ids.length > maxIds) throw unprocessable({ [name]: `must be ${maxIds} at most` });
  const isEmployee = name === 'employee_ids';
  if (!isEmployee && ids.some((id) => !/^\d{1,16}$/.test(id))) {
    throw unprocessable({ [name]: 'must be integers' });
  }
  const asked = new Set(ids);
  const field = name.slice(0, -1);
  const accepts = (shape: Shape): boolean => {
    const held = shape[field] ?? shape[name];
    if (!Array.isArray(held)) return asked.has(String(held));
    return held.some((one: unknown) => asked.has(String(Object(one)['id'] ?? one)));
  };
  return { field, accepts };
}

/** `gte|2026-11-01T00:00:00Z`, or two of these in a row. */
function parseMoments(name: string, value: string): (shown: unknown) => boolean {
  const parts = value.split('|');
  const bounds = parts.flatMap((operator, index) =>
    index % 2 === 0 ? [{ operator, at: momentOf(name, parts[index + 1] ?? '') }] : [],
  );
  const tests = bounds.map(({ operator, at }) => {
    const compare = Object.hasOwn(operators, operator) ? operators[operator] : undefined;
    if (compare === undefined) throw unprocessable({ [name]: 'needs gte, gt, lte or lt' });
    return (shown: number): boolean => compare(shown, at);
  });
  return (shown) =>
    typeof shown === 'string' && tests.every((isWithin) => isWithin(Date.parse(shown)));
}

/** A day alone is refused, but for the filters that mean days. */
function momentOf(name: string, text: string): number {
  const pattern = name.endsWith('_on')
    ? /^\d{4}-\d{2}-\d{2}$/
    : /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
  const at = Date.parse(text);
  if (!pattern.test(text) || Number.isNaN(at)) {
    throw unprocessable({ [name]: 'must be a date and time in ISO 8601' });
  }
  return at;
}
