import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { connectors } from '@hirewire/connectors';
import { type Connector, slugsOf } from '@hirewire/connector-kit';
import { type Simulator, startSimulator } from '@hirewire/simulators';
import type { Kombo } from '@kombo-api/sdk';
import { KomboAtsError } from '@kombo-api/sdk/models/errors';
import { answersTo, canBeComplete, pdf } from './answers.ts';
import { type SdkRecord, createOfficialSdk, listAll, listNames } from './official-sdk.ts';
import { type RunningHirewire, type Tenant, startHirewire } from './start-hirewire.ts';

describe('the official TypeScript SDK, at every tool', () => {
  let hirewire: RunningHirewire;
  const simulators: Simulator[] = [];
  before(async () => {
    hirewire = await startHirewire();
  });
  after(async () => {
    await hirewire.close();
    for (const simulator of simulators) await simulator.close();
  });

  for (const connector of connectors) {
    const { id: tool, label } = connector.tool;
    describe(label, () => {
      let simulator: Simulator;
      let tenant: Tenant;
      let kombo: Kombo;
      let application: SdkRecord<'applications'>;
      before(async () => {
        simulator = await startSimulator(tool, { candidates: 60, seed: 7 });
        simulators.push(simulator);
        tenant = await hirewire.createTenant({ environment: 'production', simulator, tool });
        await hirewire.waitForSync(tenant.integrationId);
        ({ kombo } = createOfficialSdk(hirewire.url, tenant));
      });

      it('lists every model that it reads, each record once', async () => {
        for (const name of listNames.filter((model) => connector.read[model] !== undefined)) {
          const records = await listAll(kombo, name);
          assert.ok(records.length > 0, name);
          assert.equal(new Set(records.map(({ id }) => id)).size, records.length);
        }
      });

      it('applies to a job with answers and a file, and shows the application at once', async () => {
        application = await apply(kombo);
        const [shown] = await listAll(kombo, 'applications', { ids: [application.id] });
        assert.equal(shown?.candidate?.last_name, 'Beispiel');
        assert.equal(shown.outcome, 'PENDING');
      });

      can(connector, 'ats_move_application_to_stage', 'moves the application', async () => {
        const [job] = await listAll(kombo, 'jobs', { ids: [application.job?.id ?? ''] });
        const stages = job?.stages.filter(({ id }) => id !== application.current_stage?.id) ?? [];
        const moved = await firstThatWorks(stages, ({ id: stage_id }) =>
          kombo.ats.moveApplicationToStage({ application_id: application.id, body: { stage_id } }),
        );
        const [shown] = await listAll(kombo, 'applications', { ids: [application.id] });
        assert.equal(shown?.current_stage?.id, moved.id);
      });

      can(connector, 'ats_add_application_note', 'takes a note', async () => {
        await kombo.ats.addApplicationNote({
          application_id: application.id,
          body: { content: 'Call <back> & ask', content_type: 'PLAIN_TEXT' },
        });
      });

      can(connector, 'ats_add_application_result_link', 'takes links to results', async () => {
        const body = { label: 'Test result', url: 'https://tests.example.com/42' };
        await kombo.ats.addApplicationResultLink({ application_id: application.id, body });
        const candidate_id = application.candidate?.id ?? '';
        await kombo.ats.addCandidateResultLink({ candidate_id, body });
      });

      can(connector, 'ats_add_candidate_tag', 'adds a tag and removes it', async () => {
        const candidate_id = application.candidate?.id ?? '';
        // Some tools cannot make a tag.
        const known = (await listAll(kombo, 'tags')).map(({ name }) => ({ name: name ?? '' }));
        const tags = async () => {
          const [shown] = await listAll(kombo, 'candidates', { ids: [candidate_id] });
          return shown?.tags?.map(({ name }) => name) ?? [];
        };
        const { name } = await firstThatWorks([{ name: 'Invented' }, ...known], (tag) =>
          kombo.ats.addCandidateTag({ candidate_id, body: { tag } }),
        );
        assert.ok((await tags()).includes(name));
        await kombo.ats.removeCandidateTag({ candidate_id, body: { tag: { name } } });
        assert.ok(!(await tags()).includes(name));
      });

      can(
        connector,
        'ats_add_application_attachment',
        'takes files, and gives them back',
        async () => {
          await kombo.ats.addApplicationAttachment({
            application_id: application.id,
            body: {
              attachment: {
                name: 'letter.pdf',
                type: 'OTHER',
                content_type: 'application/pdf',
                data: pdf,
              },
            },
          });
          const { data } = await kombo.ats.getApplicationAttachments({
            application_id: application.id,
          });
          const added = data.results.filter(({ file_name: name }) => name === 'letter.pdf');
          assert.ok(added.length > 0);
          for (const { data_url: url } of added) {
            const file = Buffer.from(await (await fetch(url)).arrayBuffer());
            assert.equal(file.toString('base64'), pdf);
          }
        },
      );

      can(connector, 'ats_reject_application', 'rejects the application for a reason', async () => {
        const reasons = await listAll(kombo, 'rejection_reasons');
        const note = 'Position filled.';
        const given = await firstThatWorks(reasons, ({ id: rejection_reason_id }) =>
          kombo.ats.rejectApplication({
            application_id: application.id,
            body: { rejection_reason_id, note },
          }),
        );
        const [shown] = await listAll(kombo, 'applications', { ids: [application.id] });
        assert.equal(shown?.outcome, 'DECLINED');
        const reason = freeTextReasons.has(tool) ? note : given.name;
        assert.equal(shown.rejection_reason_name, reason);
      });

      for (const slug of slugsOf(connector.tool)) {
        can(
          connector,
          'ats_import_tracked_application',
          `shows an application that is imported under ${slug} after the next sync`,
          async () => {
            const all = await listAll(kombo, 'applications');
            const imported = all.find(({ candidate, job }) => candidate !== null && job !== null);
            assert.ok(imported);
            const settings = { sync_only_created_applications: true };
            const place = { environment: 'tracked', simulator, tool: slug, settings };
            const { integrationId, ...tracked } = await hirewire.createTenant(place);
            await hirewire.waitForSync(integrationId);
            const sdk = createOfficialSdk(hirewire.url, { integrationId, ...tracked });
            assert.deepEqual(await listAll(sdk.kombo, 'applications'), []);
            const form = importForms[tool]?.(imported);
            assert.ok(form, `Say in importForms by which ids ${tool} knows an application.`);
            const tracked_at = new Date('2026-04-12T14:33:47Z');
            const request = { tracked_at, [slug]: form } as unknown as ImportRequest;
            const { data } = await sdk.kombo.ats.importTrackedApplication(request);
            await hirewire.sync(integrationId, 'DELTA');
            const shown = await listAll(sdk.kombo, 'applications');
            assert.deepEqual(shown.map(outsideOf), [outsideOf(imported)]);
            assert.equal(shown[0]?.id, data.id);
            const [candidate, ...others] = await listAll(sdk.kombo, 'candidates');
            assert.equal(candidate?.remote_id, imported.candidate?.remote_id);
            assert.deepEqual(others, []);
          },
        );
      }

      it('shows the same after a full sync', async () => {
        const list = async () => {
          const records = await listAll(kombo, 'applications', { ids: [application.id] });
          return records.map((record) => ({ ...record, changed_at: null }));
        };
        const before = await list();
        await hirewire.sync(tenant.integrationId, 'FULL');
        assert.deepEqual(await list(), before);
      });
    });
  }
});

