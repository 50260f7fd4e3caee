import { RemoteError, readOnce, readPages } from '@hirewire/connector-kit';
import type { ConnectorContext, Json, PageOfRows, PagedList } from '@hirewire/connector-kit';
import type { PagePosition } from '@hirewire/connector-kit';
import { z } from 'zod';
import { callOdoo } from '../call-odoo.ts';
import { OdooFields } from '../remote-types.ts';

/** A condition list in Odoo's prefix notation; appending one to another means "and". */
export type OdooDomain = readonly (string | readonly [field: string, operator: string, Json])[];

export interface OdooQuery {
  model: string;
  domain: OdooDomain;
  fields: readonly string[];
  /** Also the fields that the customer has added, whose names start with `x_`. */
  withCustomFields?: boolean;
  /** Language of translated texts; default: that of the user whose key is used. */
  language?: string;
}

export type JsonObject = { [key: string]: Json };

export interface OdooRow {
  id: number;
  /** As Odoo sent it. */
  raw: JsonObject;
  /** With null instead of the `false` that Odoo writes for every kind of nothing. */
  plain: JsonObject;
}

export interface OdooReader {
  /** The first page; to see whether there is any. */
  search(query: OdooQuery): Promise<readonly OdooRow[]>;
  /** All of them, by rising id. With `isCounted`, Odoo's count of them has to agree. */
  pages(
    query: OdooQuery,
    from: PagePosition | null,
    options?: { isCounted: boolean },
  ): AsyncGenerator<PageOfRows<OdooRow>, void>;
  /** All of them at once; for what a page of another model refers to. */
  searchAll(query: OdooQuery): Promise<OdooRow[]>;
}

/**
 * What Odoo's own screens read with. `search_read` is better known, but leaves archived records
 * out of links to several, whatever the context says: a stage that is only for an archived job
 * would look like one for all jobs.
 */
export const searchMethod = 'web_search_read';

/**
 * Rows that are asked for; an Odoo may give fewer. 100 at once gave 2,800 records a second, 500
 * gave 5,500 and 2,000 gave 6,800 (Odoo 19).
 */
const pageSize = 500;

const Answer = z.object({
  records: z.array(z.looseObject({ id: z.number().int() })),
  /** Records that match, as far as `count_limit` lets Odoo count. */
  length: z.number().nullish().catch(null),
});

/** Types of field that are no value: files, and the back side of another record's link. */
const unreadableTypes = new Set(['binary', 'one2many']);

/**
 * Searches that only ask for fields which exist: Odoo answers 500 to one that an uninstalled
 * module or a missing right takes away. Make one for each read, as it remembers the fields.
 */
export function createOdooReader(context: ConnectorContext): OdooReader {
  const fieldTypes = readOnce((model) => readFieldTypes(context, model));

  async function search(
    query: OdooQuery,
    options: SearchOptions = {},
  ): Promise<{ rows: OdooRow[]; count: number | null }> {
    const types = await fieldTypes(query.model);
    const answer = await callOdoo(
      context,
      { model: query.model, method: searchMethod },
      toSearch(query, types, options),
    );
    const found = Answer.safeParse(answer);
    // Taken for an empty page, this would make records look deleted.
    if (!found.success) throw brokenAnswer(query.model);
    const rows = found.data.records.map((row) => {
      const raw = row as JsonObject & { id: number };
      return { id: raw.id, raw, plain: withoutFalse(raw, types) };
    });
    return { rows, count: found.data.length ?? null };
  }

  const pages: OdooReader['pages'] = (query, from, { isCounted } = { isCounted: false }) => {
    const listed = idsIn(query);
    const fetch: PagedList<OdooRow>['fetch'] = async ({ token, offset }) => {
      if (listed?.length === 0) return { rows: [] };
      // Counting takes Odoo a query of its own, so that it is done once.
      const countsNow = isCounted && token === null;
      const { rows, count } = await search(query, { afterId: token, isCounted: countsNow });
      const isComplete = listed !== null && offset + rows.length >= listed.length;
      return {
        rows,
        nextToken: rows.at(-1)?.id.toString(),
        ...(isComplete ? { hasMore: false } : {}),
        total: countsNow ? count : null,
      };
    };
    const recount = async () => (await search(query, { limit: 1, isCounted: true })).count;
    return readPages({ name: `Odoo's ${query.model}`, by: 'token', from, fetch, recount });
  };

  return {
    search: async (query) => (await search(query)).rows,
    pages,
    async searchAll(query) {
      const rows: OdooRow[] = [];
      for await (const page of pages(query, null)) rows.push(...page.rows);
      return rows;
    },
  };
}

interface SearchOptions {
  afterId?: string | null;
  limit?: number;
  isCounted?: boolean;
}

function toSearch(
  query: OdooQuery,
  types: ReadonlyMap<string, string>,
  { afterId = null, limit = pageSize, isCounted = false }: SearchOptions,
): JsonObject {
  const after = afterId === null ? [] : [['id', '>', Number(afterId)] as const];
  return {
    domain: [...query.domain, ...after] as Json[],
    specification: specify(query, types),
    order: 'id asc',
    limit,
    // Otherwise it counts all that match, for every page.
    ...(isCounted ? {} : { count_limit: 1 }),
    // Archived records are records too: refused applicants, closed jobs.
    context: { active_test: false, ...(query.language ? { lang: query.language } : {}) },
  };
}

/** The ids of a query for certain records: when all are there, no further page is asked for. */
function idsIn({ domain }: OdooQuery): readonly Json[] | null {
  for (const condition of domain) {
    // After an operator, a condition may be one of several.
    if (typeof condition === 'string') return null;
    const [field, operator, operand] = condition;
    if (operator === 'in' && Array.isArray(operand) && (field === 'id' || operand.length === 0))
      return operand;
    if (field === 'id' && operator === '=') return [operand];
  }
  return null;
}

async function readFieldTypes(
  context: ConnectorContext,
  model: string,
): Promise<Map<string, string>> {
  const answer = await callOdoo(context, { model, method: 'fields_get' }, { attributes: ['type'] });
  const fields = OdooFields.safeParse(answer);
  if (!fields.success) throw brokenAnswer(model);
  return new Map(Object.entries(fields.data).map(([name, { type }]) => [name, type]));
}

/** Which fields to send, and that links to one record come with its name. */
function specify(query: OdooQuery, types: ReadonlyMap<string, string>): JsonObject {
  const withName = { fields: { display_name: {} } };
  const wanted = [...types].filter(
    ([name, type]) =>
      query.fields.includes(name) ||
      (query.withCustomFields === true && name.startsWith('x_') && !unreadableTypes.has(type)),
  );
  return Object.fromEntries(
    wanted.map(([name, type]) => [name, type === 'many2one' ? withName : {}]),
  );
}

function withoutFalse(row: JsonObject, types: ReadonlyMap<string, string>): JsonObject {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value === false && types.get(name) !== 'boolean' ? null : value,
    ]),
  );
}

function brokenAnswer(model: string): RemoteError {
  return new RemoteError({
    kind: 'unavailable',
    message: `Odoo's answer for ${model} cannot be used: it is not a list of records. Try again later.`,
    status: 200,
  });
}
