import { RemoteError } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  CreateApplicationInput,
  CreateApplicationOutcome,
} from '@hirewire/connector-kit';
import { changeAshby } from '../call-ashby.ts';
import type { AshbyBody } from '../call-ashby.ts';
import { AshbyApplication, AshbyCandidate } from '../remote-types.ts';
import type { AshbyJob } from '../remote-types.ts';
import { attach } from './attachments.ts';
import { leftOut, toNoteLines, toProfile } from './candidate-details.ts';
import { findCandidate, requireNotApplied } from './find-candidate.ts';
import { findSource } from './find-source.ts';
import { moveTo } from './move-application-to-stage.ts';
import { createNote } from './notes.ts';
import { parseAnswer } from './parse-answer.ts';
import { getJob } from './read-records.ts';
import { findStage, findStageOfType, plansOf } from './stages.ts';
import type { ApplicationForm } from './submit-form.ts';
import { findForm, splitAnswers, submitForm } from './submit-form.ts';

interface Made {
  application: AshbyApplication;
  candidateId: string;
  /** Made by the form, which has no fields for stage, source and most of the profile. */
  isSubmitted: boolean;
  /** The CV went along with the form. */
  hasResume: boolean;
}

/** What both ways of applying work with. */
interface Applying {
  context: ConnectorContext;
  input: CreateApplicationInput;
  job: AshbyJob;
  /** Who has the e-mail address already. */
  known: AshbyCandidate | null;
  origin: AshbyBody;
  warnings: string[];
}

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
  await complete(applying, made);
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
  const application = parseAnswer(AshbyApplication, answer, method);
  return { application, candidateId, isSubmitted: false, hasResume: false };
}

/** https://developers.ashbyhq.com/reference/candidatecreate */
async function createCandidate({ context, input, origin }: Applying): Promise<string> {
  const method = 'candidate.create';
  const body = { ...toProfile(input.candidate), ...origin };
  return parseAnswer(AshbyCandidate, await changeAshby(context, method, body), method).id;
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

type Attempt = (what: string, work: () => Promise<unknown>) => Promise<void>;

/** The application is there by now: whatever fails from here on is a warning. */
async function complete(applying: Applying, made: Made): Promise<void> {
  const { warnings } = applying;
  const attempt: Attempt = async (what, work) => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof RemoteError)) throw error;
      warnings.push(`The application was created, but ${what}: ${error.message}`);
    }
  };
  if (made.isSubmitted) await completeForm(applying, made, attempt);
  await addFiles(applying, made, attempt);
  await addDetails(applying, made, attempt);
}

/** What the form has no fields for. */
async function completeForm(applying: Applying, made: Made, attempt: Attempt): Promise<void> {
  const { context, input, known, origin } = applying;
  const { application, candidateId } = made;
  const { stageRemoteId } = input;
  if (stageRemoteId !== null && application.currentInterviewStage?.id !== stageRemoteId) {
    await attempt('could not be moved to its stage', () =>
      moveTo(context, application, stageRemoteId),
    );
  }
  if (Object.keys(origin).length > 0) {
    await attempt('its source could not be set', () => setOrigin(applying, application.id));
  }
  if (known === null) {
    await attempt('the profile could not be completed', () => addProfile(applying, candidateId));
  }
}

async function addFiles(applying: Applying, made: Made, attempt: Attempt): Promise<void> {
  const { attachments } = applying.input;
  const resume = attachments.find(({ type }) => type === 'CV');
  for (const attachment of attachments) {
    if (made.hasResume && attachment === resume) continue;
    // Another CV would take the place of the first.
    const type =
      attachment === resume ? 'CV' : attachment.type === 'CV' ? 'OTHER' : attachment.type;
    const what = `the file "${attachment.file.name}" could not be attached`;
    await attempt(what, () => attach(applying.context, made.candidateId, { ...attachment, type }));
  }
}

async function addDetails(applying: Applying, made: Made, attempt: Attempt): Promise<void> {
  const { context, input, known, warnings } = applying;
  if (known !== null) {
    warnings.push('The candidate was there already: their profile was left as it is.');
  }
  const lines = toNoteLines(input.candidate);
  if (lines.length > 0) {
    warnings.push('Ashby has no fields for some details of the candidate: they are in a note.');
    await attempt('some details could not be noted', () =>
      createNote(context, made.candidateId, lines.join('\n')),
    );
  }
  for (const name of leftOut(input)) {
    warnings.push(`\`${name}\` was not sent: Ashby's API has no place for it.`);
  }
}

/** https://developers.ashbyhq.com/reference/applicationupdate */
function setOrigin({ context, origin }: Applying, applicationId: string): Promise<unknown> {
  const body = { applicationId, ...origin, sendNotifications: false };
  return changeAshby(context, 'application.update', body, { isIdempotent: true });
}

/**
 * What the form has no fields for; the method has other names than that which makes a candidate.
 * https://developers.ashbyhq.com/reference/candidateupdate
 */
async function addProfile({ context, input }: Applying, candidateId: string): Promise<void> {
  const {
    name: _,
    email: __,
    website,
    alternateEmailAddresses,
    ...rest
  } = toProfile(input.candidate);
  const emails = Array.isArray(alternateEmailAddresses) ? alternateEmailAddresses : [];
  const bodies: AshbyBody[] = [
    { ...rest, ...(website !== undefined && { websiteUrl: website }) },
    ...emails.map((alternateEmail) => ({ alternateEmail })),
  ];
  for (const body of bodies.filter((one) => Object.keys(one).length > 0)) {
    const all = { candidateId, ...body, sendNotifications: false };
    await changeAshby(context, 'candidate.update', all, { isIdempotent: true });
  }
}
