import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { lists, startGreenhouseSimulator } from './start-greenhouse-simulator.ts';
import type { GreenhouseSimulator } from './start-greenhouse-simulator.ts';
import { ask, bodyOf, readAll, refusal } from './testing/greenhouse-client.ts';

/** Beside the checkout; not part of the repository. */
const folder = path.join(import.meta.dirname, '../../../../../shared/vendors/greenhouse');
const skip = existsSync(folder) ? false : 'the vendor’s documents are not here';

interface Named {
  name: string;
  type: string;
  enumValues?: string[];
}
interface Endpoint {
  path: string;
  list: boolean;
  parameters: Named[];
  responseFields: Named[];
}

const load = (name: string): unknown => JSON.parse(readFileSync(path.join(folder, name), 'utf8'));

/** Fields that newer documents have and the registry of endpoints lacks. */
const newerFields: Readonly<Record<string, string[]>> = {
  applications: ['job_interview_stage_id', 'rejection_reason_id'],
};
/** What a list answers while a candidate is being processed, in place of a record. */
const absentFields: Readonly<Record<string, string[]>> = { candidates: ['message'] };
const unsupported = ['custom_field_option_id', 'external_office_id', 'external_department_id'];

describe('the Greenhouse simulator against the documents of Harvest v3', { skip }, () => {
  let greenhouse: GreenhouseSimulator;
  let endpoints: Map<string, Endpoint>;
  const records = new Map<string, Record<string, unknown>[]>();

  before(async () => {
    const registry = load('harvest-v3-get-endpoints.json') as { endpoints: Endpoint[] };
    endpoints = new Map(
      registry.endpoints
        .filter(({ list }) => list)
        .map((endpoint) => [endpoint.path.slice('/v3/'.length), endpoint]),
    );
    greenhouse = await startGreenhouseSimulator({ candidates: 400 });
    for (const name of Object.keys(lists)) {
      const query = name === 'rejection_reasons' ? '&include_defaults=true' : '';
      records.set(name, await readAll(greenhouse, `/${name}?per_page=500${query}`));
    }
  });
  after(() => greenhouse.close());

  const endpointOf = (name: string): Endpoint => {
    const endpoint = endpoints.get(name);
    assert.ok(endpoint, `the documents have no list ${name}`);
    return endpoint;
  };

  it('shows the documented fields in every record of every list, and no others', () => {
    for (const [name, rows] of records) {
      const documented = endpointOf(name).responseFields.map((field) => field.name);
      const expected = [...documented, ...(newerFields[name] ?? [])]
        .filter((field) => absentFields[name]?.includes(field) !== true)
        .toSorted();
      assert.ok(rows.length > 0, `${name} is empty`);
      for (const row of rows) assert.deepEqual(Object.keys(row).toSorted(), expected, name);
    }
  });

  it('shows values of the documented types, where there are any', () => {
    for (const [name, rows] of records) {
      for (const { name: field, type } of endpointOf(name).responseFields) {
        for (const row of rows) {
          if (absentFields[name]?.includes(field) === true) continue;
          const complaint = complaintAbout(row[field], type);
          assert.equal(complaint, null, `${name}.${field} of ${String(row['id'])}`);
        }
      }
    }
  });

  it('shows nested objects as newer documents have them', () => {
    const models = load('harvest-v3-models-2026-10.derived.json') as Record<string, object>;
    const shown: Readonly<Record<string, string>> = {
      candidate: 'candidates',
      application: 'applications',
      job: 'jobs',
      offer: 'offers',
      user: 'users',
      interview: 'interviews',
      note: 'notes',
      job_interview_stage: 'job_interview_stages',
      applied_candidate_tag: 'applied_candidate_tags',
      rejection_reason: 'rejection_reasons',
      attachment: 'attachments',
    };
    for (const [model, name] of Object.entries(shown)) {
      for (const row of records.get(name) ?? []) {
        for (const [field, described] of Object.entries(models[model] ?? {})) {
          assert.ok(field in row, `${name}.${field}`);
          const parts = [row[field] ?? []].flat() as object[];
          if (typeof described !== 'object' || typeof [described].flat()[0] === 'string') continue;
          const expected = Object.keys([described].flat()[0] as object).toSorted();
          for (const part of parts) {
            assert.deepEqual(Object.keys(part).toSorted(), expected, `${name}.${field}`);
          }
        }
      }
    }
  });

  it('takes every documented parameter of every list', async () => {
    for (const name of records.keys()) {
      for (const { name: parameter, type, enumValues = [] } of endpointOf(name).parameters) {
        if (parameter === 'cursor' || unsupported.includes(parameter)) continue;
        for (const value of enumValues.length > 0 ? enumValues : [exampleOf(parameter, type)]) {
          const asked = `/${name}?${parameter}=${encodeURIComponent(value)}`;
          const { status, body } = await ask(greenhouse, asked);
          assert.equal(status, 200, `${asked}: ${JSON.stringify(body)}`);
        }
      }
      const [, error] = await refusal(greenhouse, `/${name}?updated_after=2026-01-01T00:00:00Z`);
      assert.match(String(error), /not a parameter/);
    }
  });

  it('filters every list by what its records show', async () => {
    for (const [name, rows] of records) {
      for (const { name: parameter, type } of endpointOf(name).parameters) {
        const field = parameter.slice(0, -1);
        if (type !== 'array' || !parameter.endsWith('_ids') || !(field in (rows[0] ?? {})))
          continue;
        const value = rows.find((row) => row[field] !== null)?.[field];
        if (typeof value !== 'number') continue;
        const found = await bodyOf(greenhouse, `/${name}?per_page=500&${parameter}=${value}`);
        const expected = rows.filter((row) => row[field] === value).length;
        assert.equal(found.length, Math.min(500, expected), `${name} by ${parameter}`);
      }
    }
  });
});

function exampleOf(parameter: string, type: string): string {
  if (type === 'boolean') return 'true';
  if (type === 'object')
    return parameter.endsWith('_on') ? 'gte|2026-01-01' : 'gte|2026-01-01T00:00:00Z';
  if (parameter === 'fields') return 'id';
  return '1';
}

/** The odd ones of the seed show null where a list or an object was promised. */
function complaintAbout(value: unknown, type: string): string | null {
  if (value === null) return null;
  const fits: Readonly<Record<string, boolean>> = {
    integer: Number.isSafeInteger(value),
    number: typeof value === 'number',
    string: typeof value === 'string',
    boolean: typeof value === 'boolean',
    array: Array.isArray(value),
    object: typeof value === 'object' && !Array.isArray(value),
  };
  return fits[type] === true ? null : `${JSON.stringify(value)} is no ${type}`;
}
