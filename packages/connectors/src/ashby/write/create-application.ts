import { RemoteError } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  CreateApplicationInput,
  CreateApplicationOutcome,
} from '@hirewire/connector-kit';
import { changeAshby } from '../call-ashby.ts';
import { AshbyApplication, AshbyCandidate } from '../remote-types.ts';
import type { AshbyJob } from '../remote-types.ts';
import { toProfile } from './candidate-details.ts';
import { completeApplication } from './complete-application.ts';
import type { Applying, Made } from './complete-application.ts';
import { findCandidate, requireNotApplied } from './find-candidate.ts';
import { findSource } from './find-source.ts';
import { parseAnswer } from './parse-answer.ts';
import { getJob } from './read-records.ts';
import { findStage, findStageOfType, plansOf } from './stages.ts';
import type { ApplicationForm } from './application-form.ts';
import { findForm, splitAnswers } from './application-form.ts';
import { submitForm } from './submit-form.ts';

/**
 * With answers, the application form of the job's posting is submitted, which is the only method
 * that takes them; without, candidate and application are made one after the other (README).
 */
export async function createApplication(
  context: ConnectorContext,
  input: CreateApplicationInput,
): Promise<CreateApplicationOutcome> {
  const job = await getJob(context, input.job.remoteId);
  requireOpen(job);
  const known = await findCandidate(context, input.candidate.email_address);
  if (known !== null) await requireNotApplied(context, known, job.id);
  const warnings: string[] = [];
  const sourceId = await findSource(context, input.source, warnings);
  const creditedToUserId = input.sourcedByUserRemoteId;
  const origin = {
    ...(sourceId !== null && { sourceId }),
    ...(creditedToUserId !== null && { creditedToUserId }),
  };
  const applying = { context, input, job, known, origin, warnings };
  const form = input.answers.length > 0 ? await findForm(context, job) : null;
  const { ofForm, others } = splitAnswers(form, input.answers);
  for (const { title, questionRemoteId } of others) {
    const name = title ?? questionRemoteId;
    warnings.push(`The answer to "${name}" was not submitted: Ashby's API does not take it.`);
  }
  const made =
    form !== null && ofForm.length > 0
      ? await applyByForm(applying, form, { ...input, answers: ofForm })
      : await applyByHand(applying);
  await completeApplication(applying, made);
  return {
    applicationRemoteId: made.application.id,
    candidateRemoteId: made.candidateId,
    changed: [],
    warnings,
  };
}

function requireOpen({ id, status, title }: AshbyJob): void {
  if (status === 'Open') return;
  throw new RemoteError({
    kind: 'job-closed',
    message: `The job "${title ?? id}" takes no applications in Ashby: it is ${status ?? 'not open'}.`,
    status: null,
  });
}

/** https://developers.ashbyhq.com/reference/applicationcreate */
async function applyByHand(applying: Applying): Promise<Made> {
  const { context, input, job, known, origin } = applying;
  const [defaultPlan = ''] = plansOf(job);
  const { stage, planId } =
    input.stageRemoteId === null
      ? // Ashby itself would begin with a lead, which somebody who applies is not.
        await findStageOfType(context, defaultPlan, ['PreInterviewScreen', 'Active', 'Lead'])
      : await findStage(context, plansOf(job), input.stageRemoteId);
  if (stage.type === 'Archived') {
    const message = 'An application cannot begin in a stage for those that were turned down.';
    throw new RemoteError({ kind: 'input', message, status: null });
  }
  const candidateId = known?.id ?? (await createCandidate(applying));
  const method = 'application.create';
  const answer = await changeAshby(context, method, {
    candidateId,
    jobId: job.id,
    interviewPlanId: planId,
    interviewStageId: stage.id,
    ...origin,
  });
  const application = parseAnswer(AshbyApplication, answer, method, { mayHaveHappened: true });
  return { application, candidateId, isSubmitted: false, hasResume: false };
}

/** https://developers.ashbyhq.com/reference/candidatecreate */
async function createCandidate({ context, input, origin }: Applying): Promise<string> {
  const method = 'candidate.create';
  const body = { ...toProfile(input.candidate), ...origin };
  const answer = await changeAshby(context, method, body);
  return parseAnswer(AshbyCandidate, answer, method, { mayHaveHappened: true }).id;
}

async function applyByForm(
  { context, known }: Applying,
  form: ApplicationForm,
  input: CreateApplicationInput,
): Promise<Made> {
  const { application, hasResume } = await submitForm(context, form, input);
  const candidateId = application.candidate?.id ?? known?.id;
  if (candidateId !== undefined) return { application, candidateId, isSubmitted: true, hasResume };
  throw new RemoteError({
    kind: 'unknown',
    message: `Ashby made the application ${application.id}, but does not tell whose it is.`,
    status: 200,
    mayHaveHappened: true,
  });
}
