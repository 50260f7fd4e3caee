import { testConnector } from '@hirewire/connector-kit/conformance';
import { startFaultProxy } from './fixtures/fault-proxy.ts';
import { odooKeys, startOdooSimulator } from '@hirewire/simulators';
import type { OdooSearchAnswer, OdooSimulator } from '@hirewire/simulators';
import { odooScenarios } from './fixtures/scenarios.ts';
import type { OdooUnderTest } from './fixtures/scenarios.ts';
import { odoo } from './index.ts';

interface PretendUnderTest extends OdooUnderTest {
  pretend: OdooSimulator;
}

const readModels = [
  'hr.job',
  'hr.recruitment.stage',
  'hr.applicant',
  'res.partner',
  'calendar.event',
  'res.users',
  'hr.applicant.category',
  'hr.applicant.refuse.reason',
  'mail.message',
];

testConnector<PretendUnderTest>({
  connector: odoo,
  name: 'the Odoo connector at a pretended Odoo',
  start,
  scenarios: {
    ...odooScenarios,
    async startWithSmallPages() {
      const remote = await start();
      const { tables } = remote.pretend;
      remote.pretend.alterSearch = ({ length, records }, model) => ({
        length,
        // Of the others, there are hundreds.
        records: records.slice(0, (tables[model]?.rows.length ?? 0) < 100 ? 1 : 100),
      });
      return remote;
    },
    loopPages({ pretend }) {
      let first: OdooSearchAnswer | null = null;
      pretend.alterSearch = (answer, model) =>
        model === 'hr.applicant' ? (first ??= answer) : answer;
      return { model: 'applications' };
    },
    limitPermissions: (remote) => [
      ...odooScenarios.limitPermissions(remote),
      ...readModels.map((model) => ({
        missing: model,
        limit() {
          remote.pretend.unreadable.clear();
          remote.pretend.unreadable.add(model);
          return remote.credentials;
        },
      })),
    ],
    addMalformedRecord({ pretend }) {
      const partner = pretend.tables['res.partner']?.rows.find(({ id }) => id === 100);
      if (partner !== undefined) partner['function'] = { en_US: 'Tester' };
      return { model: 'candidates', remoteId: 'partner:100', field: 'title' };
    },
  },
  otherCalls: [
    { matching: '/web/version', reason: 'A delta begins at the time of the server.' },
    { matching: '/fields_get', reason: 'Odoo answers 500 to a search for a field that it lacks.' },
    {
      model: 'candidates',
      matching: '/hr.applicant/',
      reason: 'Half of what is known of a person, and those without a contact, are applicants.',
    },
    {
      model: 'notes',
      matching: '/hr.applicant/',
      reason: 'Without their applicants, it is not known whom notes are about.',
    },
  ],
  sideCalls: [
    { model: 'jobs', matching: 'hr.recruitment.stage', fields: ['stages'] },
    { model: 'jobs', matching: 'res.partner', fields: ['location'] },
    { model: 'jobs', matching: 'hr.employee.public', fields: ['hiring_team'] },
    { model: 'applications', matching: 'hr.recruitment.stage', fields: ['current_stage_index'] },
    { model: 'interviews', matching: 'res.users', fields: ['user_remote_ids'] },
    { model: 'notes', matching: 'res.users', fields: ['author_remote_id'] },
  ],
  gaps: [
    {
      test: 'asks for a full read when the page where it resumes has expired',
      reason: 'It resumes after an id, which does not expire.',
    },
    {
      test: 'asks for a full read when what it remembers has expired',
      reason: 'It remembers a date, and Odoo can compare with any date.',
    },
  ],
});

async function start(): Promise<PretendUnderTest> {
  const pretend = await startOdooSimulator();
  const proxy = await startFaultProxy(pretend.url);
  const credentials = (key: string) => ({ base_url: proxy.url, api_key: key });
  return {
    ...proxy,
    pretend,
    credentials: credentials(odooKeys.officer),
    badCredentials: credentials('key-of-nobody-at-all'),
    limitedCredentials: credentials(odooKeys.interviewer),
    async call(model, method, named) {
      const response = await fetch(`${pretend.url}/json/2/${model}/${method}`, {
        method: 'POST',
        headers: { authorization: `bearer ${odooKeys.officer}` },
        body: JSON.stringify(named),
      });
      if (!response.ok) throw new Error(await response.text());
      return response.json();
    },
    async close() {
      await proxy.close();
      await pretend.close();
    },
  };
}
