import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { modelNames, operations, readModelOf } from '@hirewire/contract';
import fc from 'fast-check';

import { type TestAnswer, callApi, errorOf } from './testing/call-api.ts';
import { type TestApi, startTestApi } from './testing/start-test-api.ts';
import { testRecords } from './testing/test-records.ts';

interface Listed {
  id: string;
  remote_id: string;
}

const lists = operations
  .filter((operation) => operation.kind === 'list')
  .filter(({ notImplemented }) => notImplemented === null);

let api: TestApi;
let full: Reader;
let sparse: Reader;
let foreign: Reader;

/** One integration with a key that may read it. */
interface Reader {
  integration: string;
  call(path: string): Promise<TestAnswer>;
  list(path: string): Promise<{ results: Listed[]; next: string | null }>;
  /** The remote ids on one page. */
  remoteIds(path: string): Promise<string[]>;
}

async function createReader(environment: string, tool: string): Promise<Reader> {
  const { key } = await api.createKey(environment);
  const integration = await api.createIntegration({ environment, tool, isSynced: true });
  const headers = { authorization: `Bearer ${key}`, 'x-integration-id': integration };
  const call = (path: string) => callApi(api, { path: `/v1/ats/${path}`, headers });
  const list = async (path: string) => {
    const answer = await call(path);
    assert.equal(answer.status, 200, answer.text);
    return (answer.json as { data: { results: Listed[]; next: string | null } }).data;
  };
  const remoteIds = async (path: string) =>
    (await list(path)).results.map(({ remote_id }) => remote_id);
  return { integration, call, list, remoteIds };
}

before(async () => {
  api = await startTestApi();
  full = await createReader('one', 'full');
  sparse = await createReader('one', 'sparse');
  foreign = await createReader('two', 'full');
});
after(() => api.close());

function encode(values: readonly string[]): string {
  return encodeURIComponent(values.join(','));
}

describe('every list', () => {
  test('answers exactly 200 with a body that fits the contract', async () => {
    assert.deepEqual(
      lists.map(({ id }) => id).toSorted(),
      modelNames.map((name) => readModelOf(name).operationId).toSorted(),
    );
    for (const { path, response } of lists) {
      const answer = await full.call(path.replace('/ats/', ''));
      assert.equal(answer.status, 200, answer.text);
      assert.equal(answer.headers['content-type'], 'application/json; charset=utf-8');
      const { data } = response.parse(answer.json);
      const model = path.replace('/ats/', '').replaceAll('-', '_') as keyof typeof testRecords;
      assert.equal(data.results.length, testRecords[model].length, path);
      assert.equal(data.next, null);
    }
  });

  test('composes the nested records', async () => {
    const [application] = (await full.list('applications?remote_ids=a1')).results as unknown as {
      candidate: { last_name: string; tags: { name: string }[] };
      job: { name: string };
      current_stage: { name: string };
      interviews: { title: string }[];
      offers: { status: string }[];
    }[];
    assert.equal(application?.candidate.last_name, 'van Dijk');
    assert.equal(application?.candidate.tags[0]?.name, 'referral');
    assert.equal(application?.job.name, 'Bridge engineer 1');
    assert.equal(application?.current_stage.name, 'Review');
    assert.equal(application?.interviews[0]?.title, 'First talk');
    assert.equal(application?.offers[0]?.status, 'SENT');
  });

  test('accepts what the official SDKs send without being asked', async () => {
    const defaults = 'page_size=100&include_deleted=false&ignore_unsupported_filters=false';
    for (const { path } of lists) {
      const list = path.replace('/ats/', '');
      const { results } = await full.list(`${list}?${defaults}`);
      assert.deepEqual(results, (await full.list(list)).results);
    }
  });

  test('never shows a record of another tenant, whatever is asked for', async () => {
    const known = new Map<string, { own: Listed[]; foreign: Listed[] }>();
    for (const { path } of lists) {
      const list = path.replace('/ats/', '');
      const [own, others] = [await full.list(list), await foreign.list(list)];
      known.set(list, { own: own.results, foreign: others.results });
    }
    const owned = new Set([...known.values()].flatMap(({ own }) => own.map(({ id }) => id)));
    const idsOf = (list: string): string[] => {
      const { own, foreign: others } = known.get(list) ?? { own: [], foreign: [] };
      return [...own, ...others].map(({ id }) => id);
    };
    const filters: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
      applications: { job_ids: idsOf('jobs'), current_stage_ids: idsOf('application-stages') },
      candidates: { job_ids: idsOf('jobs') },
      notes: { candidate_ids: idsOf('candidates'), application_ids: idsOf('applications') },
      scorecards: { candidate_ids: idsOf('candidates'), application_ids: idsOf('applications') },
      interviews: { job_ids: idsOf('jobs') },
    };
    const query = fc.constantFrom(...known.keys()).chain((list) => {
      const names = { ids: idsOf(list), remote_ids: ['j1', 'c1', 'a1'], ...filters[list] };
      const chosen = Object.entries(names).map(([name, values]) =>
        fc
          .subarray([...values], { minLength: 1 })
          .map((some) => `${name}=${encode(some)}`)
          .filter((text) => text !== ''),
      );
      return fc.tuple(fc.constant(list), fc.oneof(...chosen), fc.boolean());
    });
    let shown = 0;
    await fc.assert(
      fc.asyncProperty(query, async ([list, filter, isWithDeleted]) => {
        const { results } = await full.list(`${list}?${filter}&include_deleted=${isWithDeleted}`);
        for (const { id } of results) assert.ok(owned.has(id), `${list}?${filter} shows ${id}`);
        shown += results.length;
      }),
      { numRuns: 200 },
    );
    // About 130 on average, by chance of the queries 100 at times.
    assert.ok(shown > 50, 'the filters found too little to prove anything');
  });
});

