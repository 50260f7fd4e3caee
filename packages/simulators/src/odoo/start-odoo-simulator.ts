import { bearerOf, wrongCredentials } from '../kit/authorization.ts';
import { systemNow } from '../kit/clock.ts';
import type { Now } from '../kit/clock.ts';
import { openRoute, route } from '../kit/route.ts';
import type { Call, Grant, Route } from '../kit/route.ts';
import type { SavedPart } from '../kit/saved-state.ts';
import type { Simulator, SimulatorOptions } from '../kit/simulator.ts';
import { startVendor } from '../kit/start-vendor.ts';
import { Answer, VendorFailure, json } from '../kit/vendor-message.ts';
import type { VendorRequest } from '../kit/vendor-message.ts';
import { addMessages } from './messages.ts';
import { createRecords } from './records.ts';
import {
  addAdministration,
  installRules,
  postsOf,
  refuseAccess,
  requireAdministrator,
  ruleMethods,
} from './rules.ts';
import type { OdooPost } from './rules.ts';
import { matches, namedIn, requireFields, show, tableOf } from './search.ts';
import type { Row, Tables, Value } from './search.ts';
import { changingMethods, read } from './writes.ts';
import type { Method } from './writes.ts';

export interface OdooSimulatorOptions extends SimulatorOptions {
  /** The major version that it says it is. Default 19. */
  version?: number;
}

export interface OdooSimulator extends Simulator {
  readonly tool: 'odoo';
  readonly credentials: { base_url: string; api_key: string };
  /** What it holds; tests may change it behind the API's back. */
  readonly tables: Tables;
  /** What its automation rules have posted, also to those who did not answer. */
  readonly posts: readonly OdooPost[];
  /** Models that no user may read. */
  readonly unreadable: Set<string>;
  /** Replaces answers of `web_search_read`; by default none. */
  alterSearch: AlterSearch;
}

export interface OdooSearchAnswer {
  records: Row[];
  length: number;
}

type AlterSearch = (answer: OdooSearchAnswer, model: string) => OdooSearchAnswer;

/** Keys of users, by their rights. */
export const odooKeys = {
  administrator: 'key-of-the-administrator',
  officer: 'key-of-the-officer',
  interviewer: 'key-of-the-interviewer',
};
export const odooDatabase = 'example-works';

/** So many that applicants and contacts take two pages. */
const defaultCandidates = 520;

type Arguments = Record<string, Value>;

/** The parts of the JSON-2 API of Odoo 19 that it has. */
const methods: Readonly<Record<string, Method>> = {
  // Interviewers may read what is theirs of everything, and create nothing.
  has_access: (tables, model, { operation, isOfficer, isAdministrator }) =>
    tableOf(tables, model) &&
    (model.startsWith('ir.') ? isAdministrator : operation === 'read' || isOfficer),
  button_immediate_install: (tables, _, { ids }) => {
    installRules(tables, ids as Value);
    return true;
  },
  context_get: () => ({ lang: 'en_US', tz: 'UTC', uid: 2 }),
  fields_get(tables, model, { isAdministrator }) {
    const { columns, administratorsOnly = [] } = tableOf(tables, model);
    const shown = Object.entries(columns)
      .filter(([name]) => isAdministrator || !administratorsOnly.includes(name))
      .map(([name, column]) => [name, { type: typeof column === 'string' ? column : column.type }]);
    return Object.fromEntries(shown) as unknown;
  },
  web_search_read(tables, model, { domain, specification, isAdministrator, ...named }) {
    const table = tableOf(tables, model);
    const fields = Object.keys(specification as Arguments);
    requireFields(table, [...fields, ...namedIn(domain as Value[])], isAdministrator);
    const found = table.rows
      .toSorted((one, other) => one.id - other.id)
      .filter((row) => matches(tables, model, row, domain as Value[]));
    const { limit, count_limit: countLimit = Infinity } = named as Record<string, number>;
    const records = found.slice(0, limit).map((row) => show(tables, model, row, fields));
    // It counts only as far as it is told to.
    return { records, length: Math.max(records.length, Math.min(found.length, countLimit)) };
  },
  read,
  ...changingMethods,
};

