import assert from 'node:assert/strict';
import type {
  ApplicationRecord,
  CandidateRecord,
  ModelName,
  RecordByModel,
  RejectionReasonRecord,
} from '../../declaration/records.ts';
import type { WriteOutcome } from '../../writing/writes.ts';
import { requireScenario } from '../bench.ts';
import type { ConformanceTest } from '../bench.ts';
import { openSession } from '../session.ts';
import type { Session } from '../session.ts';
import { listCases } from './cases.ts';
import type { ActionCase } from './cases.ts';
import { hasEmail, openFinder } from './find-made.ts';
import { applicationOf, emailOf, resultLinkOf } from './inputs.ts';
import { functionOf, withSetup } from './setup.ts';
import type { Setup } from './setup.ts';

/** That actions do what they say. Those about files and tags are in tests of their own. */
export const effectTests: readonly ConformanceTest[] = [
  {
    name: 'creates an application that is found with its candidate and its job',
    run: (bench) =>
      withSetup(bench, ['createApplication'], async (setup) => {
        const { jobRemoteId, stageRemoteIds } = setup.records;
        for (const stageRemoteId of [...stageRemoteIds, null]) {
          const trace = setup.newTrace();
          const session = openSession(setup.subject, setup.remote);
          const input = applicationOf(trace, { jobRemoteId, stageRemoteId });
          const outcome = await functionOf(setup, 'createApplication')(session.context, input);
          const application = await readOne(session, 'applications', outcome.applicationRemoteId);
          assert.equal(application.candidate_remote_id, outcome.candidateRemoteId);
          assert.equal(application.job_remote_id, jobRemoteId, 'The job of the application.');
          assert.equal(application.outcome ?? 'PENDING', 'PENDING');
          const stage = application.current_stage_remote_id;
          if (stageRemoteId !== null) assert.equal(stage, stageRemoteId, 'Its stage.');
          assertIsPerson(await readOne(session, 'candidates', outcome.candidateRemoteId), trace);
          await assertChangesAreThere(session, outcome);
          const made = await (await openFinder(setup))(trace);
          assert.deepEqual(idsOf(made.candidates), [outcome.candidateRemoteId]);
          assert.deepEqual(idsOf(made.applications), [outcome.applicationRemoteId]);
          const listsFiles = setup.write.getCandidateAttachments !== undefined;
          if (listsFiles) assert.equal(made.files.length, 1, 'Files of the name of the CV.');
        }
      }),
  },
  {
    name: 'creates an application with answers',
    run: (bench) =>
      withSetup(bench, ['createApplication'], async (setup) => {
        const found = listCases(setup).find(({ name }) => name.endsWith('with answers'));
        if (found === undefined) return;
        const { trace } = await runOnce(setup, found);
        const { candidates, applications } = await (await openFinder(setup))(trace);
        assert.equal(applications.length, 1, 'Applications that were made.');
        assert.equal(applications[0]?.job_remote_id, setup.records.jobRemoteId);
        assertIsPerson(candidates[0], trace);
      }),
  },
  {
    name: 'moves an application to a stage',
    run: (bench) =>
      withSetup(bench, ['moveApplicationToStage'], async (setup) => {
        const { application, records, subject, remote } = setup;
        const [one, other] = records.stageRemoteIds;
        for (const stageRemoteId of [other, one, one]) {
          const session = openSession(subject, remote);
          const input = { application, stageRemoteId, remoteFields: {} };
          const move = functionOf(setup, 'moveApplicationToStage');
          const outcome = await move(session.context, input);
          assertNames(outcome, 'applications', application.remoteId);
          await assertChangesAreThere(session, outcome);
          const moved = await readOne(session, 'applications', application.remoteId);
          assert.equal(moved.current_stage_remote_id, stageRemoteId, 'The stage afterwards.');
        }
      }),
  },
  {
    name: 'rejects an application for a reason',
    run: (bench) =>
      withSetup(bench, ['rejectApplication'], async (setup) => {
        const { subject, remote, records, baseline } = setup;
        const application = setup.takeApplication();
        const { rejectionReasonRemoteId } = records;
        const session = openSession(subject, remote);
        const input = { application, rejectionReasonRemoteId, note: null, remoteFields: {} };
        const reject = functionOf(setup, 'rejectApplication');
        const outcome = await reject(session.context, input);
        assertNames(outcome, 'applications', application.remoteId);
        await assertChangesAreThere(session, outcome);
        const rejected = await readOne(session, 'applications', application.remoteId);
        assert.equal(rejected.outcome, 'DECLINED', 'The outcome afterwards.');
        const reasons = baseline.outcomes.get('rejection_reasons')?.records;
        const reason = reasons?.get(rejectionReasonRemoteId) as RejectionReasonRecord | undefined;
        assert.equal(rejected.rejection_reason_name, reason?.name, 'The reason afterwards.');
      }),
  },
  {
    name: 'writes notes, and shows result links',
    run: (bench) =>
      withSetup(bench, writesText, async (setup) => {
        const cases = listCases(setup).filter(({ action }) => writesText.includes(action));
        for (const one of cases) {
          const { trace, outcome, session } = await runOnce(setup, one);
          await assertChangesAreThere(session, outcome);
          const notes = await requireScenario(setup.subject, 'listNotes')(setup.remote);
          const found = notes.filter((text) => text.includes(trace)).length;
          const isShown =
            found === 1 || (found === 0 && (await isInField(session, outcome, trace)));
          assert.ok(isShown, `${one.name}: its text is in ${found} notes and in no custom field.`);
        }
      }),
  },
  {
    name: 'finds a tracked application by the ids of the tool',
    run: (bench) =>
      withSetup(bench, ['importTrackedApplication'], async (setup) => {
        const name = requireScenario(setup.subject, 'nameTrackedApplication');
        const { imported, remoteId } = await name(setup.remote);
        const find = functionOf(setup, 'importTrackedApplication');
        assert.equal(find(imported), remoteId);
        const foreign = { ...imported, id_type: 'of-another-tool' };
        assert.equal(find(foreign), null, 'A form of another tool.');
      }),
  },
];

