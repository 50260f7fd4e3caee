import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { VendorJson } from '../kit/testing/vendor-json.ts';
import { startOnlyfySimulator } from './start-onlyfy-simulator.ts';
import type { OnlyfySimulator } from './start-onlyfy-simulator.ts';
import { ask, bodyOf, readAll } from './testing/onlyfy-client.ts';
import { deviations, loadContract, namesIn, oracleSkip, pathsOf } from './testing/oracle.ts';

/** Fields that are null in everything that is invented, and why. */
const unfilled = [
  /middlename$/, // nobody has one
  /avatar/, // nobody has a picture
  /start_reminder_at$/, // nobody is reminded
  /(facebook|xing)_id$/,
  /profile\/(homeaddress|awards|organizations|workaddress)$/,
  /profile\/(ims|advanced_trainings)\//,
  /(positions|current_position)\/(department_id|industry_id)$/,
  /current_position\/(description|position_type|seniority|end_date|city)$/,
  /(educations|current_education)\/(subject|specialized_subjects|degree|start_date|end_date)$/,
];

/** A value for a documented scalar; ids of what exists come from the simulator. */
const examples: Readonly<Record<string, unknown>> = {
  string: 'Text',
  integer: 1990,
  float: 4.5,
  boolean: true,
  DateTime: '2026-01-01T10:00:00+01:00',
  'private|work': 'private',
  'mobile|work|home|fax': 'fax',
  'ISO 639-1': 'de',
  'native|fluent|good|intermediate|basic|beginner': 'good',
  'string (ISO 3166-1 alpha-2)': 'AT',
};

describe('the onlyfy simulator against the documented contract', { skip: oracleSkip }, () => {
  let onlyfy: OnlyfySimulator;
  let contract: VendorJson;
  before(async () => {
    contract = loadContract();
    onlyfy = await startOnlyfySimulator({ candidates: 200 });
  });
  after(() => onlyfy.close());

  const listsOf = (): VendorJson[] =>
    contract.operations.filter(
      ({ method, returns }: VendorJson) => method === 'GET' && returns.data,
    );
  const pathIn = (operation: VendorJson, id: unknown): string =>
    operation.path.replace('/v1', '').replace('{id}', id);

  it('shows every documented field, of the documented type, and no other', async () => {
    const { types } = contract;
    let seen = 0;
    for (const operation of listsOf()) {
      const [job] = (await bodyOf(onlyfy, '/job')).data;
      const path = `${pathIn(operation, job.id)}?page_size=100`;
      const { links } = await bodyOf(onlyfy, path);
      assert.deepEqual(Object.keys(links), Object.keys(contract.links));
      const [type] = operation.returns.data;
      const filled = new Set<string>();
      const rows = await readAll(onlyfy, path);
      const wrong = rows.flatMap((row) => deviations({ types, filled }, type, row));
      assert.deepEqual(wrong.slice(0, 5), [], path);
      const lacking = pathsOf(types, type).filter(
        (one) => !filled.has(one) && !unfilled.some((pattern) => pattern.test(one)),
      );
      assert.deepEqual(lacking, [], path);
      seen += rows.length;
    }
    assert.ok(seen > 500);
  });

  it('takes every documented filter', async () => {
    let asked = 0;
    const valueOf = (name: string): string => {
      if (/\[?(is|has)_/.test(name)) return 'true';
      return /(_at|_date|birthday|last_login|start_of_work)\]?$/.test(name) ? '2026-01-01' : '1';
    };
    const every: Record<string, string[]> = {
      'profile[<every profile field>]': Object.keys(contract.types.Candidate.profile)
        .filter((name) => typeof contract.types.Candidate.profile[name] === 'string')
        .filter((name) => !/avatar|current_/.test(name))
        .map((name) => `profile[${name}]`),
      'every scalar field of Job by name': Object.keys(contract.types.Job).filter(
        (name) =>
          typeof contract.types.Job[name] === 'string' &&
          !(contract.types.Job[name] in contract.types),
      ),
    };
    const status = Object.keys(contract.types.JobApplicationStatus).join('|');
    for (const operation of listsOf()) {
      for (const filter of operation.filters ?? []) {
        const names = every[filter] ?? namesIn(filter.replace('<every status field>', status));
        for (const name of names) {
          // A status as a whole is documented as a filter, without a form of its value.
          if (name === 'job_application_status_logs[job_application_status]') continue;
          const query = new URLSearchParams({ [name]: valueOf(name), page_size: '1' });
          const { status: answered, body } = await ask(
            onlyfy,
            `${pathIn(operation, 0)}?${query.toString()}`,
          );
          assert.equal(answered, 200, `${operation.path}?${name}: ${JSON.stringify(body)}`);
          asked += 1;
        }
      }
    }
    assert.ok(asked > 90, String(asked));
  });

  it('takes every documented field of every body, and answers with the documented status', async () => {
    const { types } = contract;
    const filler = await fillerFor(onlyfy, types);
    let sent = 0;
    for (const operation of contract.operations) {
      if (operation.method === 'GET') continue;
      const { method, body: type, status: expected, returns } = operation;
      const path = pathIn(operation, await filler.target(operation.path));
      const body = filler.value(type, type);
      const answer = await ask(onlyfy, await filler.withStatus(path), { method, body });
      assert.equal(answer.status, expected, `${method} ${path}: ${JSON.stringify(answer.body)}`);
      if (returns !== null) {
        assert.deepEqual(deviations({ types, filled: new Set() }, returns, answer.body), []);
      }
      const more = { method, body: { ...body, undocumented: 1 } };
      assert.equal((await ask(onlyfy, await filler.withStatus(path), more)).status, 400);
      sent += 1;
    }
    assert.equal(sent, 6);
  });
});

