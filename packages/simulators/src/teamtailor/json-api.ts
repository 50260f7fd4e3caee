import { addressWith, pageByNumber, pageByToken } from '../kit/paging.ts';
import type { Call } from '../kit/route.ts';
import { isAbove, newestVersion, refusal, versionOf } from './access.ts';
import type { Teamtailor } from './account.ts';
import { filterOf, sortOf, sorted } from './list-query.ts';
import type { Item, Resource, Scene } from './resource.ts';

/** The relations that a request includes, with what it includes of each. */
type Tree = Map<string, Tree>;

interface Asked {
  tree: Tree;
  /** By type: the only fields that are shown. */
  fields: Map<string, string[]>;
}

export function sceneOf(
  call: Call,
  account: Teamtailor,
  resources: ReadonlyMap<string, Resource>,
): Scene {
  return { account, resources, origin: call.origin, version: versionOf(call) };
}

/** One record as a document. */
export function showOne(scene: Scene, call: Call, { type }: Resource, item: Item | null): object {
  const resource = resourceOf(scene, type);
  const asked = readAsked(scene, call, resource, []);
  if (item === null) return { data: null };
  return {
    data: render(scene, resource, item, asked),
    ...includedOf(scene, resource, [item], asked),
  };
}

/** A page of records as a document. */
export function showList(
  scene: Scene,
  call: Call,
  resource: Resource,
  items: readonly Item[],
): object {
  const { account } = scene;
  const isByCursor = resource.isByCursor && scene.version >= newestVersion;
  const asked = readAsked(scene, call, resource, listParameters(isByCursor));
  const chosen = items.filter(filterOf(call.query, resource));
  const sizes = { default: 10, max: 30, parameter: 'page[size]', cap: account.pageSize };
  const { isDescending, keyOf } = sortOf(scene, call.query, resource);
  const links: Record<string, string> = {};
  let page: readonly Item[];
  let size: number;
  if (isByCursor) {
    const found = pageByToken(call, {
      rows: chosen,
      keyOf: (item) => [keyOf(item), item.id.padStart(20, '0')],
      isDescending,
      sizes,
      tokens: account.tokens,
      parameter: 'page[after]',
    });
    ({ items: page, limit: size } = found);
    links['first'] = addressWith(call, { 'page[after]': null, 'page[size]': size });
    if (found.next !== null) {
      links['next'] = addressWith(call, { 'page[after]': found.next, 'page[size]': size });
    }
  } else {
    const found = pageByNumber(call, sorted(chosen, keyOf, isDescending), sizes, 'page[number]');
    ({ items: page, size } = found);
    const address = (number: number): string =>
      addressWith(call, { 'page[number]': number, 'page[size]': size });
    links['first'] = address(1);
    if (found.next !== null) links['next'] = address(account.isLooping ? 1 : found.next);
    if (found.page > 1) links['prev'] = address(found.page - 1);
    links['last'] = address(found.pages);
  }
  const pages = Math.max(1, Math.ceil(chosen.length / size));
  return {
    data: page.map((item) => render(scene, resource, item, asked)),
    ...includedOf(scene, resource, page, asked),
    meta: { 'record-count': chosen.length, 'page-count': pages },
    links,
  };
}

function listParameters(isByCursor: boolean): string[] {
  return ['sort', 'page[size]', isByCursor ? 'page[after]' : 'page[number]'];
}

export function resourceOf({ resources }: Pick<Scene, 'resources'>, type: string): Resource {
  const resource = resources.get(type);
  if (resource === undefined) throw new Error(`There is no resource ${type}.`);
  return resource;
}

/** The records that a relation leads to; what was deleted is gone from it. */
export function relatedItems(scene: Scene, resource: Resource, item: Item, name: string): Item[] {
  const type = resource.relations.get(name)?.type ?? null;
  const target = type === null ? null : resourceOf(scene, type);
  // What a key must not see is not there.
  if (target === null || isAbove(target.level, scene.account.access.level)) return [];
  return item.related(name).flatMap((id) => {
    const found = id === null ? null : target.find(scene.account, id);
    return found === null ? [] : [found];
  });
}

