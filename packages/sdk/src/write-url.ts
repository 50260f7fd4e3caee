import type { Call, Route } from './call.ts';

/**
 * The address of a call: the route with its parameters filled in. A value cannot leave its place in
 * the path, and a list goes into one parameter, separated by commas.
 */
export function writeUrl(serverUrl: string, route: Route, { path = {}, query = {} }: Call): string {
  const pathname = route
    .slice(route.indexOf('/'))
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => encodePathValue(name, path[name]));
  const pairs = Object.entries(query).flatMap(([name, value]: [string, unknown]) =>
    value === undefined || value === null ? [] : [`${name}=${encodeValue(name, value)}`],
  );
  return `${serverUrl}${pathname}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`;
}

function encodePathValue(name: string, value: unknown): string {
  if (typeof value !== 'string' || value === '') {
    throw new TypeError(`\`${name}\` must be a text that is not empty.`);
  }
  // Servers and fetch resolve these, also when they are encoded.
  if (value === '.' || value === '..') throw new TypeError(`\`${name}\` must not be "${value}".`);
  return encodeURIComponent(value);
}

function encodeValue(name: string, value: unknown): string {
  if (!Array.isArray(value)) return encodeURIComponent(toText(value));
  if (value.length === 0) {
    throw new TypeError(
      `\`${name}\` is an empty list: leave it out to ask for all, or do not ask at all.`,
    );
  }
  const texts = value.map(toText);
  const withComma = texts.find((text) => text.includes(','));
  if (withComma !== undefined) {
    throw new TypeError(`\`${name}\` has a comma in "${withComma}", which separates its values.`);
  }
  return encodeURIComponent(texts.join(','));
}

function toText(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}