type ImportRequest = Parameters<Kombo['ats']['importTrackedApplication']>[0];

/** Tools in which the note of a rejection is its reason. */
const freeTextReasons: ReadonlySet<string> = new Set(['onlyfy']);

/** The ids by which a tool knows an application, as operation 24 of the contract has them. */
const importForms: Readonly<Record<string, (one: SdkRecord<'applications'>) => object>> = {
  greenhouse: ({ remote_id }) => ({ id_type: 'application_id', application_id: remote_id }),
  onlyfy: ({ remote_id }) => ({ id_type: 'application_id', application_id: remote_id }),
  recruitee: ({ remote_id }) => ({ id_type: 'placement_id', placement_id: remote_id }),
  smartrecruiters: ({ candidate, job }) => ({
    id_type: 'candidate_and_job_remote_ids',
    candidate_remote_id: candidate?.remote_id,
    job_remote_id: job?.remote_id,
  }),
};

/** What an application says in every integration of one account. */
function outsideOf({ candidate, job, current_stage, ...application }: SdkRecord<'applications'>) {
  const { remote_id, outcome, remote_created_at, screening_question_answers } = application;
  return {
    remote_id,
    outcome,
    remote_created_at,
    answers: screening_question_answers?.map(({ answer }) => answer),
    candidate: [candidate?.remote_id, candidate?.last_name],
    job: [job?.remote_id, job?.name],
    stage: current_stage?.remote_id,
  };
}

/** A test of an action that the tool has; of others, the coverage says why it is not there. */
function can(connector: Connector, action: string, name: string, run: () => Promise<void>): void {
  const entry = connector.coverage.writeActions[action];
  const status = typeof entry === 'object' ? entry.status : entry;
  it(name, { skip: status === 'UNSUPPORTED' }, run);
}

/** An application for the first open job that asks nothing that has no answer. */
async function apply(kombo: Kombo): Promise<SdkRecord<'applications'>> {
  const jobs = await listAll(kombo, 'jobs', { statuses: ['OPEN'] });
  const candidate = {
    first_name: 'Ada',
    last_name: 'Beispiel',
    email_address: 'ada.beispiel@example.com',
    phone_number: '+49 30 0123',
  };
  let applied: SdkRecord<'applications'> | undefined;
  await firstThatWorks(jobs.filter(canBeComplete), async (job) => {
    const { data } = await kombo.ats.createApplication({
      job_id: job.id,
      body: {
        candidate,
        screening_question_answers: answersTo(job),
        attachments: [{ name: 'cv.pdf', type: 'CV', content_type: 'application/pdf', data: pdf }],
      },
    });
    applied = data as SdkRecord<'applications'>;
  });
  assert.ok(applied);
  return applied;
}

/** The first that the tool does not refuse: not every one is meant for this application. */
async function firstThatWorks<One>(
  all: readonly One[],
  use: (one: One) => Promise<unknown>,
): Promise<One> {
  let refusal: unknown = new Error('There is none.');
  for (const one of all) {
    try {
      await use(one);
      return one;
    } catch (error) {
      if (!(error instanceof KomboAtsError)) throw error;
      refusal = error;
    }
  }
  throw refusal;
}
