import {
  JsonApiResource,
  RemoteError,
  answeredAt,
  followLink,
  indexIncluded,
  parseRemote,
  parseResults,
  readPages,
} from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  FetchedPage,
  Included,
  Json,
  ModelName,
  PagePosition,
  RemoteClient,
  RemoteRequest,
} from '@hirewire/connector-kit';
import type { z } from 'zod';
import { mediaType } from './client.ts';
import { PageAnswer, TeamtailorDocument, TeamtailorLinks } from './remote-types.ts';

export type Query = NonNullable<RemoteRequest['query']>;

/** The largest page that Teamtailor gives. A larger one is refused. */
const pageSize = 30;
/** The EU stack sometimes takes half a minute to answer (reports of users, September 2026). */
const readTimeoutMs = 60_000;

/** A resource, with what came along with it. */
export interface Row {
  raw: Json;
  resource: JsonApiResource;
  included: Included;
}

export interface TeamtailorPage {
  rows: Row[];
  next: PagePosition | null;
  unlisted: number;
  /** When Teamtailor answered, by its own clock; null where it does not tell. */
  answeredAt: Date | null;
}

export interface TeamtailorList {
  model: ModelName;
  path: string;
  query?: Query | undefined;
  /** How many models of a run are made from it; default 1. */
  readers?: number | undefined;
}

/**
 * Reads the pages of a list, by the address of the next one: candidates have cursors, and all others
 * page numbers.
 * @throws RemoteError of kind `sync-token-expired` where Teamtailor refuses such an address
 */
export async function* readTeamtailorPages(
  context: ConnectorContext,
  { model, path, query = {}, readers = 1 }: TeamtailorList,
  from: PagePosition | null = null,
): AsyncGenerator<TeamtailorPage, void> {
  const first = { ...query, 'page[size]': pageSize };
  let at: Date | null = null;
  let included = indexIncluded(null);
  const pages = readPages<Json>({
    name: `Teamtailor's ${path}`,
    by: 'token',
    from,
    async fetch({ token }): Promise<FetchedPage<Json>> {
      const read = () => fetchPage(context, { path, query: first, link: token });
      const shared = { key: `${path} ${token ?? JSON.stringify(first)}`, readers };
      const page = PageAnswer.parse(await (readers > 1 ? context.shareRead(shared, read) : read()));
      at = page.at === null ? null : new Date(page.at);
      included = indexIncluded(page.body);
      const { data, links, meta, notes } = TeamtailorDocument.safeParse(page.body).data ?? {};
      const listed = data ?? notes;
      return {
        rows: Array.isArray(listed) ? listed.map(unwrap) : null,
        nextToken: links?.next,
        total: meta?.['record-count'],
      };
    },
  });
  for await (const { rows, next, unlisted } of pages) {
    yield { rows: toRows(context, model, { rows, included }), next, unlisted, answeredAt: at };
  }
}

async function fetchPage(
  { remote }: Pick<ConnectorContext, 'remote'>,
  { path, query, link }: { path: string; query: Query; link: string | null },
): Promise<z.infer<typeof PageAnswer>> {
  const request: Pick<RemoteClient, 'request'>['request'] = (asked) =>
    remote.request({ ...asked, timeoutMs: readTimeoutMs });
  const response = await (link === null
    ? request({ method: 'GET', path, query })
    : followLink({ request }, link));
  return PageAnswer.parse({
    body: response.body,
    at: answeredAt(response)?.toISOString() ?? null,
  });
}

/** Notes of the documentation are each in an envelope of their own. */
function unwrap(row: Json): Json {
  const inner = TeamtailorDocument.safeParse(row).data?.data;
  return inner ?? row;
}

function toRows(
  context: ConnectorContext,
  model: ModelName,
  { rows, included }: { rows: readonly Json[]; included: Included },
): Row[] {
  return parseResults(JsonApiResource, rows, { model, context }).map(({ raw, parsed }) => ({
    raw,
    resource: parsed,
    included,
  }));
}

/** All rows of a list, for short ones. */
export async function readWholeList(
  context: ConnectorContext,
  list: TeamtailorList,
): Promise<Row[]> {
  const all: Row[] = [];
  for await (const { rows } of readTeamtailorPages(context, list)) all.push(...rows);
  return all;
}

/**
 * One resource.
 * @throws RemoteError of kind `not-found` where Teamtailor does not have it
 */
export async function getTeamtailor(
  context: ConnectorContext,
  { model, path, query = {} }: TeamtailorList,
): Promise<Row> {
  const request = { method: 'GET', path, query, timeoutMs: readTimeoutMs } as const;
  const { body, status } = await context.remote.request(request);
  const document = TeamtailorDocument.safeParse(body).data;
  // Stages and notes of the documentation have no envelope.
  const raw = document?.data ?? (document?.id === undefined ? null : (body as Json));
  const [row] = toRows(context, model, { rows: [raw].flat(), included: indexIncluded(body) });
  if (row !== undefined) return row;
  const message = `Teamtailor's answer to GET ${path} cannot be used: it has no data. Try again later.`;
  throw new RemoteError({ kind: 'unavailable', message, status });
}

interface Change extends Pick<RemoteRequest, 'isIdempotent'> {
  method: 'POST' | 'PATCH';
  path: string;
  data: { type: string; id?: string; attributes?: object; relationships?: object };
}

/**
 * Makes or changes a resource. A change says what is to be in the end, so that it may be sent twice.
 * @throws RemoteError
 */
export async function changeTeamtailor(
  context: ConnectorContext,
  { method, path, data, isIdempotent = method === 'PATCH' }: Change,
): Promise<JsonApiResource> {
  const { body, status } = await context.remote.request({
    method,
    path,
    headers: { 'content-type': mediaType },
    json: { data },
    isIdempotent,
  });
  const document = TeamtailorDocument.safeParse(body).data;
  const resource = JsonApiResource.safeParse(document?.data ?? body).data;
  if (resource !== undefined) return resource;
  throw new RemoteError({
    kind: 'unknown',
    message: `Teamtailor's answer to ${method} ${path} does not say what was made. The next sync brings it.`,
    status,
    mayHaveHappened: !isIdempotent,
  });
}

/** The attributes of a resource with its id and its links, by a loose schema; null without an id. */
export function parseAttributes<Schema extends z.ZodType>(
  schema: Schema,
  { id, attributes, links }: JsonApiResource,
  ref: Parameters<typeof parseRemote>[2],
): z.output<Schema> | null {
  const { data: own } = TeamtailorLinks.safeParse(links);
  return parseRemote(schema, { ...attributes, links: own ?? null, id }, ref);
}

/** A link to a resource, as relationships have it. */
export const linkTo = (type: string, id: string) => ({ data: { type, id } });
