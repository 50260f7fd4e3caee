import { route } from '../kit/route.ts';
import type { Call, Route } from '../kit/route.ts';
import { notFound } from '../kit/vendor-message.ts';
import { isAbove } from './access.ts';
import type { Teamtailor } from './account.ts';
import { companyResources } from './company-resources.ts';
import { jobResources } from './job-resources.ts';
import { relatedItems, resourceOf, sceneOf, showList, showOne } from './json-api.ts';
import type { Item, Resource } from './resource.ts';
import { peopleResources } from './people-resources.ts';

export const resources: ReadonlyMap<string, Resource> = new Map(
  [...peopleResources, ...jobResources, ...companyResources].map((one) => [one.type, one]),
);

/** Everything that can be read: lists, single records, and what they are related to. */
export function readRoutes(account: Teamtailor): Route[] {
  return [...resources.values()].flatMap((resource) => {
    if (resource.type === 'companies') return [companyRoute(account, resource)];
    const { type, level } = resource;
    return [
      route(`GET /${type}`, `${level}:read`, (call) =>
        showList(sceneOf(call, account, resources), call, resource, resource.items(account)),
      ),
      route(`GET /${type}/:id`, `${level}:read`, (call) =>
        showOne(sceneOf(call, account, resources), call, resource, itemOf(account, resource, call)),
      ),
      ...relationRoutes(account, resource),
    ];
  });
}

/** A key is the key of one company. */
function companyRoute(account: Teamtailor, resource: Resource): Route {
  return route('GET /company', 'public:read', (call) => {
    const [company = null] = resource.items(account);
    return showOne(sceneOf(call, account, resources), call, resource, company);
  });
}

function itemOf(
  account: Teamtailor,
  { type, find }: Resource,
  { params: { id = '' } }: Call,
): Item {
  const item = find(account, id);
  if (item === null) throw notFound(type, id);
  return item;
}

function relationRoutes(account: Teamtailor, resource: Resource): Route[] {
  const related = [...resource.relations].flatMap(([name, { type, isMany }]) =>
    type === null ? [] : [{ name, type, isMany }],
  );
  return related.flatMap(({ name, type, isMany }) => {
    const target = resourceOf({ resources }, type);
    const level = isAbove(target.level, resource.level) ? target.level : resource.level;
    const sceneAndItems = (call: Call) => {
      const scene = sceneOf(call, account, resources);
      return { scene, items: relatedItems(scene, resource, itemOf(account, resource, call), name) };
    };
    return [
      route(`GET /${resource.type}/:id/${name}`, `${level}:read`, (call) => {
        const { scene, items } = sceneAndItems(call);
        if (!isMany) return showOne(scene, call, target, items[0] ?? null);
        return showList(scene, call, { ...target, defaults: {} }, items);
      }),
      route(`GET /${resource.type}/:id/relationships/${name}`, `${level}:read`, (call) => {
        const data = sceneAndItems(call).items.map(({ id }) => ({ type, id }));
        return { data: isMany ? data : (data[0] ?? null) };
      }),
    ];
  });
}