/** Checks every parameter of a request, and reads what it includes. */
function readAsked(
  scene: Scene,
  { query }: Call,
  resource: Resource,
  parameters: readonly string[],
): Asked {
  const fields = new Map<string, string[]>();
  for (const [name, value] of query) {
    const type = /^fields\[([\w-]+)\]$/.exec(name)?.[1];
    if (type !== undefined) {
      if (!scene.resources.has(type)) throw refusal('104', `${type} is not a valid type.`);
      fields.set(type, namesIn(value));
    } else if (name !== 'include' && !name.startsWith('filter[') && !parameters.includes(name)) {
      throw refusal('105', `${name} is not allowed.`);
    } else if (name.startsWith('filter[') && parameters.length === 0) {
      throw refusal('105', `${name} is not allowed.`);
    }
  }
  return { tree: readIncludes(scene, resource, query.get('include') ?? ''), fields };
}

const namesIn = (text: string): string[] => text.split(',').filter((name) => name !== '');

function readIncludes(scene: Scene, resource: Resource, text: string): Tree {
  const tree: Tree = new Map();
  for (const path of namesIn(text)) {
    let at = { tree, resource };
    for (const name of path.split('.')) {
      const type = at.resource.relations.get(name)?.type ?? null;
      if (type === null) {
        throw refusal('112', `${name} is not a valid relationship of ${at.resource.type}`);
      }
      const next = at.tree.get(name) ?? (new Map() as Tree);
      at.tree.set(name, next);
      at = { tree: next, resource: resourceOf(scene, type) };
    }
  }
  return tree;
}

/** The linkage of a relation is shown where it is included, and nowhere else. */
function render(
  scene: Scene,
  resource: Resource,
  item: Item,
  { tree, fields }: Asked,
): Record<string, unknown> {
  const { type } = resource;
  const self = `${scene.origin}/v1/${type}/${item.id}`;
  const asked = fields.get(type);
  const isShown = (name: string): boolean => asked === undefined || asked.includes(name);
  const attributes = Object.entries(item.attributes(scene)).filter(([name]) => isShown(name));
  const relationships: Record<string, object> = {};
  for (const [name, { type: target, isMany }] of resource.relations) {
    if (!isShown(name)) continue;
    const links = { self: `${self}/relationships/${name}`, related: `${self}/${name}` };
    if (!tree.has(name)) {
      relationships[name] = { links };
      continue;
    }
    const ids = relatedItems(scene, resource, item, name).map(({ id }) => ({ type: target, id }));
    relationships[name] = { links, data: isMany ? ids : (ids[0] ?? null) };
  }
  return {
    id: item.id,
    type,
    links: { ...item.links(), self },
    attributes: Object.fromEntries(attributes),
    ...(Object.keys(relationships).length > 0 && { relationships }),
  };
}

/** Each record once, with the linkage of all that was included of it. */
function includedOf(
  scene: Scene,
  primary: Resource,
  items: readonly Item[],
  asked: Asked,
): { included?: object[] } {
  if (asked.tree.size === 0) return {};
  const own = new Set(items.map(({ id }) => `${primary.type} ${id}`));
  const found = new Map<string, { resource: Resource; item: Item; tree: Tree }>();
  const visit = (resource: Resource, item: Item, tree: Tree): void => {
    for (const [name, below] of tree) {
      for (const one of relatedItems(scene, resource, item, name)) {
        const target = resourceOf(scene, resource.relations.get(name)?.type ?? '');
        const key = `${target.type} ${one.id}`;
        const known = found.get(key)?.tree ?? [];
        if (!own.has(key)) {
          found.set(key, { resource: target, item: one, tree: new Map([...known, ...below]) });
        }
        visit(target, one, below);
      }
    }
  };
  for (const item of items) visit(primary, item, asked.tree);
  const { fields } = asked;
  const included = Array.from(found.values(), ({ resource, item, tree }) =>
    render(scene, resource, item, { tree, fields }),
  );
  return { included };
}
