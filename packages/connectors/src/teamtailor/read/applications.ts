import { linkedId, mapEnum, toIsoDate } from '@hirewire/connector-kit';
import type { ApplicationRecord, JsonApiResource } from '@hirewire/connector-kit';
import { parseAttributes } from '../call-teamtailor.ts';
import { TeamtailorApplication, TeamtailorRejectReason, TeamtailorStage } from '../remote-types.ts';
import { stageTypes } from '../vocabulary.ts';
import { toScreeningAnswers } from './answers.ts';
import { listStages } from './jobs.ts';
import type { ListedModel, Source } from './read-list.ts';

/** https://docs.teamtailor.com/#job-applications */
export const applications: ListedModel<'applications'> = {
  model: 'applications',
  path: '/job-applications',
  include: 'candidate.answers.question,job.stages,job.questions,stage,reject-reason',
  changed: { filter: 'filter[updated-at][from]' },
  toRecord({ resource, included, ref }) {
    const application = parseAttributes(TeamtailorApplication, resource, ref(''));
    if (application === null) return null;
    const job = included.one(resource, 'job');
    const stage = linkedId(resource, 'stage');
    const stages = job === null ? [] : listStages(job, { included, ref });
    const rejectedAt = toIsoDate(application['rejected-at'], ref('rejected-at'));
    return {
      remote_id: application.id,
      outcome: rejectedAt === null ? toOutcome(included.one(resource, 'stage'), ref) : 'DECLINED',
      ...(rejectedAt !== null && {
        rejected_at: rejectedAt,
        rejection_reason_name: toReason(included.one(resource, 'reject-reason'), ref),
      }),
      current_stage_remote_id: stage,
      current_stage_index: stages.find((one) => one.remote_id === stage)?.index ?? null,
      job_remote_id: linkedId(resource, 'job'),
      candidate_remote_id: linkedId(resource, 'candidate'),
      screening_question_answers: toScreeningAnswers(included.one(resource, 'candidate'), job, {
        included,
        ref,
      }),
      remote_created_at: toIsoDate(application['created-at'], ref('created-at')),
      remote_updated_at: toIsoDate(application['updated-at'], ref('updated-at')),
    };
  },
};

/** By the type of the stage: its name is the customer's. */
function toOutcome(
  resource: JsonApiResource | null,
  ref: Source['ref'],
): ApplicationRecord['outcome'] {
  const stage = resource && parseAttributes(TeamtailorStage, resource, ref('stage'));
  if (!stage) return 'PENDING';
  const type = stage['legacy-stage-type-name'] || stage['stage-type'];
  return type ? mapEnum(stageTypes, type, ref('stage-type')) : 'PENDING';
}

function toReason(resource: JsonApiResource | null, ref: Source['ref']): string | null {
  return resource && (parseAttributes(TeamtailorRejectReason, resource, ref(''))?.reason ?? null);
}
