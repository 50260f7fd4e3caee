import { mapEnum, toIsoDate } from '@hirewire/connector-kit';
import type { ApplicationRecord, ConnectorContext } from '@hirewire/connector-kit';
import type {
  SmartRecruitersAssignment,
  SmartRecruitersCandidate,
  SmartRecruitersStep,
} from '../remote-types.ts';
import { outcomes, statuses } from '../vocabulary.ts';
import { applicationIdOf } from './ids.ts';
import { refsIn } from './field-refs.ts';
import type { FieldRefOf } from './field-refs.ts';
import { stageIdOf, targetsOf } from './stages.ts';
import type { Stage } from './stages.ts';

/** `stages` is null where they could not be read. */
export function toApplication(
  candidate: SmartRecruitersCandidate,
  assignment: SmartRecruitersAssignment,
  stages: readonly Stage[] | null,
  { reportIssue }: ConnectorContext,
): ApplicationRecord {
  const ref = refsIn('applications', reportIssue);
  const { job, status, reasonOfRejection: rejection, reasonOfWithdrawal: leaving } = assignment;
  const outcome = mapEnum(outcomes, status, ref('status'));
  return {
    remote_id: applicationIdOf(candidate.id, job.id),
    outcome,
    rejection_reason_name:
      outcome === 'DECLINED' ? rejection?.label || leaving?.label || null : null,
    ...toStage(assignment, stages, ref),
    job_remote_id: job.id,
    candidate_remote_id: candidate.id,
    remote_updated_at: toIsoDate(candidate.updatedOn, ref('updatedOn')),
  };
}

/** A step that no hiring process has any longer leaves its status. */
function toStage(
  { status, subStatus }: SmartRecruitersAssignment,
  stages: readonly Stage[] | null,
  ref: FieldRefOf,
): Pick<ApplicationRecord, 'current_stage_remote_id' | 'current_stage_index'> {
  if (!status || !Object.hasOwn(statuses, status)) return {};
  const id = stageIdOf(status, subStatus);
  if (stages === null) return { current_stage_remote_id: id };
  const isKnown = stages.some((stage) => stage.id === id);
  if (!isKnown) ref('subStatus').reportIssue({ ...ref('subStatus'), sample: subStatus });
  const found = isKnown ? id : status;
  const index = targetsOf(stages).findIndex((stage) => stage.id === found);
  return {
    current_stage_remote_id: found,
    current_stage_index: index === -1 ? null : index,
  };
}

const ends = new Set(['REJECTED', 'WITHDRAWN']);

/** When an application began, and when it was turned down or taken back, if that is how it stands. */
export function toDates(
  steps: readonly SmartRecruitersStep[],
  { outcome }: Pick<ApplicationRecord, 'outcome'>,
  { reportIssue }: ConnectorContext,
): Pick<ApplicationRecord, 'remote_created_at' | 'rejected_at'> {
  const ref = refsIn('applications', reportIssue)('history[].changedOn');
  const dated = steps
    .flatMap(({ changedOn, status }) => {
      const at = toIsoDate(changedOn, ref);
      return at === null ? [] : [{ at, status }];
    })
    .toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
  const end = dated.findLast(({ status }) => ends.has(status ?? ''));
  return {
    remote_created_at: dated[0]?.at ?? null,
    rejected_at: outcome === 'DECLINED' ? (end?.at ?? null) : null,
  };
}
