import { existsSync, readFileSync } from 'node:fs';
import type { VendorJson } from '../../kit/testing/vendor-json.ts';

/** The documented contract as data, which may not be part of this project. */
const file = new URL(
  '../../../../../../shared/vendors/onlyfy/prescreen-v1-contract.derived.json',
  import.meta.url,
);

/** Why the tests with the contract cannot run here, or false when they can. */
export const oracleSkip: string | false = existsSync(file)
  ? false
  : 'no ../shared/vendors/onlyfy beside the checkout';

export const loadContract = (): VendorJson => JSON.parse(readFileSync(file, 'utf8'));

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+01:00$/;

const scalars: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  integer: (value) => Number.isSafeInteger(value),
  float: (value) => Number.isFinite(value),
  boolean: (value) => typeof value === 'boolean',
  reference: (value) => Number.isSafeInteger(value) || typeof value === 'string',
  DateTime: (value) => typeof value === 'string' && moment.test(value),
};

/**
 * Where a value is not as the contract has its type: a name that is missing or too much, a value of
 * another kind. Anything may be null. `filled` collects the paths that have a value.
 */
export function deviations(
  context: { types: VendorJson; filled: Set<string> },
  type: VendorJson,
  value: VendorJson,
  at = '',
): string[] {
  const { types, filled } = context;
  if (value === null) return [];
  if (Array.isArray(type)) {
    if (!Array.isArray(value)) return [`${at} is no list`];
    return value.flatMap((one) => deviations(context, type[0], one, at));
  }
  if (typeof type === 'object') {
    if (typeof value !== 'object') return [`${at} is no object`];
    const more = Object.keys(value).filter((name) => !(name in type));
    const wrong = Object.entries<VendorJson>(type).flatMap(([name, inner]) =>
      name in value
        ? deviations(context, inner, value[name], `${at}/${name}`)
        : [`${at}/${name} is missing`],
    );
    return [...more.map((name) => `${at}/${name} is too much`), ...wrong];
  }
  if (type in types) return deviations(context, types[type], value, at);
  filled.add(at);
  const [word] = type.split(' ');
  const isRight = scalars[word] ?? ((one: unknown) => type.split('|').includes(one));
  return isRight(value) || type.startsWith('ISO') ? [] : [`${at} is no ${type}`];
}

/** All paths of the scalars of a type. */
export function pathsOf(types: VendorJson, type: VendorJson, at = ''): string[] {
  if (type === undefined) return [];
  if (Array.isArray(type)) return pathsOf(types, type[0], at);
  if (typeof type !== 'object') return type in types ? pathsOf(types, types[type], at) : [at];
  return Object.entries(type).flatMap(([name, inner]) => pathsOf(types, inner, `${at}/${name}`));
}

/** `logs[created_at|user][a|b]` names four parameters: `logs[created_at][a]`, … */
export function namesIn(filter: string): string[] {
  const [first = '', ...groups] = filter.replaceAll(']', '').split('[');
  return groups.reduce<string[]>(
    (names, group) => names.flatMap((name) => group.split('|').map((part) => `${name}[${part}]`)),
    [first],
  );
}
