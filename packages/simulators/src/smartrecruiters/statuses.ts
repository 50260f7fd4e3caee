import type { Application } from '../kit/company-rows.ts';
import * as is from '../kit/fields.ts';
import type { Fields, Input } from '../kit/fields.ts';
import { invalid, refusal } from './access.ts';
import type { SmartRecruiters } from './smartrecruiters.ts';
import { candidateStatuses, stages } from './stages.ts';
import type { CandidateStatus } from './stages.ts';

interface StatusShape {
  status: CandidateStatus;
  /** Absent without one. */
  subStatus?: string;
}

/** Where somebody stands in a job. */
export function statusOf(account: SmartRecruiters, application: Application): StatusShape {
  if (application.status === 'hired') return { status: 'HIRED' };
  if (application.status === 'rejected') return { status: endOf(account, application) };
  if (application.stageId === 'NEW') return { status: application.isSourced ? 'LEAD' : 'NEW' };
  return statusOfStage(application.stageId);
}

export function statusOfStage(stageId: string): StatusShape {
  const [status, subStatus] = stageId.split('/');
  return { status: status as CandidateStatus, ...(subStatus !== undefined && { subStatus }) };
}

/** Seeded ones without a reason went on to another job. */
function endOf(account: SmartRecruiters, application: Application): CandidateStatus {
  const kept = account.kept.ends.get(application.id);
  if (kept !== undefined) return kept;
  const { rejectionReasonId } = application;
  if (rejectionReasonId === null) return 'TRANSFERRED';
  const { by } = account.company.tables.rejectionReasons.get(rejectionReasonId);
  return by === 'candidate' ? 'WITHDRAWN' : 'REJECTED';
}

const statusFields: Fields = {
  status: is.required(is.oneOf(...candidateStatuses)),
  subStatus: is.text,
  startsOn: is.isoMoment,
  reason: is.text,
};

const reasonGivers: Readonly<Record<string, readonly string[]>> = {
  REJECTED: ['company', 'nobody'],
  WITHDRAWN: ['candidate'],
};

/** Moves somebody in a job, ends the application, or takes the end back. */
export function putStatus(account: SmartRecruiters, application: Application, body: unknown): void {
  const input = is.checkInput(body, statusFields);
  const status = input['status'] as CandidateStatus;
  const reason = reasonIn(account, status, input);
  const stageId = stageIn(account, application, status, is.givenText(input, 'subStatus'));
  const { company, kept } = account;
  const { id } = application;
  const startsOn = is.givenText(input, 'startsOn');
  if (startsOn !== undefined) kept.startsOn.set(id, startsOn);
  if (stageId === null) {
    kept.ends.set(id, status);
    company.endApplication(id, 'rejected', reason);
    return;
  }
  const isBack = application.status !== 'active' && stageId !== 'HIRED';
  if (isBack) company.reopenApplication(id);
  kept.ends.delete(id);
  if (stageId === 'NEW') company.change('applications', id, { isSourced: status === 'LEAD' });
  company.moveApplication(id, stageId);
}

function reasonIn(account: SmartRecruiters, status: CandidateStatus, input: Input): string | null {
  const reason = is.givenText(input, 'reason');
  if (reason === undefined) return null;
  const givers = reasonGivers[status];
  if (givers === undefined) {
    throw refusal(400, 'NO_REASON_SUPPORT_FOR_STATUS', `${status} takes no reason`);
  }
  const row = account.company.tables.rejectionReasons.find(reason);
  if (row === null || !givers.includes(row.by)) {
    throw refusal(400, 'REASON_NOT_FOUND', `There is no such reason for ${status}`);
  }
  return reason;
}

/** Null for an end. */
function stageIn(
  account: SmartRecruiters,
  { history }: Application,
  status: CandidateStatus,
  subStatus: string | undefined,
): string | null {
  const isEnd = ['REJECTED', 'WITHDRAWN', 'TRANSFERRED'].includes(status);
  const plain = status === 'LEAD' ? 'NEW' : status;
  const asked = subStatus === undefined ? plain : `${plain}/${subStatus}`;
  const order = stages.findIndex(({ id }) => id === asked);
  if (subStatus !== undefined && (isEnd || order < 0)) {
    throw invalid(`${status} has no sub-status ${subStatus}`);
  }
  if (isEnd) return null;
  const { requiredStageId } = account.behaviour;
  const wanted = stages.findIndex(({ id }) => id === requiredStageId);
  const isThere = history.some(({ stageId }) => stageId === requiredStageId);
  if (wanted >= 0 && order > wanted && !isThere) {
    throw refusal(400, 'REQUIRED_SUB_STATUS_OMITTED', `${String(requiredStageId)} comes before`);
  }
  return asked;
}
