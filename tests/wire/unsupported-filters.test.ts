import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import type { Connector } from '@hirewire/connector-kit';
import { connectors } from '@hirewire/connectors';
import type { AshbySimulator } from '@hirewire/simulators';
import { KomboAtsError } from '@kombo-api/sdk/models/errors';
import { type OfficialSdk, createOfficialSdk, listAll, remoteIds } from './official-sdk.ts';
import { idsOf, simulatedRemoteIds } from './simulated-remote-ids.ts';
import { type RunningHirewire, startHirewire } from './start-hirewire.ts';

const note = 'Left out to see what the filters do.';

/** Ashby as it would be, had it no job codes, no outcomes and no offers. */
function createSparseConnector(): Connector {
  const ashby = connectors.find(({ tool }) => tool.id === 'ashby') ?? assert.fail();
  const { ats_jobs, ats_applications, ats_offers, ...others } = ashby.coverage.readModels;
  const { offers: _, ...read } = ashby.read;
  return {
    ...ashby,
    tool: { ...ashby.tool, id: 'sparse' },
    read,
    incrementalModels: ashby.incrementalModels.filter((model) => model !== 'offers'),
    coverage: {
      ...ashby.coverage,
      readModels: {
        ...others,
        ats_jobs: without(ats_jobs, 'job_code'),
        ats_applications: without(ats_applications, 'outcome'),
        ats_offers: { fields: {}, ...ats_offers, model: { status: 'UNSUPPORTED', note } },
      },
    },
  };
}

type ModelCoverage = NonNullable<Connector['coverage']['readModels'][string]>;

function without(model: ModelCoverage | undefined, field: string): ModelCoverage {
  assert.ok(model && field in model.fields, `${field} is not declared`);
  return { ...model, fields: { ...model.fields, [field]: { status: 'UNSUPPORTED', note } } };
}

describe('filters on fields that a tool cannot fill', () => {
  let hirewire: RunningHirewire;
  let simulator: AshbySimulator;
  let sdk: OfficialSdk;

  before(async () => {
    hirewire = await startHirewire({ extraConnectors: [createSparseConnector()] });
    simulator = await hirewire.startSimulator({ candidates: 40, seed: 5 });
    const tenant = await hirewire.createTenant({
      environment: 'production',
      simulator,
      tool: 'sparse',
    });
    await hirewire.waitForSync(tenant.integrationId);
    sdk = createOfficialSdk(hirewire.url, tenant);
  });
  after(() => hirewire.close());

  it('give an empty page', async () => {
    const codes = [...simulator.state.records.jobs.values()].flatMap((job) => {
      return job.customRequisitionId ?? [];
    });
    assert.ok(codes.length > 0);
    assert.deepEqual(await listAll(sdk.kombo, 'jobs', { job_codes: codes }), []);
    const outcomes = ['PENDING', 'HIRED', 'DECLINED'];
    assert.deepEqual(await listAll(sdk.kombo, 'applications', { outcomes }), []);
  });

  it('are skipped when the caller says so', async () => {
    const ignoring = { ignore_unsupported_filters: true };
    const expected = simulatedRemoteIds(simulator.state);
    const jobs = await listAll(sdk.kombo, 'jobs', { job_codes: ['no such code'], ...ignoring });
    assert.deepEqual(remoteIds(jobs), expected.jobs);
    const hired = await listAll(sdk.kombo, 'applications', { outcomes: ['HIRED'], ...ignoring });
    assert.deepEqual(remoteIds(hired), expected.applications);
  });

  it('leave the other filters as they are', async () => {
    const open = [...simulator.state.records.jobs.values()].filter((job) => job.status === 'Open');
    const request = { statuses: ['OPEN'], job_codes: ['no such code'] };
    assert.deepEqual(await listAll(sdk.kombo, 'jobs', request), []);
    const ignoring = { ...request, ignore_unsupported_filters: true };
    const found = await listAll(sdk.kombo, 'jobs', ignoring);
    assert.deepEqual(remoteIds(found), idsOf(open));
  });

  it('still apply where the tool can fill the field and the caller would skip others', async () => {
    const draft = [...simulator.state.records.jobs.values()].filter(({ status }) => {
      return status === 'Draft';
    });
    const request = { statuses: ['DRAFT'], ignore_unsupported_filters: true };
    assert.deepEqual(remoteIds(await listAll(sdk.kombo, 'jobs', request)), idsOf(draft));
  });

  it('are an error on a model that the tool does not have at all', async () => {
    const failure = await sdk.kombo.ats.getOffers().catch((error: unknown) => error);
    assert.ok(failure instanceof KomboAtsError, String(failure));
    assert.equal(failure.error.code, 'INTEGRATION.MODEL_NOT_AVAILABLE');
  });
});
