import type { Application } from '../kit/company-rows.ts';
import { InvalidField } from './access.ts';
import type { Details, Teamtailor } from './account.ts';
import type { DocumentInput } from './document-input.ts';

/** A candidate is once in a job, and archived jobs take nobody. */
export function createApplication(account: Teamtailor, input: DocumentInput): string {
  const { company } = account;
  const personId = input.requiredId('candidate');
  const jobId = input.requiredId('job');
  if (company.tables.jobs.get(jobId).status === 'archived') {
    throw new InvalidField('relationships', 'job', 'is archived');
  }
  if (account.applicationsOf(personId).some((one) => one.jobId === jobId)) {
    throw new InvalidField('relationships', 'candidate', 'has already been taken');
  }
  const stageId = input.idOf('stage');
  const { id } = company.addApplication({
    personId,
    jobId,
    isSourced: input.isTrue('sourced'),
    ...(typeof stageId === 'string' && stageIn(account, jobId, stageId)),
  });
  account.change({ id }, detailsIn(input));
  return id;
}

export function changeApplication(account: Teamtailor, id: string, input: DocumentInput): string {
  const { company } = account;
  const before = company.tables.applications.get(id);
  for (const [name, own] of [
    ['candidate', before.personId],
    ['job', before.jobId],
  ] as const) {
    const given = input.idOf(name);
    if (given !== undefined && given !== own) {
      throw new InvalidField('relationships', name, "can't be changed");
    }
  }
  const patch: Partial<Application> = {
    ...movement(account, before, input.idOf('stage')),
    ...ending(before, input.textOf('rejected-at')),
  };
  const reason = input.idOf('reject-reason');
  if (reason !== undefined) patch.rejectionReasonId = reason;
  account.change({ id }, detailsIn(input));
  return company.change('applications', id, patch).id;
}

/** The stages of a job are its own. */
function stageIn(
  { company }: Teamtailor,
  jobId: string | null,
  stageId: string,
): Partial<Application> {
  const stage = company.tables.stages.get(stageId);
  if (stage.jobId !== jobId) {
    throw new InvalidField('relationships', 'stage', 'must belong to the job');
  }
  const enteredAt = company.now();
  const history = [{ stageId, enteredAt, userId: null }];
  const isHired = stage.kind === 'hired';
  return { stageId, history, ...(isHired && { status: 'hired', endedAt: enteredAt }) };
}

function movement(
  account: Teamtailor,
  before: Application,
  stageId: string | null | undefined,
): Partial<Application> {
  if (typeof stageId !== 'string' || stageId === before.stageId) return {};
  const moved = stageIn(account, before.jobId, stageId);
  const isBack = before.status === 'hired' && moved.status !== 'hired';
  return {
    ...(isBack && { status: 'active', endedAt: null }),
    ...moved,
    history: [...before.history, ...(moved.history ?? [])],
  };
}

/** Rejected since a moment, or no more. */
function ending(
  { status }: Application,
  rejectedAt: string | null | undefined,
): Partial<Application> {
  if (typeof rejectedAt === 'string')
    return { status: 'rejected', endedAt: Date.parse(rejectedAt) };
  if (rejectedAt === undefined || status !== 'rejected') return {};
  return { status: 'active', endedAt: null, rejectionReasonId: null };
}

function detailsIn(input: DocumentInput): Details {
  return {
    ...(input.has('cover-letter') && { coverLetter: input.textOf('cover-letter') ?? null }),
    ...(input.has('referring-url') && { referringUrl: input.textOf('referring-url') ?? null }),
    ...(input.has('referring-site') && { referringSite: input.textOf('referring-site') ?? null }),
  };
}
