import { attempt } from '@hirewire/connector-kit';
import type { ConnectorContext, CreateApplicationInput } from '@hirewire/connector-kit';
import { changeAshby } from '../call-ashby.ts';
import type { AshbyBody } from '../call-ashby.ts';
import type { AshbyApplication, AshbyCandidate, AshbyJob } from '../remote-types.ts';
import { attach } from './attachments.ts';
import { leftOut, toNoteLines, toProfile } from './candidate-details.ts';
import { moveTo } from './move-application-to-stage.ts';
import { createNote } from './notes.ts';

export interface Made {
  application: AshbyApplication;
  candidateId: string;
  /** Made by the form, which has no fields for stage, source and most of the profile. */
  isSubmitted: boolean;
  /** The CV went along with the form. */
  hasResume: boolean;
}

/** What both ways of applying work with. */
export interface Applying {
  context: ConnectorContext;
  input: CreateApplicationInput;
  job: AshbyJob;
  /** Who has the e-mail address already. */
  known: AshbyCandidate | null;
  origin: AshbyBody;
  warnings: string[];
}

/** The application is there by now: whatever fails from here on is a warning. */
export async function completeApplication(applying: Applying, made: Made): Promise<void> {
  if (made.isSubmitted) await completeForm(applying, made);
  await addFiles(applying, made);
  await addDetails(applying, made);
}

/** What the form has no fields for. */
async function completeForm(applying: Applying, made: Made): Promise<void> {
  const { context, input, known, origin, warnings } = applying;
  const { application, candidateId } = made;
  const { stageRemoteId } = input;
  if (stageRemoteId !== null && application.currentInterviewStage?.id !== stageRemoteId) {
    await attempt(warnings, 'could not be moved to its stage', () =>
      moveTo(context, application, stageRemoteId),
    );
  }
  if (Object.keys(origin).length > 0) {
    await attempt(warnings, 'its source could not be set', () =>
      setOrigin(applying, application.id),
    );
  }
  if (known === null) {
    await attempt(warnings, 'the profile could not be completed', () =>
      addProfile(applying, candidateId),
    );
  }
}

async function addFiles(applying: Applying, made: Made): Promise<void> {
  const { context, input, warnings } = applying;
  const { attachments } = input;
  const resume = attachments.find(({ type }) => type === 'CV');
  for (const attachment of attachments) {
    if (made.hasResume && attachment === resume) continue;
    // Another CV would take the place of the first.
    const type =
      attachment === resume ? 'CV' : attachment.type === 'CV' ? 'OTHER' : attachment.type;
    const what = `the file "${attachment.file.name}" could not be attached`;
    await attempt(warnings, what, () => attach(context, made.candidateId, { ...attachment, type }));
  }
}

async function addDetails(applying: Applying, made: Made): Promise<void> {
  const { context, input, known, warnings } = applying;
  if (known !== null) {
    warnings.push('The candidate was there already: their profile was left as it is.');
  }
  const lines = toNoteLines(input.candidate);
  if (lines.length > 0) {
    warnings.push('Ashby has no fields for some details of the candidate: they are in a note.');
    await attempt(warnings, 'some details could not be noted', () =>
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
  for (const body of bodies.filter((fields) => Object.keys(fields).length > 0)) {
    const all = { candidateId, ...body, sendNotifications: false };
    await changeAshby(context, 'candidate.update', all, { isIdempotent: true });
  }
}
