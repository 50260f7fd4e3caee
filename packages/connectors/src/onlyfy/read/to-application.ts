import { toIsoDate } from '@hirewire/connector-kit';
import type { ApplicationRecord, ConnectorContext, FieldRef } from '@hirewire/connector-kit';
import type { OnlyfyApplication } from '../remote-types.ts';
import { isRejection } from './status-sets.ts';

/** A status that an application was given, and when. */
interface Log {
  at: string | null;
  reason: string | null;
  isRejection: boolean;
}

export function toApplication(
  application: OnlyfyApplication,
  { reportIssue }: ConnectorContext,
): ApplicationRecord {
  const ref = (field: string): FieldRef => ({ model: 'applications', field, reportIssue });
  const createdAt = toIsoDate(application.created_at, ref('created_at'));
  const finishedAt = toIsoDate(application.finished_at, ref('finished_at'));
  const canceledAt = toIsoDate(application.canceled_at, ref('canceled_at'));
  const logs = toLogs(application, ref('job_application_status_logs[].created_at'));
  const times = [createdAt, finishedAt, canceledAt, ...logs.map(({ at }) => at)];
  return {
    remote_id: application.id,
    ...toOutcome(application, { logs, canceledAt }),
    current_stage_remote_id: application.current_job_application_status?.id,
    job_remote_id: application.job_id,
    candidate_remote_id: application.candidate_id,
    remote_created_at: createdAt,
    remote_updated_at:
      times
        .filter((time) => time !== null)
        .toSorted()
        .at(-1) ?? null,
  };
}

/** Oldest first. */
function toLogs(application: OnlyfyApplication, ref: FieldRef): Log[] {
  const logs = (application.job_application_status_logs ?? []).map(
    ({ created_at: at, reason, job_application_status: status }) => ({
      at: toIsoDate(at, ref),
      reason: reason?.trim() || null,
      isRejection: status ? isRejection(status) : false,
    }),
  );
  return logs.toSorted((one, other) => timeOf(one) - timeOf(other));
}

const timeOf = ({ at }: Log): number => (at === null ? 0 : Date.parse(at));

/** The reason is what the recruiter wrote, or else the name of the status. */
function toOutcome(
  { current_job_application_status: status }: OnlyfyApplication,
  { logs, canceledAt }: { logs: readonly Log[]; canceledAt: string | null },
): Pick<ApplicationRecord, 'outcome' | 'rejection_reason_name' | 'rejected_at'> {
  if (status?.is_hired === true) return { outcome: 'HIRED' };
  if (status && isRejection(status)) {
    const log = logs.findLast((one) => one.isRejection);
    return {
      outcome: 'DECLINED',
      rejection_reason_name: log?.reason ?? status.name,
      rejected_at: log?.at ?? canceledAt,
    };
  }
  if (canceledAt !== null) return { outcome: 'DECLINED', rejected_at: canceledAt };
  return { outcome: 'PENDING' };
}
