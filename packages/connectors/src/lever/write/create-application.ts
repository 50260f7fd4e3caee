import { RemoteError, parseRemote, path } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  CreateApplicationInput,
  CreateApplicationOutcome,
} from '@hirewire/connector-kit';
import { getLever } from '../call-lever.ts';
import { LeverOpportunity, LeverPosting } from '../remote-types.ts';
import { stateOfJob } from '../vocabulary.ts';
import { findActor, requireActor } from './acting-user.ts';
import type { Actor } from './acting-user.ts';
import { addDetails, createAttempt } from './attempt-as.ts';
import { addOpportunity, extraFields } from './add-opportunity.ts';
import { applyByForm } from './apply-by-form.ts';
import { addFile } from './attachments.ts';
import { detailsOf, leftOut } from './candidate-details.ts';
import { requireNotApplied } from './find-applications.ts';
import type { MadeApplication } from './find-applications.ts';
import { moveTo } from './move-application.ts';
import { createNote } from './notes.ts';

/**
 * With answers, or where nobody acts, the form of the posting is submitted; otherwise an opportunity is
 * added (README, "Two ways of applying").
 */
export async function createApplication(
  context: ConnectorContext,
  input: CreateApplicationInput,
): Promise<CreateApplicationOutcome> {
  const needsUser = input.stageRemoteId !== null || Object.keys(extraFields(input)).length > 0;
  const actor = needsUser
    ? requireActor(context, input.remoteFields)
    : findActor(context, input.remoteFields);
  await requireOpen(context, input.job.remoteId);
  await requireNotApplied(context, input.candidate.email_address, input.job.remoteId);
  const isByForm = input.answers.length > 0 || actor === null;
  const { made, warnings } = isByForm
    ? await byForm(context, input, actor)
    : await byHand(context, input, actor);
  for (const name of leftOut(input)) {
    warnings.push(`\`${name}\` was not sent: Lever's API has no place for it.`);
  }
  return {
    applicationRemoteId: made.opportunityId,
    candidateRemoteId: made.contactId,
    changed: [],
    warnings,
  };
}

interface Progress {
  made: MadeApplication;
  warnings: string[];
}

async function requireOpen(context: ConnectorContext, postingId: string): Promise<void> {
  const ref = { model: 'jobs', reportIssue: context.reportIssue } as const;
  const raw = await getLever(context, path`/postings/${postingId}`);
  const posting = parseRemote(LeverPosting, raw, ref);
  if (stateOfJob(posting?.state) === 'OPEN') return;
  throw new RemoteError({
    kind: 'job-closed',
    message: `The job "${posting?.text ?? postingId}" takes no applications in Lever: it is ${posting?.state ?? 'not open'}.`,
    status: null,
  });
}

async function byForm(
  context: ConnectorContext,
  input: CreateApplicationInput,
  actor: Actor | null,
): Promise<Progress> {
  const { details, hasResume, warnings, ...made } = await applyByForm(context, input);
  const { opportunityId } = made;
  const attemptAs = createAttempt(warnings, actor);
  const stage = input.stageRemoteId;
  if (stage !== null) {
    await attemptAs('could not be moved to its stage', (user) =>
      moveTo(context, opportunityId, { stage, actor: user }),
    );
  }
  if (Object.keys(extraFields(input)).length > 0) {
    const reason = 'a form with answers takes no further fields';
    warnings.push(`\`remote_fields.lever.candidate\` was not sent: ${reason}.`);
  }
  const resume = hasResume ? input.attachments.find(({ type }) => type === 'CV') : undefined;
  for (const attachment of input.attachments) {
    if (attachment === resume) continue;
    await attemptAs(`the file "${attachment.file.name}" could not be attached`, async (user) => {
      const added = await addFile(context, opportunityId, { attachment, actor: user });
      warnings.push(...added.warnings);
    });
  }
  await addDetails(details, attemptAs, (value, user) =>
    createNote(context, opportunityId, { value, actor: user }),
  );
  return { made, warnings };
}

async function byHand(
  context: ConnectorContext,
  input: CreateApplicationInput,
  actor: Actor,
): Promise<Progress> {
  const { opportunityId, isDeduped, ...added } = await addOpportunity(context, input, actor);
  const contactId = added.contactId ?? (await findContact(context, opportunityId));
  const warnings: string[] = [];
  if (isDeduped) {
    warnings.push('The person was there already: Lever kept what it knew of them.');
  }
  await addDetails(detailsOf(input.candidate), createAttempt(warnings, actor), (value, user) =>
    createNote(context, opportunityId, { value, actor: user }),
  );
  return { made: { opportunityId, contactId }, warnings };
}

async function findContact(context: ConnectorContext, opportunityId: string): Promise<string> {
  const ref = { model: 'applications', reportIssue: context.reportIssue } as const;
  let cause: unknown;
  try {
    const raw = await getLever(context, path`/opportunities/${opportunityId}`);
    const contact = parseRemote(LeverOpportunity, raw, ref)?.contact;
    if (contact) return contact;
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    cause = error;
  }
  throw new RemoteError({
    kind: 'unknown',
    message: `Lever made the opportunity ${opportunityId}, but does not tell whose it is. The next sync brings it.`,
    status: null,
    mayHaveHappened: true,
    cause,
  });
}
