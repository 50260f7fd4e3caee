import { test } from 'node:test';
import { testConnector } from '@hirewire/connector-kit/conformance';
import { connectors } from '@hirewire/connectors';
import { odooScenarios, startFaultProxy } from '@hirewire/connectors/testing';
import type { OdooUnderTest } from '@hirewire/connectors/testing';
import { enrichOdoo } from './setup/enrich-odoo.ts';
import { findLiveOdoo, noOdoo } from './setup/live-odoo.ts';
import type { LiveOdoo } from './setup/live-odoo.ts';

const live = findLiveOdoo();
const connector = connectors.find(({ tool }) => tool.id === 'odoo');

if (live === null || connector === undefined) {
  test('the Odoo connector at a real Odoo', { skip: noOdoo }, () => undefined);
} else {
  await enrichOdoo(live);
  testConnector<OdooUnderTest>({
    connector,
    name: 'the Odoo connector at a real Odoo',
    start: () => startCopy(live),
    scenarios: odooScenarios,
    gaps: [
      {
        test: 'declares every call beside the list of a model',
        reason: 'They are declared, and fail in turn, at the simulator.',
      },
      {
        test: 'names a permission for every model that it asks for',
        reason: 'Only a group is taken away; the simulator takes the rights of each model.',
      },
      {
        test: 'reads every record, and resumes every model, at a remote with small pages',
        reason: 'A real Odoo gives as many records as it is asked for.',
      },
      {
        test: 'ends a read whose pages go round, and does not take it for a whole one',
        reason: 'A real Odoo searches as it is asked to.',
      },
      {
        test: 'never takes a list of ids that breaks off, or goes round, for a whole one',
        reason: 'A real Odoo searches as it is asked to.',
      },
      {
        test: 'asks for a full read when the page where it resumes has expired',
        reason: 'It resumes after an id, which does not expire.',
      },
      {
        test: 'asks for a full read when what it remembers has expired',
        reason: 'It remembers a date, and Odoo can compare with any date.',
      },
      {
        test: 'loses one field to a malformed value, and not the record',
        reason: 'A real Odoo keeps to the types of its own fields.',
      },
    ],
  });
}

/** Methods that leave everything as it is. */
const reading = new Set([
  'context_get',
  'fields_get',
  'has_access',
  'read',
  'search_count',
  'search_read',
  'web_search_read',
]);

let copies = 0;
let unchanged: LiveOdoo | null = null;

/**
 * Each test may spoil its Odoo: it gets a copy of the database. A new copy takes Odoo some ten
 * seconds, so one that has only been read serves the next test as well.
 */
async function startCopy(original: LiveOdoo): Promise<OdooUnderTest> {
  const copy = unchanged ?? (await makeCopy(original));
  unchanged = null;
  const called: string[] = [];
  const proxy = await startFaultProxy(copy.baseUrl);
  const credentials = (key: string) => ({
    base_url: proxy.url,
    database: copy.database,
    api_key: key,
  });
  return {
    ...proxy,
    credentials: credentials(copy.keys.officer),
    badCredentials: credentials('key-of-nobody-at-all'),
    limitedCredentials: credentials(copy.keys.outsider),
    call(model, method, named) {
      called.push(method);
      return copy.call(model, method, named);
    },
    async close() {
      await proxy.close();
      const posted = proxy.requests().filter(({ method }) => method === 'POST');
      called.push(...posted.map(({ path }) => path.split('/').at(-1) ?? ''));
      const isUnchanged = called.every((method) => reading.has(method));
      if (isUnchanged && unchanged === null) unchanged = copy;
      else await copy.drop();
    },
  };
}

async function makeCopy(original: LiveOdoo): Promise<LiveOdoo> {
  copies += 1;
  return original.duplicate(`${original.database}-${copies}`);
}