/** Starts a simulated Odoo 19. It holds the same records whatever the seed. */
export async function startOdooSimulator(
  options: OdooSimulatorOptions = {},
): Promise<OdooSimulator> {
  const { candidates = defaultCandidates, version = 19, now = systemNow } = options;
  const tables = createRecords(candidates);
  addMessages(tables);
  addAdministration(tables);
  const odoo: Odoo = {
    tables,
    posts: [],
    unreadable: new Set(),
    now,
    alterSearch: (found) => found,
  };
  const simulator = await startVendor({
    tool: 'odoo',
    options: { ...options, candidates },
    basePath: '/json/2',
    credentials: {},
    badCredentials: {},
    authorization: authorize,
    failureBody,
    routes: [
      openRoute('GET /web/version', () => ({
        version_info: [version, 0, 0],
        version: `${version}.0`,
      })),
      ...Object.keys(methods).map((name) => methodRoute(name, odoo)),
    ],
    saved: { tables: savedTables(tables) },
  });
  const { url } = simulator;
  return Object.assign(odoo, simulator, {
    tool: 'odoo' as const,
    credentials: { base_url: url, api_key: odooKeys.officer },
    badCredentials: { base_url: url, api_key: 'revoked' },
  });
}

function authorize(request: VendorRequest): Grant {
  const database = request.headers['x-odoo-database'];
  if (database !== undefined && database !== odooDatabase) {
    throw new VendorFailure('no_database', '', { status: 404 });
  }
  const key = bearerOf(request);
  const [user] = Object.entries(odooKeys).find(([, known]) => known === key) ?? [];
  if (user === undefined) throw wrongCredentials();
  return { scopes: 'all', actor: user };
}

function failureBody({ code, message, status }: VendorFailure): unknown {
  if (code === 'no_database') {
    const text = '<h1>Not Found</h1><p>No database is selected and the URL was not found.</p>';
    return new Answer(404, text, { 'content-type': 'text/html' });
  }
  const debug = 'Traceback: /opt/odoo/secret.py';
  if (status === 401) {
    return { name: 'werkzeug.exceptions.Unauthorized', message: 'Invalid apikey', debug };
  }
  const name = code === 'no_route' ? 'werkzeug.exceptions.NotFound' : code;
  return { name, message, debug };
}

interface Odoo {
  tables: Tables;
  posts: OdooPost[];
  unreadable: Set<string>;
  now: Now;
  alterSearch: AlterSearch;
}

function methodRoute(name: string, odoo: Odoo): Route {
  const isWrite = name in changingMethods || name === 'button_immediate_install';
  return route(`POST /:model/${name}`, null, (call) => answer(call, name, odoo), isWrite);
}

async function answer(
  { params: { model = '' }, body, grant }: Call,
  name: string,
  odoo: Odoo,
): Promise<Answer> {
  const { tables, posts, now, unreadable } = odoo;
  if (unreadable.has(model) && name === 'has_access') return json(false);
  if (unreadable.has(model) && name.includes('read')) refuseAccess(model);
  const { result, sent } = callMethod(
    tables,
    { model, name },
    {
      ...(body as Arguments),
      isOfficer: grant.actor !== 'interviewer',
      isAdministrator: grant.actor === 'administrator',
      // Odoo's notation of UTC.
      now: new Date(now()).toISOString().slice(0, 19).replace('T', ' '),
    },
  );
  for (const post of sent) await deliver(post);
  posts.push(...sent);
  const isSearch = name === 'web_search_read';
  const shown = isSearch ? odoo.alterSearch(result as OdooSearchAnswer, model) : result;
  return json(shown, 200, { 'content-type': 'application/json; charset=utf-8' });
}

/** Like Odoo before its answer, and without another try. */
async function deliver({ url, body }: OdooPost): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await fetch(url, { method: 'POST', headers, body }).catch(() => undefined);
}

function callMethod(
  tables: Tables,
  { model, name }: { model: string; name: string },
  named: Arguments,
): { result: unknown; sent: OdooPost[] } {
  const method = (model === 'base.automation' ? ruleMethods[name] : undefined) ?? methods[name];
  if (name !== 'has_access') requireAdministrator(model, named['isAdministrator']);
  const ids = (named['ids'] ?? []) as number[];
  const gone = name === 'unlink' ? postsOf(tables, model, { trigger: 'on_unlink', ids }) : [];
  const result = method?.(tables, model, named);
  const written = { create: result as number[], write: ids }[name] ?? [];
  const changed = postsOf(tables, model, { trigger: 'on_create_or_write', ids: written });
  return { result, sent: [...gone, ...changed] };
}

/** Keeps columns and rows; what is computed comes with the code. */
function savedTables(tables: Tables): SavedPart {
  return {
    get content() {
      const kept = Object.entries(tables).map(([model, { computed: _code, ...table }]) => [
        model,
        table,
      ]);
      return Object.fromEntries(kept) as unknown;
    },
    restore(content) {
      for (const [model, table] of Object.entries(content as Tables)) {
        tables[model] = { ...tables[model], ...table };
      }
    },
  };
}
