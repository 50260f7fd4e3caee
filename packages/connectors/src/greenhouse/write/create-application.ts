import type {
  ConnectorContext,
  CreateApplicationInput,
  CreateApplicationOutcome,
  OutgoingAttachment,
} from '@hirewire/connector-kit';
import { attempt } from '@hirewire/connector-kit';
import type { GreenhouseCandidate } from '../remote-types.ts';
import { extraFields, findActor } from './acting-user.ts';
import type { Actor } from './acting-user.ts';
import { requireStage, toApplicationBody } from './application-body.ts';
import { applyByJobBoard } from './apply-by-job-board.ts';
import { addFile } from './attachments.ts';
import { detailsOf, leftOut, toCandidateBody } from './candidate-body.ts';
import { completeRecords } from './complete-records.ts';
import type { ApplicationDraft } from './complete-records.ts';
import { findByEmail } from './find-records.ts';
import type { FilledForm } from './job-board-fields.ts';
import { findJobBoardForm } from './job-board-form.ts';
import { makeApplication, makeCandidate } from './make-application.ts';
import type { Made } from './make-application.ts';
import { createNote } from './notes.ts';
import { requireNotApplied, requireOpen } from './require-applicable.ts';

/** Somebody with the same e-mail address applies anew; everybody else is made with the application. */
export async function createApplication(
  context: ConnectorContext,
  input: CreateApplicationInput,
): Promise<CreateApplicationOutcome> {
  const actor = findActor(context, input.remoteFields);
  const extra = extraFields(input.remoteFields, 'candidate');
  await requireOpen(context, input.job.remoteId);
  await requireStage(context, input);
  const known = await findByEmail(context, input.candidate.email_address);
  for (const { id } of known) await requireNotApplied(context, id, input.job.remoteId);
  const warnings: string[] = [];
  const application = await toApplicationBody(context, input, warnings);
  const draft = { input, application, extra, actor, warnings };
  const { made, rest } =
    (await byJobBoard(context, draft, known)) ?? (await byHarvest(context, draft, known));
  const noted = await addDetails(context, made, { input: { ...input, ...rest }, actor, warnings });
  for (const name of leftOut({ ...input, ...rest })) {
    warnings.push(`\`${name}\` was not sent: Greenhouse's API has no place for it.`);
  }
  return {
    applicationRemoteId: made.applicationId,
    candidateRemoteId: made.candidateId,
    changed: [
      { model: 'candidates', remoteId: made.candidateId },
      { model: 'applications', remoteId: made.applicationId },
      ...noted,
    ],
    warnings,
  };
}

interface Progress {
  made: Made;
  /** What is still to be done, in place of the same in the input. */
  rest: Partial<FilledForm['rest']>;
}

/** As a recruiter does: no form is filled in. */
async function byHarvest(
  context: ConnectorContext,
  { input, application, extra, actor, warnings }: ApplicationDraft,
  [existing]: readonly GreenhouseCandidate[],
): Promise<Progress> {
  if (existing === undefined) {
    const candidate = { ...toCandidateBody(input.candidate), ...extra };
    return { made: await makeCandidate(context, candidate, { application, actor }), rest: {} };
  }
  const made = await makeApplication(context, existing.id, { application, actor });
  warnings.push('The person was there already: Greenhouse keeps what it knows of them.');
  return { made, rest: {} };
}

/** The only way that takes answers. Null where it cannot be gone: they become a note, and nothing was made. */
async function byJobBoard(
  context: ConnectorContext,
  draft: ApplicationDraft,
  known: readonly GreenhouseCandidate[],
): Promise<Progress | null> {
  const { input, warnings } = draft;
  const form = await findJobBoardForm(context, input, { isKnown: known.length > 0 });
  if (form === null) return null;
  const applied = typeof form === 'string' ? form : await applyByJobBoard(context, form, input);
  if (typeof applied === 'string') {
    warnings.push(`The answers are in a note, as ${applied}.`);
    return null;
  }
  await completeRecords(context, draft, applied);
  const { applicationId, rest } = applied;
  return { made: { candidateId: applied.candidate.id, applicationId }, rest };
}

interface Details {
  input: CreateApplicationInput;
  actor: Actor;
  warnings: string[];
}

/** The application is there by now: whatever fails from here on is a warning. */
async function addDetails(
  context: ConnectorContext,
  { applicationId, candidateId }: Made,
  { input, actor, warnings }: Details,
): Promise<CreateApplicationOutcome['changed']> {
  const answered = input.answers.flatMap(({ value }): OutgoingAttachment[] =>
    typeof value === 'object' && 'chunks' in value ? [{ type: 'OTHER', file: value }] : [],
  );
  for (const attachment of [...input.attachments, ...answered]) {
    const what = `the file "${attachment.file.name}" was not added`;
    await attempt(warnings, what, () => addFile(context, applicationId, { attachment, actor }));
  }
  const details = detailsOf(input);
  if (details.length === 0) return [];
  const draft = { candidateId, applicationId, body: details.join('\n'), ...actor };
  const what = 'answers and details that Greenhouse has no fields for are not noted';
  return (await attempt(warnings, what, () => createNote(context, draft))) ?? [];
}
