import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import type { AshbySimulator } from '@hirewire/simulators';
import { findTablesWith } from '@hirewire/store/testing';
import { KomboAtsError } from '@kombo-api/sdk/models/errors';
import type { OfficialSdk } from './official-sdk.ts';
import { createOfficialSdk, listAll, listNames, listPath } from './official-sdk.ts';
import { type RunningHirewire, type Tenant, startHirewire } from './start-hirewire.ts';

const contacts = ['ats_candidates.email_addresses', 'ats_candidates.phone_numbers'];

describe('what an operator has disabled, with the official TypeScript SDK', () => {
  let hirewire: RunningHirewire;
  let ashby: AshbySimulator;
  let tenant: Tenant;
  let sdk: OfficialSdk;
  let integration_id: string;

  before(async () => {
    hirewire = await startHirewire();
    ashby = await hirewire.startSimulator({ candidates: 40, seed: 7 });
    tenant = await hirewire.createTenant({ environment: 'production', simulator: ashby });
    integration_id = tenant.integrationId;
    await hirewire.waitForSync(integration_id);
    sdk = createOfficialSdk(hirewire.url, tenant);
  });
  after(() => hirewire.close());

  const change = (names: { enable?: string[]; disable?: string[] }) =>
    hirewire.engine.changeScope(integration_id, names);
  const sync = () => hirewire.sync(integration_id, 'DELTA');
  const candidates = () => listAll(sdk.kombo, 'candidates');
  const details = async () =>
    (await sdk.kombo.general.getIntegrationDetails({ integration_id })).data;

  async function fetchApi(path: string, options: RequestInit = {}): Promise<Response> {
    const url = path.startsWith('/hirewire') ? hirewire.url.replace(/\/v1$/, '') : hirewire.url;
    return fetch(`${url}${path}`, {
      ...options,
      headers: {
        Authorization: `Bearer ${tenant.apiKey}`,
        'X-Integration-Id': integration_id,
        'Content-Type': 'application/json',
        ...(options.headers as Record<string, string> | undefined),
      },
    });
  }

  /** All that the API tells by itself, as text. */
  async function everything(): Promise<string> {
    const lists = listNames.map((name) => `${listPath(name)}?include_deleted=true&page_size=250`);
    const id = encodeURIComponent(integration_id);
    const fields = `/integrations/${id}/integration-fields?page_size=2000`;
    const paths = [...lists, fields, `/integrations/${id}`, '/hirewire/v1/changes?limit=1000'];
    const texts: string[] = [];
    for (const path of paths) {
      const answer = await fetchApi(path);
      assert.equal(answer.status, 200, path);
      texts.push(await answer.text());
    }
    return texts.join('\n').toLowerCase();
  }

  /** Addresses and numbers of all candidates as Ashby has them. */
  function contactsOf(): string[] {
    const all = [...ashby.state.records.candidates.values()].flatMap((candidate) =>
      [...candidate.emailAddresses, ...candidate.phoneNumbers].map(({ value }) => value),
    );
    assert.ok(all.length > 40);
    return all.map((value) => value.toLowerCase());
  }

  const shownOf = (text: string) => contactsOf().filter((value) => text.includes(value));

  async function expectError(call: Promise<unknown>, code: string, message: RegExp) {
    const failure = await call.catch((error: unknown) => error);
    assert.ok(failure instanceof KomboAtsError, String(failure));
    assert.equal(failure.error.code, code);
    assert.equal(failure.statusCode, 403);
    assert.match(failure.error.message, message);
  }

  /** Lets a raw field through that holds an address of each candidate. */
  async function letThrough(key: string): Promise<void> {
    const { general } = sdk.kombo;
    const { result } = await general.getIntegrationFields({ integration_id, page_size: 2000 });
    const field = result.data.results.find((one) => one.key === key);
    assert.ok(field);
    await general.updateIntegrationField({
      integration_id,
      integration_field_id: field.id,
      body: { enable_passthrough: true },
    });
  }

  it('a field is served by nothing any more, whatever shows it, and comes back', async () => {
    await letThrough('primaryEmailAddress');
    await sync();
    const before = await candidates();
    assert.deepEqual(shownOf(await everything()), contactsOf());

    await change({ disable: contacts });
    assert.ok((await details()).data_expired_at);
    await sync();
    assert.equal((await details()).data_expired_at, null);
    assert.deepEqual(shownOf(await everything()), []);
    const blank = await candidates();
    for (const { email_addresses, phone_numbers } of blank) {
      assert.deepEqual([email_addresses, phone_numbers], [[], []]);
    }

    await change({ enable: contacts });
    await sync();
    const back = await candidates();
    assert.deepEqual(shownOf(await everything()), contactsOf());
    const ids = before.map(({ id }) => id);
    for (const list of [blank, back]) {
      assert.deepEqual(list.map(({ id }) => id).toSorted(), ids.toSorted());
    }
  });

  it('integration details tell it, with all that follows from it', async () => {
    await change({ disable: ['ats_candidates', 'ats_jobs.name', 'ats_reject_application'] });
    const { read_models, write_actions } = await details();
    const off = [
      ...read_models.flatMap((model) => [
        model,
        ...model.fields.map((field) => ({ ...field, id: `${model.id}.${field.id}` })),
      ]),
      ...write_actions,
    ].filter((entry) => entry.scope_config_setting === 'DISABLED');
    assert.ok(off.every((entry) => !entry.is_available && !entry.opted_out_by_customer));
    // Notes always name a candidate, so the whole model is off with candidates.
    const names = off.map(({ id }) => id).filter((id) => !/^ats_(?:candidates|notes)\./.test(id));
    assert.deepEqual(names.toSorted(), [
      'ats_applications.candidate_id',
      'ats_candidates',
      'ats_create_candidate',
      'ats_jobs.name',
      'ats_notes',
      'ats_reject_application',
      'ats_scorecards.candidate_id',
    ]);
    const [reject] = write_actions.filter(({ id }) => id === 'ats_reject_application');
    assert.ok(reject?.fields.length && reject.fields.every((field) => !field.is_available));
    await change({ enable: ['ats_candidates', 'ats_jobs.name', 'ats_reject_application'] });
  });

  it('a list of a model is refused, at once, until a sync has read it again', async () => {
    const before = await listAll(sdk.kombo, 'offers');
    assert.ok(before.length > 0);
    await change({ disable: ['ats_offers'] });
    const list = () => listAll(sdk.kombo, 'offers');
    await expectError(list(), 'INTEGRATION.MODEL_DISABLED', /offers are disabled/);
    await sync();
    await expectError(list(), 'INTEGRATION.MODEL_DISABLED', /offers are disabled/);
    for (const { offers } of await listAll(sdk.kombo, 'applications')) {
      assert.deepEqual(offers, []);
    }
    await change({ enable: ['ats_offers'] });
    const failure = await list().catch((error: unknown) => error);
    assert.ok(failure instanceof KomboAtsError);
    assert.equal(failure.error.code, 'INTEGRATION.SETUP_SYNC_PENDING');
    await sync();
    const ids = (records: { id: string }[]) => records.map(({ id }) => id).toSorted();
    assert.deepEqual(ids(await list()), ids(before));
  });

  it('a filter by a field is like one that the tool cannot do', async () => {
    const [{ email_addresses } = assert.fail()] = await candidates();
    const email = email_addresses?.[0]?.email_address ?? assert.fail();
    const find = (ignore_unsupported_filters: boolean) =>
      listAll(sdk.kombo, 'candidates', { email, ignore_unsupported_filters });
    assert.equal((await find(false)).length, 1);
    await change({ disable: contacts });
    assert.equal((await find(false)).length, 0);
    assert.ok((await find(true)).length > 1);
    await change({ enable: contacts });
    await sync();
  });

  it('an action is refused before anything is sent, in a dry run, too', async () => {
    const [application] = await listAll(sdk.kombo, 'applications', { outcomes: ['PENDING'] });
    const [reason] = await listAll(sdk.kombo, 'rejection_reasons');
    const [job] = await listAll(sdk.kombo, 'jobs', { statuses: ['OPEN'] });
    assert.ok(application && reason && job);
    await change({ disable: ['ats_reject_application', 'ats_candidates', 'ats_applications'] });
    const sent = ashby.requests().length;
    const reject = { application_id: application.id, body: { rejection_reason_id: reason.id } };
    const code = 'INTEGRATION.ACTION_DISABLED';
    await expectError(sdk.kombo.ats.rejectApplication(reject), code, /ats_reject_application/);
    const person = { first_name: 'Ida', last_name: 'Invented', email_address: 'ida@example.com' };
    const body = { candidate: { ...person, job_title: null } };
    // They would answer with records that are not kept.
    await expectError(
      sdk.kombo.ats.createApplication({ job_id: job.id, body }),
      code,
      /ats_create_application/,
    );
    await expectError(
      sdk.kombo.ats.createCandidate({ ...body, application: { job_id: job.id } }),
      code,
      /ats_create_candidate/,
    );
    const planned = await fetchApi(`/ats/applications/${application.id}/reject`, {
      method: 'POST',
      body: JSON.stringify(reject.body),
      headers: { 'Hirewire-Dry-Run': 'true' },
    });
    assert.equal(planned.status, 403);
    assert.equal(ashby.requests().length, sent, 'something was sent');
    await change({ enable: ['ats_reject_application', 'ats_candidates', 'ats_applications'] });
    await sync();
    await sdk.kombo.ats.rejectApplication(reject);
  });

  it('requests of the caller are not passed through any more', async () => {
    const send = () =>
      fetchApi('/passthrough/ashby/v1', {
        method: 'POST',
        body: JSON.stringify({ method: 'POST', path: '/candidate.list', data: {} }),
      });
    assert.equal((await send()).status, 200);
    await change({ disable: ['passthrough'] });
    const sent = ashby.requests().length;
    const refused = await send();
    assert.equal(refused.status, 403);
    assert.match(await refused.text(), /passthrough is disabled/);
    assert.equal(ashby.requests().length, sent, 'something was sent');
    await change({ enable: ['passthrough'] });
  });

  it('an application can be made without keeping who made it', async () => {
    await change({ disable: ['ats_candidates'] });
    await sync();
    const [job] = await listAll(sdk.kombo, 'jobs', { statuses: ['OPEN'] });
    assert.ok(job);
    const { data } = await sdk.kombo.ats.createApplication({
      job_id: job.id,
      body: {
        candidate: {
          first_name: 'Ida',
          last_name: 'Unkept',
          email_address: 'ida.unkept@example.com',
        },
      },
    });
    assert.deepEqual([data.candidate, data.candidate_id], [null, null]);
    assert.equal(data.job?.id, job.id);
    const tables = await findTablesWith(hirewire.database.pool, 'Unkept');
    assert.deepEqual(
      tables.filter((name) => !name.startsWith('interaction')),
      [],
    );
    await change({ enable: ['ats_candidates'] });
    await sync();
    const made = (await listAll(sdk.kombo, 'applications')).find(({ id }) => id === data.id);
    assert.equal(made?.candidate?.last_name, 'Unkept');
  });

  it('a field is neither read back by an action, nor kept in its log, nor brought by a webhook', async () => {
    const publicUrl = hirewire.url.replace(/\/v1$/, '');
    await hirewire.engine.registerVendorWebhooks(integration_id, publicUrl);
    await change({ disable: contacts });
    await sync();
    const [candidate] = await candidates();
    assert.ok(candidate?.remote_id);
    const answer = await fetchApi(`/ats/candidates/${candidate.id}/tags`, {
      method: 'POST',
      body: JSON.stringify({ tag: { name: 'Scopes' } }),
    });
    assert.equal(answer.status, 200);
    const tagged = (await candidates()).find(({ id }) => id === candidate.id);
    assert.ok(tagged?.tags.map(({ name }) => name).includes('Scopes'));
    assert.deepEqual(tagged?.email_addresses, []);
    const interaction = answer.headers.get('hirewire-interaction-id');
    const log = await (await fetchApi(`/hirewire/v1/interactions/${interaction}`)).text();
    assert.match(log, /candidate\.info/);
    assert.deepEqual(shownOf(log.toLowerCase()), []);

    const [job] = await listAll(sdk.kombo, 'jobs', { statuses: ['OPEN'] });
    const { id } = ashby.state.addCandidate({ name: 'Vera Webhook' });
    ashby.state.addApplication(id, job?.remote_id ?? '');
    const find = async () => (await candidates()).find(({ remote_id }) => remote_id === id);
    const giveUpAt = Date.now() + 60_000;
    while (!(await find())) assert.ok(Date.now() < giveUpAt, 'the webhook brought nobody');
    await ashby.webhooks.settled();
    assert.deepEqual((await find())?.email_addresses, []);
    assert.deepEqual(shownOf(await everything()), []);
    await change({ enable: contacts });
    await sync();
  });
});
