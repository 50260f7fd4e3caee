import { addressWith, pageByNumber } from './paging.ts';
import type { Call } from './route.ts';
import { Answer } from './vendor-message.ts';

/** A resource as https://jsonapi.org/format/ has it. */
export interface JsonApiResource {
  id: string;
  type: string;
  attributes: Record<string, unknown>;
  relationships?: Record<string, { data: JsonApiLink | JsonApiLink[] | null }>;
}

export interface JsonApiLink {
  id: string;
  type: string;
}

/** A document with one resource. */
export function jsonApiDocument(
  call: Call,
  resource: JsonApiResource,
  find: FindResource,
  status = 200,
): Answer {
  return document({ data: resource, included: includedOf(call, [resource], find) }, status);
}

/** Finds what `include` asks for; null when it is gone. */
export type FindResource = (link: JsonApiLink) => JsonApiResource | null;

/** One page of resources by `page[number]` and `page[size]`, with its links and counts. */
export function jsonApiPage(
  call: Call,
  all: readonly JsonApiResource[],
  sizes: { default: number; max: number },
  find: FindResource,
): Answer {
  const parameter = 'page[number]';
  const page = pageByNumber(call, all, { ...sizes, parameter: 'page[size]' }, parameter);
  const at = (number: number): string => addressWith(call, { [parameter]: number });
  return document({
    data: page.items,
    included: includedOf(call, page.items, find),
    meta: { 'record-count': page.total, 'page-count': page.pages },
    links: {
      first: at(1),
      last: at(page.pages),
      ...(page.page > 1 && { prev: at(page.page - 1) }),
      ...(page.next !== null && { next: at(page.next) }),
    },
  });
}

function document(content: Record<string, unknown>, status = 200): Answer {
  const headers = { 'content-type': 'application/vnd.api+json' };
  return new Answer(status, JSON.stringify(content), headers);
}

/** What the relationships named by `include` point to, each once. Undefined without `include`. */
function includedOf(
  { query }: Call,
  resources: readonly JsonApiResource[],
  find: FindResource,
): JsonApiResource[] | undefined {
  const names = (query.get('include') ?? '').split(',').filter((name) => name !== '');
  if (names.length === 0) return undefined;
  const included = new Map<string, JsonApiResource>();
  for (const { relationships = {} } of resources) {
    for (const name of names) {
      for (const link of [relationships[name]?.data ?? []].flat()) {
        const found = find(link);
        if (found !== null) included.set(`${link.type} ${link.id}`, found);
      }
    }
  }
  return [...included.values()];
}