const writesText: ActionCase['action'][] = [
  'rejectApplication',
  'addApplicationNote',
  'addApplicationResultLink',
  'addCandidateResultLink',
];

async function runOnce(
  { subject, remote }: Setup,
  one: ActionCase,
): Promise<{ trace: string; outcome: WriteOutcome; session: Session }> {
  const { trace, run } = await one.prepare();
  const session = openSession(subject, remote);
  return { trace, outcome: await run(session.context), session };
}

/** What the engine does after an action. */
export async function assertChangesAreThere(
  session: Session,
  { changed }: WriteOutcome,
): Promise<void> {
  for (const { model, remoteId } of changed) await readOne(session, model, remoteId);
}

export function assertNames({ changed }: WriteOutcome, model: ModelName, remoteId: string): void {
  const isNamed = changed.some((one) => one.model === model && one.remoteId === remoteId);
  assert.ok(isNamed, `${model} ${remoteId} is not named among what was changed.`);
}

export async function readOne<Model extends ModelName>(
  session: Session,
  model: Model,
  remoteId: string,
): Promise<RecordByModel[Model]> {
  const [record, ...others] = await session.readById(model, [remoteId]);
  assert.ok(record, `${model} ${remoteId} was changed, but cannot be read by its id.`);
  assert.ok(!('deleted' in record), `${model} ${remoteId} was changed, but is said to be gone.`);
  assert.equal(record.remote_id, remoteId);
  assert.equal(others.length, 0, `${model} ${remoteId} is read more than once.`);
  return record as RecordByModel[Model];
}

function assertIsPerson(candidate: CandidateRecord | undefined, trace: string): void {
  assert.ok(candidate, 'There is no candidate.');
  const { first_name: firstName, last_name: lastName } = candidate;
  assert.equal(`${firstName} ${lastName}`, 'Conny Example', 'The name of the candidate.');
  assert.ok(hasEmail(candidate, emailOf(trace)), 'The candidate does not have the e-mail address.');
}

async function isInField(
  session: Session,
  { changed }: WriteOutcome,
  trace: string,
): Promise<boolean> {
  for (const { model, remoteId } of changed) {
    const record = (await readOne(session, model, remoteId)) as ApplicationRecord;
    const values = JSON.stringify(record.custom_fields ?? {});
    if (values.includes(resultLinkOf(trace).url)) return true;
  }
  return false;
}

const idsOf = (records: readonly { remote_id: string }[]): string[] =>
  records.map(({ remote_id: id }) => id);