describe('paging', () => {
  test('visits every record once and ends with null, whatever the page size', async () => {
    const expected = (await full.list('jobs')).results.map(({ id }) => id);
    for (const pageSize of [1, 2, 4, 5, 250]) {
      const seen: string[] = [];
      let query = `jobs?page_size=${pageSize}`;
      for (;;) {
        const { results, next } = await full.list(query);
        assert.ok(results.length <= pageSize);
        seen.push(...results.map(({ id }) => id));
        if (next === null) break;
        query = `jobs?page_size=${pageSize}&cursor=${next}`;
      }
      assert.deepEqual(seen, expected);
    }
  });

  test('works by update time too, and the page size may change on the way', async () => {
    const filters = 'updated_after=2020-01-01&statuses=OPEN,CLOSED';
    const first = await full.list(`jobs?${filters}&page_size=2`);
    const changed = 'statuses=CLOSED%2COPEN&updated_after=2020-01-01T00:00:00.000Z';
    const rest = await full.list(`jobs?cursor=${first.next}&${changed}&page_size=250`);
    assert.equal(rest.next, null);
    const ids = [...first.results, ...rest.results].map(({ id }) => id);
    assert.equal(new Set(ids).size, 5);
  });

  test('a cursor of another endpoint, integration or set of filters is an input error', async () => {
    const { next } = await full.list('jobs?page_size=2&statuses=OPEN');
    const answers = await Promise.all([
      full.call(`candidates?cursor=${next}`),
      full.call(`jobs?cursor=${next}`),
      full.call(`jobs?statuses=CLOSED&cursor=${next}`),
      full.call(`jobs?statuses=OPEN&include_deleted=true&cursor=${next}`),
      full.call(`jobs?statuses=OPEN&updated_after=2020-01-01&cursor=${next}`),
      foreign.call(`jobs?statuses=OPEN&cursor=${next}`),
      sparse.call(`jobs?statuses=OPEN&cursor=${next}`),
    ]);
    for (const answer of answers) {
      const error = errorOf(answer, 'ats');
      assert.equal(error.code, 'PLATFORM.INPUT_INVALID');
      assert.match(error.message, /another endpoint, integration or set of filters/);
    }
    assert.equal((await full.list(`jobs?statuses=OPEN&cursor=${next}`)).results.length, 2);
  });
});

