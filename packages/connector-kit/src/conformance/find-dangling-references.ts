import type { ModelName, RecordByModel } from '../records.ts';
import type { ReadOutcome } from './session.ts';

type Target = [model: ModelName, remoteId: string | null | undefined];

/** What the records of each model point to. */
const references: { readonly [Model in ModelName]?: (record: RecordByModel[Model]) => Target[] } = {
  jobs: (job) => [
    ...job.stages.map((stage): Target => ['application_stages', stage.remote_id]),
    ...job.hiring_team.map((member): Target => ['users', member.user_remote_id]),
    ...job.hiring_team
      .flatMap((member) => member.role_remote_ids)
      .map((id): Target => ['roles', id]),
  ],
  applications: (application) => [
    ['application_stages', application.current_stage_remote_id],
    ['jobs', application.job_remote_id],
    ['candidates', application.candidate_remote_id],
  ],
  candidates: (candidate) => candidate.tag_remote_ids.map((id): Target => ['tags', id]),
  interviews: (interview) => [
    ['applications', interview.application_remote_id],
    ['application_stages', interview.stage_remote_id],
    ...interview.user_remote_ids.map((id): Target => ['users', id]),
  ],
  offers: (offer) => [['applications', offer.application_remote_id]],
  users: (user) => user.system_role_remote_ids.map((id): Target => ['roles', id]),
};

/** References to records that a full read has not found. Models that are not read do not count. */
export function findDanglingReferences(outcomes: ReadonlyMap<ModelName, ReadOutcome>): {
  dangling: string[];
  checked: number;
} {
  const dangling: string[] = [];
  let checked = 0;
  for (const [model, { records }] of outcomes) {
    const listTargets = references[model] as ((record: unknown) => Target[]) | undefined;
    for (const record of records.values()) {
      for (const [targetModel, targetId] of listTargets?.(record) ?? []) {
        const targets = outcomes.get(targetModel)?.records;
        if (targets === undefined || targetId === null || targetId === undefined) continue;
        checked += 1;
        if (!targets.has(targetId)) {
          dangling.push(`${model} ${record.remote_id} → ${targetModel} ${targetId}`);
        }
      }
    }
  }
  return { dangling, checked };
}
