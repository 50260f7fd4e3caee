import type { ApplicationRecord, ModelName, RecordByModel } from '../../declaration/records.ts';
import type { ApplicationTarget } from '../../writing/writes.ts';
import type { Baseline, Bench } from '../bench.ts';
import type { RemoteUnderTest } from '../remote-under-test.ts';
import type { ActionRecords } from '../subject.ts';
import { areAnswerable } from './inputs.ts';

/** The author's choice, or else what the connector reads that fits. */
export async function chooseRecords(
  { subject, baseline }: Bench,
  remote: RemoteUnderTest,
): Promise<ActionRecords> {
  const chosen = (await subject.scenarios.chooseActionRecords?.(remote)) ?? {};
  const found = findRecords(await baseline());
  const { write = {} } = subject.connector;
  // Nothing is rejected where nothing can be.
  const reason = write.rejectApplication === undefined ? { rejectionReasonRemoteId: 'none' } : {};
  const records = { ...found, ...reason, ...chosen };
  const missing = Object.entries(records).filter(
    ([, value]) => value === null || (Array.isArray(value) && value.length === 0),
  );
  if (missing.length === 0) return records as ActionRecords;
  const names = missing.map(([name]) => name).join(', ');
  throw new Error(
    `The connector reads nothing that fits for ${names}: choose it in the scenario 'chooseActionRecords'.`,
  );
}

type Found = { [Name in keyof ActionRecords]: ActionRecords[Name] | null };

function findRecords({ outcomes }: Baseline): Found {
  const all = <Model extends ModelName>(model: Model): RecordByModel[Model][] =>
    [...(outcomes.get(model)?.records.values() ?? [])] as RecordByModel[Model][];
  const jobs = new Map(all('jobs').map((job) => [job.remote_id, job]));
  const underWay = all('applications').filter(({ outcome }) => outcome === 'PENDING');
  // In others, an application is hired or turned down.
  const stagesUnderWay = new Set(underWay.map(({ current_stage_remote_id: id }) => id));
  const fitting = underWay.flatMap((application) => {
    const job = jobs.get(application.job_remote_id ?? '');
    if (job?.status !== 'OPEN') return [];
    const stageIds = job.stages.map(({ remote_id: id }) => id);
    const pair = pairAround(
      application,
      stageIds.filter((id) => stagesUnderWay.has(id)),
    );
    return pair === null ? [] : [{ application, job, pair }];
  });
  // The first of them with questions, so that answers are tried as well.
  const first = fitting.find(({ job }) => areAnswerable(job.screening_questions)) ?? fitting[0];
  const others = fitting.filter((one) => one !== first);
  return {
    jobRemoteId: first?.job.remote_id ?? null,
    applications: (first === undefined ? [] : [first, ...others]).map(({ application }) =>
      toTarget(application),
    ),
    stageRemoteIds: first?.pair ?? null,
    rejectionReasonRemoteId: all('rejection_reasons')[0]?.remote_id ?? null,
  };
}

/** The stage that an application is in, and the one after it (or before, where it is the last). */
function pairAround(
  { current_stage_remote_id: current }: ApplicationRecord,
  stageIds: readonly string[],
): [string, string] | null {
  const index = stageIds.indexOf(current ?? '');
  const other = stageIds[index + 1] ?? stageIds[index - 1];
  return index === -1 || other === undefined ? null : [stageIds[index] ?? '', other];
}

function toTarget(application: ApplicationRecord): ApplicationTarget {
  return {
    remoteId: application.remote_id,
    jobRemoteId: application.job_remote_id ?? null,
    candidateRemoteId: application.candidate_remote_id ?? null,
  };
}