/** Fills documented bodies with values that can be right in this account. */
async function fillerFor(onlyfy: OnlyfySimulator, types: VendorJson) {
  const first = async (path: string): Promise<VendorJson> => (await bodyOf(onlyfy, path)).data[0];
  const candidateField = (await first('/custom_field')).id;
  const jobField = (await first('/custom_field?is_job=true')).id;
  const jobs = await readAll(onlyfy, '/job');
  const open = jobs.filter(({ finished_at: at }) => at === null);
  const person = (await readAll(onlyfy, '/candidate')).find(
    (one) => one.job_applications.length === 0,
  );
  const known: Record<string, unknown> = {
    job_id: open.at(-1).id,
    candidate_id: person.id,
    city_id: (await first('/city')).id,
    department_id: (await first('/department')).id,
    industry_id: (await first('/industry')).id,
    candidate_tag_ids: (await first('/candidate_tag')).id,
    position_type: 'part-time',
    seniority: 'Manager',
    base64_content: Buffer.from('%PDF').toString('base64'),
    file_type: 'pdf',
    language: 'de',
  };
  const value = (type: VendorJson, body: string, name = ''): VendorJson => {
    if (name === 'custom_fields') {
      const id = body.startsWith('Job') ? jobField : candidateField;
      return [{ custom_field_id: id, values: [{ value: 'Text' }] }];
    }
    if (name === 'email') return `${body.toLowerCase()}@example.com`;
    if (Array.isArray(type)) return [value(type[0], body, name)];
    if (typeof type === 'object') {
      const parts = Object.entries(type).map(([part, inner]) => [part, value(inner, body, part)]);
      return Object.fromEntries(parts);
    }
    if (type in types) return value(types[type], body, name);
    return known[name] ?? examples[type];
  };
  return {
    value,
    target: async (path: string) => {
      const [, , name = ''] = path.split('/');
      return (await first(`/${name}`)).id as number;
    },
    withStatus: async (path: string) => {
      if (!path.includes('{status_id}')) return path;
      const { job_id: id } = await bodyOf(onlyfy, path.split('/status')[0] ?? '');
      const { job_application_status_set: set } = await bodyOf(onlyfy, `/job/${id}`);
      return path.replace('{status_id}', set.statuses[1].id);
    },
  };
}
