import { readFileSync } from 'node:fs';
import type { ApiKeys } from './odoo.ts';

/** Said by tests that are run without an Odoo. */
export const noOdoo = 'needs an Odoo: npm run test:live:odoo';

export type Row = { id: number } & Record<string, unknown>;

/** An Odoo that a test may do anything with, through its own API and not by the connector. */
export interface LiveOdoo {
  baseUrl: string;
  keys: ApiKeys;
  database: string;
  /** Calls a method of JSON-2 as administrator. */
  call(model: string, method: string, named: Record<string, unknown>): Promise<unknown>;
  /** All records, archived ones as well, by Odoo's own way to read nested fields. */
  list(model: string, specification: Record<string, object>, domain?: unknown[]): Promise<Row[]>;
  create(model: string, values: Record<string, unknown>): Promise<number>;
  /** Copies the database, and all that is in it, under another name. */
  duplicate(name: string): Promise<LiveOdoo>;
  drop(): Promise<void>;
}

/** The Odoo whose address and keys the script has written to the file that it names; or null. */
export function findLiveOdoo(): LiveOdoo | null {
  const file = process.argv[2];
  if (file === undefined) return null;
  const { baseUrl, keys, database } = JSON.parse(readFileSync(file, 'utf8')) as LiveOdoo;
  return openDatabase({ baseUrl, keys }, database);
}

function openDatabase(server: Pick<LiveOdoo, 'baseUrl' | 'keys'>, database: string): LiveOdoo {
  const { baseUrl, keys } = server;
  async function call(model: string, method: string, named: Record<string, unknown>) {
    const answer = await fetch(`${baseUrl}/json/2/${model}/${method}`, {
      method: 'POST',
      headers: {
        authorization: `bearer ${keys.administrator}`,
        'content-type': 'application/json',
        'x-odoo-database': database,
      },
      body: JSON.stringify(named),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${model}.${method}: ${answer.status} ${text.slice(0, 500)}`);
    return JSON.parse(text) as unknown;
  }
  return {
    baseUrl,
    keys,
    database,
    call,
    async list(model, specification, domain = []) {
      const named = { domain, specification, context: { active_test: false } };
      return ((await call(model, 'web_search_read', named)) as { records: Row[] }).records;
    },
    async create(model, values) {
      const [id] = (await call(model, 'create', { vals_list: [values] })) as number[];
      if (id === undefined) throw new Error(`${model} was not created`);
      return id;
    },
    async duplicate(name) {
      await callServer(baseUrl, 'duplicate_database', [database, name]);
      return openDatabase(server, name);
    },
    drop: () => callServer(baseUrl, 'drop', [database]),
  };
}

/** The database manager, with the master password that a fresh Odoo has. */
async function callServer(baseUrl: string, method: string, args: unknown[]): Promise<void> {
  const answer = await fetch(`${baseUrl}/jsonrpc`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      jsonrpc: '2.0',
      params: { service: 'db', method, args: ['admin', ...args] },
    }),
  });
  const { error } = (await answer.json()) as { error?: unknown };
  if (error !== undefined) throw new Error(`${method}: ${JSON.stringify(error).slice(0, 500)}`);
}

/** As people do it, with the dialogue that asks for the reason. */
export async function refuseApplicant(live: LiveOdoo, applicant: number): Promise<void> {
  const [reason] = await live.list('hr.applicant.refuse.reason', {});
  const dialogue = await live.create('applicant.get.refuse.reason', {
    refuse_reason_id: reason?.id,
    applicant_ids: [[6, 0, [applicant]]],
    send_mail: false,
  });
  await live.call('applicant.get.refuse.reason', 'action_refuse_reason_apply', { ids: [dialogue] });
}

const tables = [
  'hr_applicant',
  'hr_job',
  'hr_recruitment_stage',
  'hr_applicant_category',
  'hr_applicant_refuse_reason',
  'hr_department',
  'res_partner',
  'res_users',
  'calendar_event',
  'mail_message',
  'utm_source',
];

/** Makes everything a day older, so that only what a test changes is new. */
export async function ageRecords(live: LiveOdoo): Promise<void> {
  const day = "interval '1 day'";
  const statements = tables.map(
    (table) =>
      `UPDATE ${table} SET create_date = create_date - ${day}, write_date = write_date - ${day}`,
  );
  const [model] = await live.list('ir.model', {}, [['model', '=', 'res.partner']]);
  const action = await live.create('ir.actions.server', {
    name: 'Age all records',
    model_id: model?.id,
    state: 'code',
    code: `env.flush_all()\nenv.cr.execute("""${statements.join(';\n')}""")\nenv.invalidate_all()`,
  });
  await live.call('ir.actions.server', 'run', { ids: [action] });
}
