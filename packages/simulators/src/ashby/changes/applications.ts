import { jobSummaryOf } from '../records.ts';
import { newApplication, statusIn } from '../new-records.ts';
import type { NewApplication } from '../new-records.ts';
import type { RecordChanges } from '../record-changes.ts';
import type {
  AshbyApplication,
  AshbyArchiveReason,
  AshbyFormSubmission,
  AshbyInterviewStage,
  AshbyJob,
  AshbyOffer,
} from '../types.ts';
import { deleteFeedbackOn } from './feedback.ts';

/** A stage that an application entered, and when (ISO text). */
export interface StageEntry {
  stage: AshbyInterviewStage;
  enteredStageAt: string;
}

/** Puts a person on a job. `way` is the earlier part of its history, if that is known. */
export function addApplication(
  changes: RecordChanges,
  wanted: NewApplication,
  { way = [], submission }: { way?: StageEntry[]; submission?: AshbyFormSubmission } = {},
): AshbyApplication {
  const { records } = changes;
  const application = newApplication(changes.random.uuid(), changes.stamp(), wanted);
  records.applications.put(application);
  const last = { stage: wanted.stage, enteredStageAt: application.createdAt };
  for (const entry of way.length > 0 ? way : [last]) enterStage(changes, application.id, entry);
  if (submission !== undefined) records.submissions.set(application.id, [submission]);
  const { id, applicationIds } = wanted.candidate;
  changes.change(records.candidates, id, { applicationIds: [...applicationIds, application.id] });
  changes.announce('applicationSubmit', { application });
  return application;
}

/** Changes fields that stand on the application alone. */
export function updateApplication(
  changes: RecordChanges,
  applicationId: string,
  patch: Partial<AshbyApplication>,
): AshbyApplication {
  const application = changes.change(changes.records.applications, applicationId, patch);
  changes.announce('applicationUpdate', { application });
  return application;
}

/** Moves an application within its plan; the status follows from the stage's type. */
export function moveApplication(
  changes: RecordChanges,
  applicationId: string,
  stage: AshbyInterviewStage,
  reason: AshbyArchiveReason | null = null,
): AshbyApplication {
  const { records } = changes;
  const { currentInterviewStage } = records.applications.get(applicationId);
  if (stage.interviewPlanId !== currentInterviewStage.interviewPlanId) {
    throw new Error(`Stage ${stage.id} belongs to another interview plan`);
  }
  const at = changes.stamp();
  const status = statusIn(stage);
  enterStage(changes, applicationId, { stage, enteredStageAt: at });
  const application = changes.change(records.applications, applicationId, {
    currentInterviewStage: stage,
    status,
    archivedAt: status === 'Archived' ? at : null,
    archiveReason: reason === null ? null : { ...reason, customFields: [] },
  });
  if (status === 'Hired') {
    changes.announce('candidateHire', { application, ...acceptedOffer(changes, applicationId) });
  }
  changes.announce('candidateStageChange', { application });
  changes.announce('applicationUpdate', { application });
  return application;
}

/** Moves an application to another job or plan; it keeps its id and its history. */
export function transferApplication(
  changes: RecordChanges,
  applicationId: string,
  { job, stage }: { job: AshbyJob; stage: AshbyInterviewStage },
): AshbyApplication {
  enterStage(changes, applicationId, { stage, enteredStageAt: changes.stamp() });
  return updateApplication(changes, applicationId, {
    job: jobSummaryOf(job),
    hiringTeam: job.hiringTeam,
    currentInterviewStage: stage,
    status: statusIn(stage),
    archivedAt: null,
    archiveReason: null,
  });
}

/** Deletes an application with its interviews, feedback, offers and answers. */
export function deleteApplication(changes: RecordChanges, applicationId: string): void {
  const { records } = changes;
  const isOwn = (record: { applicationId: string }): boolean =>
    record.applicationId === applicationId;
  for (const schedule of [...records.interviewSchedules.values()].filter(isOwn)) {
    for (const { id } of schedule.interviewEvents) records.interviewEvents.delete(id);
    records.interviewSchedules.delete(schedule.id);
  }
  for (const { id } of [...records.offers.values()].filter(isOwn)) records.offers.delete(id);
  deleteFeedbackOn(changes, applicationId);
  records.histories.delete(applicationId);
  records.submissions.delete(applicationId);
  records.applications.delete(applicationId);
}

function enterStage(
  changes: RecordChanges,
  applicationId: string,
  { stage, enteredStageAt }: StageEntry,
): void {
  const history = changes.records.histories.get(applicationId) ?? [];
  const previous = history.at(-1);
  if (previous !== undefined) previous.leftStageAt = enteredStageAt;
  history.push({
    id: changes.random.uuid(),
    stageId: stage.id,
    title: stage.title,
    enteredStageAt,
    leftStageAt: null,
    stageNumber: history.length,
    allowedActions: ['delete', 'set_entered_at'],
    actorId: null,
  });
  changes.records.histories.set(applicationId, history);
}

/** The most recently accepted offer, if there is one. */
function acceptedOffer({ records }: RecordChanges, applicationId: string): { offer?: AshbyOffer } {
  const offer = [...records.offers.values()]
    .filter((one) => one.applicationId === applicationId && one.acceptanceStatus === 'Accepted')
    .toSorted((a, b) => ((a.decidedAt ?? '') < (b.decidedAt ?? '') ? 1 : -1))[0];
  return offer === undefined ? {} : { offer };
}
