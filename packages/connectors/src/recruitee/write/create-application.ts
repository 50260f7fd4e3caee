import { RemoteError, parseRemote, path, inputError, attempt } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  CreateApplicationInput,
  CreateApplicationOutcome,
  OutgoingAttachment,
} from '@hirewire/connector-kit';
import { getRecruitee } from '../call-recruitee.ts';
import { stagesOf } from '../read/offer-list.ts';
import { offerOf } from '../read/placements.ts';
import { RecruiteeOffer } from '../remote-types.ts';
import { statusOfJob } from '../vocabulary.ts';
import { splitAnswers, toNote } from './answers.ts';
import { addFile } from './attachments.ts';
import { coverLetterOf, detailsOf, leftOut, profileFieldsOf } from './candidate-details.ts';
import { findByEmail } from './find-candidate.ts';
import type { Person } from '../read/people.ts';
import { makeApplication } from './make-application.ts';
import type { Made } from './make-application.ts';
import { addProfileField } from './profile-fields.ts';
import { moveTo } from './move-application.ts';
import { createNote } from './notes.ts';

/**
 * Adds a candidate to a job; somebody with the same e-mail address gets a further placement. All that
 * follows is a warning where it fails.
 */
export async function createApplication(
  context: ConnectorContext,
  given: CreateApplicationInput,
): Promise<CreateApplicationOutcome> {
  coverLetterOf(given);
  const { answers, ...rest } = splitAnswers(given);
  const { attachments } = rest;
  const input = { ...given, ...rest };
  const offer = await requireOpen(context, input.job.remoteId);
  requireStage(offer, input.stageRemoteId);
  const person = await findByEmail(context, input.candidate.email_address);
  requireNotApplied(person, offer.id);
  const made = await makeApplication(context, { input, offer, person, answers, attachments });
  const note = made.noForm === null ? { lines: [], files: [] } : toNote(answers);
  const warnings = await complete(context, input, {
    made,
    lines: [...detailsOf(input.candidate), ...note.lines],
    files: [...attachments.filter((one) => one !== made.sentFile), ...note.files],
  });
  if (note.lines.length > 0) warnings.push(`The answers are in a note, as ${made.noForm}.`);
  return {
    applicationRemoteId: made.placementId,
    candidateRemoteId: made.candidateId,
    changed: [],
    warnings: [...made.warnings, ...warnings],
  };
}

async function requireOpen(context: ConnectorContext, id: string): Promise<RecruiteeOffer> {
  const raw = await getRecruitee(context, path`/offers/${id}`, 'offer');
  const ref = { model: 'jobs', reportIssue: context.reportIssue } as const;
  const offer = parseRemote(RecruiteeOffer, raw, ref);
  if (offer !== null && statusOfJob(offer.status) === 'OPEN' && !offer.deleted_at) return offer;
  throw new RemoteError({
    kind: 'job-closed',
    message: `The job "${offer?.title ?? id}" takes no applications in Recruitee: it is ${offer?.status ?? 'not open'}.`,
    status: null,
  });
}

/** The move comes when the application is there: its stage is looked up before. */
function requireStage(offer: RecruiteeOffer, stageId: string | null): void {
  const stages = stagesOf(offer);
  if (stageId === null || stages.length === 0 || stages.some(({ id }) => id === stageId)) return;
  throw inputError(`The job "${offer.title ?? offer.id}" has no stage ${stageId} in Recruitee.`);
}

/** A candidate can be in a job once; somebody who was turned down is moved to a stage again. */
function requireNotApplied(person: Person | null, offerId: string): void {
  const earlier = person?.parsed.placements?.find((one) => offerOf(one) === offerId);
  if (earlier === undefined) return;
  const message = `The person already has the application ${earlier.id} for this job in Recruitee.`;
  throw new RemoteError({ kind: 'already-exists', message, status: null });
}

async function complete(
  context: ConnectorContext,
  input: CreateApplicationInput,
  rest: { made: Made; lines: readonly string[]; files: readonly OutgoingAttachment[] },
): Promise<string[]> {
  const { candidateId, placementId, isNew } = rest.made;
  const { stageRemoteId: stage, candidate } = input;
  const warnings: string[] = [];
  if (stage !== null) {
    const move = () => moveTo(context, placementId, stage);
    await attempt(warnings, 'could not be moved to its stage', move);
  }
  for (const attachment of rest.files) {
    const what = `the file "${attachment.file.name}" could not be attached`;
    await attempt(warnings, what, async () => {
      warnings.push(...(await addFile(context, candidateId, attachment)));
    });
  }
  for (const field of isNew ? profileFieldsOf(candidate) : []) {
    const what = `${field.what} could not be added to the profile`;
    await attempt(warnings, what, () => addProfileField(context, candidateId, field));
  }
  if (rest.lines.length > 0) {
    const content = rest.lines.join('\n');
    await attempt(warnings, 'the note with details and answers could not be written', () =>
      createNote(context, candidateId, { content }),
    );
  }
  for (const name of leftOut(input)) {
    warnings.push(`\`${name}\` was not sent: Recruitee's API has no place for it.`);
  }
  return warnings;
}
