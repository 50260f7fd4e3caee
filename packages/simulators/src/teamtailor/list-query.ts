import { refusal } from './access.ts';
import type { Item, Resource, Scene } from './resource.ts';

/** What the filters of a request leave. */
export function filterOf(query: URLSearchParams, resource: Resource): (item: Item) => boolean {
  const given = new Map(Object.entries(resource.defaults));
  const tests: ((item: Item) => boolean)[] = [];
  for (const [parameter, value] of query) {
    const [, name = '', end] = /^filter\[([\w-]+)\](?:\[(from|to)\])?$/.exec(parameter) ?? [];
    if (end !== undefined && resource.moments.includes(name)) {
      const limit = Date.parse(value);
      if (Number.isNaN(limit)) throw refusal('103', `${value} is not a valid value for ${name}.`);
      tests.push((item) => {
        const moment = item.momentOf(name);
        return moment !== null && (end === 'from' ? moment >= limit : moment <= limit);
      });
    } else if (end === undefined && resource.filters.includes(name)) {
      given.set(name, value);
    } else if (parameter.startsWith('filter[')) {
      throw refusal('102', `${name === '' ? parameter : name} is not allowed.`);
    }
  }
  for (const [name, value] of given) tests.push((item) => item.matches(name, value));
  return (item) => tests.every((test) => test(item));
}

type KeyOf = (item: Item) => string | number;

/** By id unless the request names something else. */
export function sortOf(
  scene: Scene,
  query: URLSearchParams,
  resource: Resource,
): { keyOf: KeyOf; isDescending: boolean } {
  const text = query.get('sort') ?? 'id';
  const name = text.replace(/^-/, '');
  const isDescending = text !== name;
  if (name === 'id') return { keyOf: ({ id }) => Number(id), isDescending };
  if (resource.moments.includes(name)) {
    return { keyOf: (item) => item.momentOf(name) ?? 0, isDescending };
  }
  const [first] = resource.items(scene.account);
  if (first !== undefined && !Object.hasOwn(first.attributes(scene), name)) {
    throw refusal('114', `${name} is not a valid sort criteria for ${resource.type}`);
  }
  const keyOf: KeyOf = (item) => {
    const value = item.attributes(scene)[name];
    return typeof value === 'number' ? value : String(value);
  };
  return { keyOf, isDescending };
}

export function sorted(items: readonly Item[], keyOf: KeyOf, isDescending: boolean): Item[] {
  const keyed = items.map((item) => [keyOf(item), Number(item.id), item] as const);
  const order = isDescending ? -1 : 1;
  keyed.sort(([a, aId], [b, bId]) => order * (a === b ? aId - bId : a < b ? -1 : 1));
  return keyed.map(([, , item]) => item);
}
