import { z } from 'zod';
import type { Json } from '../declaration/records.ts';

// The client parsed it from JSON, so that there is nothing left to check.
const json = z.custom<Json>();
const Id = z.union([z.string().min(1), z.number()]).transform(String);

/** A resource of [JSON:API](https://jsonapi.org/format/1.0/#document-resource-objects), read loosely. */
export const JsonApiResource = z.object({
  id: Id,
  type: z.string().nullish(),
  attributes: z.record(z.string(), json).nullish(),
  relationships: z.record(z.string(), json).nullish(),
  links: z.record(z.string(), json).nullish(),
});
export type JsonApiResource = z.infer<typeof JsonApiResource>;

type Linking = Pick<JsonApiResource, 'relationships'>;

const Identifier = z.object({ id: Id, type: z.string() });
type Identifier = z.infer<typeof Identifier>;
const Relationship = z.object({ data: json.optional() });

const Document = z.object({
  data: json.optional().catch(null),
  included: z.array(json).nullish().catch(null),
});

/** The resources that came with a document, found by who links to them. */
export interface Included {
  /** Null where none is linked, or the linked one did not come. */
  one: (from: Linking, relation: string) => JsonApiResource | null;
  /** In the order of the links; those that did not come are left out. */
  all: (from: Linking, relation: string) => JsonApiResource[];
}

/**
 * Finds what a document includes. A linked resource may be among its primary data, too: a document has
 * each resource once.
 *
 * @example
 * const included = indexIncluded(body);
 * const department = included.one(job, 'department')?.attributes?.['name'];
 */
export function indexIncluded(document: unknown): Included {
  const { data, included } = Document.safeParse(document).data ?? {};
  const index = new Map<string, JsonApiResource>();
  for (const row of [data, included].flat()) {
    const resource = JsonApiResource.safeParse(row).data;
    if (resource?.type) index.set(keyOf({ id: resource.id, type: resource.type }), resource);
  }
  const all: Included['all'] = (from, relation) =>
    identifiersOf(from, relation).flatMap((identifier) => index.get(keyOf(identifier)) ?? []);
  return { all, one: (from, relation) => all(from, relation)[0] ?? null };
}

/** The ids that a resource links to; none where it does not tell. */
export function linkedIds(from: Linking, relation: string): string[] {
  return identifiersOf(from, relation).map(({ id }) => id);
}

/** The id that a resource links to, or null: it may be of one that did not come along. */
export function linkedId(from: Linking, relation: string): string | null {
  return linkedIds(from, relation)[0] ?? null;
}

function identifiersOf({ relationships }: Linking, relation: string): Identifier[] {
  const { data } = Relationship.safeParse(relationships?.[relation]).data ?? {};
  return [data].flat().flatMap((one) => Identifier.safeParse(one).data ?? []);
}

const keyOf = ({ type, id }: Identifier): string => `${type} ${id}`;