describe('filters', () => {
  test('each filter finds what it should and nothing else', async () => {
    const ids = new Map<string, string>();
    for (const list of ['jobs', 'application-stages', 'applications', 'candidates']) {
      for (const { id, remote_id } of (await full.list(list)).results) ids.set(remote_id, id);
    }
    const cases: [query: string, remoteIds: string[]][] = [
      [`jobs?ids=${ids.get('j2')},${ids.get('j3')},unknown`, ['j2', 'j3']],
      ['jobs?remote_ids=j2%2Cj4', ['j2', 'j4']],
      ['jobs?ids=unknown', []],
      ['jobs?job_codes=BE-1,BE-5', ['j1', 'j5']],
      ['jobs?job_codes=be-1', []],
      [`jobs?post_url=${encodeURIComponent('https://jobs.example.com/3')}`, ['j3']],
      ['jobs?statuses=CLOSED,DRAFT', ['j5']],
      ['jobs?status=CLOSED', ['j5']],
      ['jobs?statuses=OPEN&status=CLOSED', []],
      ['jobs?employment_types=PART_TIME', []],
      ['jobs?visibilities=PUBLIC&job_codes=BE-2', ['j2']],
      ['jobs?remote_created_after=2026-01-04', ['j4', 'j5']],
      ['jobs?remote_created_after=2026-01-04T01:00:00%2B01:00', ['j4', 'j5']],
      ['jobs?name_contains=engineer+4', ['j4']],
      ['jobs?name_contains=ENGINEER%205%20bridge', ['j5']],
      ['applications?outcomes=DECLINED,HIRED', ['a2']],
      ['applications?outcome=PENDING', ['a1']],
      [`applications?job_ids=${ids.get('j1')}`, ['a1']],
      ['applications?job_remote_ids=j2', ['a2']],
      [`applications?current_stage_ids=${ids.get('s1')}`, ['a1']],
      ['applications?remote_created_after=2026-02-02T00:00:00.000000', ['a2']],
      ['candidates?email=NOOR@example.org', ['c1']],
      ['candidates?email=ada.bruecke@example.com', []],
      [`candidates?job_ids=${ids.get('j2')}`, ['c2']],
      [`candidates?first_name=${encodeURIComponent('éMILE')}`, ['c2']],
      ['candidates?last_name=VAN+dijk', ['c1']],
      ['candidates?last_name=dijk', []],
      ['users?emails=ada.bruecke@EXAMPLE.com', ['u1']],
      ['roles?scopes=JOB', ['lead']],
      [`interviews?job_ids=${ids.get('j1')}`, ['i1']],
      [`interviews?job_ids=${ids.get('j2')}`, []],
      [`notes?candidate_ids=${ids.get('c1')},${ids.get('c2')}`, ['n1', 'n2']],
      [`notes?application_ids=${ids.get('a1')}`, ['n1']],
      [`notes?candidate_ids=${ids.get('c2')}&application_ids=${ids.get('a1')}`, []],
      ['notes?remote_ids=n2', ['n2']],
      [`scorecards?candidate_ids=${ids.get('c2')}`, ['k2']],
      [`scorecards?application_ids=${ids.get('a1')}`, ['k1']],
      ['tags?updated_after=2999-01-01', []],
      ['tags?updated_after=2020-01-01T00:00:00Z&include_deleted=true', ['t1', 't2']],
    ];
    for (const [query, expected] of cases) {
      assert.deepEqual((await full.remoteIds(query)).toSorted(), expected, query);
    }
  });

  test('one on a field that the tool cannot fill finds nothing', async () => {
    const queries = [
      'jobs?job_codes=BE-1',
      'applications?outcomes=PENDING',
      'applications?job_remote_ids=j1&remote_ids=a1',
      'candidates?job_ids=anything',
      'interviews?job_ids=anything',
    ];
    for (const query of queries) {
      assert.deepEqual(await sparse.list(query), { results: [], next: null }, query);
    }
  });

  test('one on a field that the tool cannot fill is skipped when the client says so', async () => {
    const ignore = 'ignore_unsupported_filters=true';
    assert.equal((await sparse.remoteIds(`jobs?job_codes=BE-1&${ignore}`)).length, 5);
    assert.deepEqual(await sparse.remoteIds(`jobs?job_codes=x&statuses=CLOSED&${ignore}`), ['j5']);
    assert.equal((await sparse.remoteIds(`candidates?job_ids=x&${ignore}`)).length, 2);
    assert.deepEqual(await full.remoteIds(`jobs?job_codes=BE-1&${ignore}`), ['j1']);
  });

  test('ids work on every tool', async () => {
    assert.deepEqual(await sparse.remoteIds('jobs?remote_ids=j1'), ['j1']);
  });
});

test('a model that the tool does not have is not available', async () => {
  const answer = await sparse.call('offers');
  const error = errorOf(answer, 'ats');
  assert.equal(error.code, 'INTEGRATION.MODEL_NOT_AVAILABLE');
  assert.equal(answer.status, 400);
  assert.match(error.message, /sparse does not provide offers/);
});
