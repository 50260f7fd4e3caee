import { RemoteError, inputError, lookUntilShown, path } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  CreateApplicationInput,
  CreateApplicationOutcome,
} from '@hirewire/connector-kit';
import { getPersonio } from '../call-personio.ts';
import { readStageBook } from '../read/stage-book.ts';
import type { Phase } from '../read/stage-book.ts';
import { addFiles, toApplicationBody } from './application-body.ts';
import { asRecruiter } from './as-recruiter.ts';
import { findApplication } from './find-application.ts';
import type { FoundApplication } from './find-application.ts';
import { uploadFiles } from './upload-files.ts';

/**
 * Personio answers that it took an application, and not which it is: it is looked for by person and job,
 * of whom Personio takes one. So one that is there before is not another that was made.
 */
export async function createApplication(
  context: ConnectorContext,
  input: CreateApplicationInput,
): Promise<CreateApplicationOutcome> {
  asRecruiter(context);
  const body = toApplicationBody(input, await findPhase(context, input.stageRemoteId));
  await requireJob(context, input.job.remoteId);
  if ((await findApplication(context, input)) !== null) throw alreadyApplied();
  const files = await uploadFiles(context, input);
  const said = await sendApplication(context, addFiles(body, files));
  const { applicationId, candidateId } = await findMade(context, input, said);
  return {
    applicationRemoteId: applicationId,
    candidateRemoteId: candidateId,
    changed: [
      { model: 'candidates', remoteId: candidateId },
      { model: 'applications', remoteId: applicationId },
    ],
    warnings: leftOut(input).map(
      (name) => `\`${name}\` was not sent: Personio's API has no place for it.`,
    ),
  };
}

/**
 * Of a job that there is not, Personio says that it is not published.
 * @throws RemoteError of kind `not-found`
 */
async function requireJob(context: ConnectorContext, id: string): Promise<void> {
  await getPersonio(context, path`/v2/recruiting/jobs/${id}`);
}

/** Personio puts applications with a stage that it does not know into the first one, without a word. */
async function findPhase(context: ConnectorContext, stageId: string | null): Promise<Phase | null> {
  if (stageId === null) return null;
  const model = 'application_stages';
  const { phaseOf } = await readStageBook(context, model, { isShared: false });
  const phase = phaseOf(stageId);
  if (phase !== null) return phase;
  // Stages that the customer has made cannot be looked up then.
  if (context.isDryRun) return { type: 'custom', id: Number(stageId) };
  throw inputError(
    `No application can be created in the stage ${stageId}: Personio has none with this number (any more).`,
  );
}

const applyPath = '/recruiting/applications';

/** @returns what Personio said of it, where it may have taken it */
async function sendApplication(context: ConnectorContext, json: object): Promise<string> {
  try {
    await context.remote.request({
      method: 'POST',
      ...asRecruiter(context),
      path: applyPath,
      json,
    });
    return 'Personio took the application';
  } catch (error) {
    if (!(error instanceof RemoteError) || !error.mayHaveHappened) throw error;
    return `Personio may have taken the application, as its answer was lost (${error.message.replace(/\.$/, '')})`;
  }
}

async function findMade(
  context: ConnectorContext,
  input: CreateApplicationInput,
  said: string,
): Promise<FoundApplication> {
  if (context.isDryRun) return { applicationId: '<application>', candidateId: '<candidate>' };
  return lookUntilShown(context, said, () => findApplication(context, input));
}

function alreadyApplied(): RemoteError {
  const message =
    'The person has applied for this job already, and Personio takes one application of a person for a job. Nothing was sent.';
  return new RemoteError({ kind: 'already-exists', message, status: null });
}

/** What must not stand in a text that is shown as the applicant's own, and sources without an id. */
function leftOut({ source, gdprConsent, sourcedByUserRemoteId }: CreateApplicationInput): string[] {
  return [
    ...(source.isAutomatic || source.remoteId !== null || source.name === null ? [] : ['source']),
    ...(gdprConsent === null ? [] : ['gdpr_consent']),
    ...(sourcedByUserRemoteId === null ? [] : ['sourced_by']),
  ];
}
