import { RemoteError, attempt, inputError } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  CreateApplicationInput,
  CreateApplicationOutcome,
} from '@hirewire/connector-kit';
import { statusOf } from '../read/to-job.ts';
import { applyAgain } from './apply-again.ts';
import { applyAsNew } from './apply-as-new.ts';
import { leftOut } from './candidate-body.ts';
import { findCandidate } from './find-candidate.ts';
import { giveStatus } from './move-application.ts';
import { readJob } from './read-objects.ts';

/**
 * A new person is made with their application, in one request. For one who is there, an application is
 * added; what is known of them stays, and what is new is added to it.
 */
export async function createApplication(
  context: ConnectorContext,
  input: CreateApplicationInput,
): Promise<CreateApplicationOutcome> {
  const { stageRemoteId: stage } = input;
  if (!context.isDryRun) await requireJob(context, input);
  const known = await findCandidate(context, input.candidate.email_address);
  const warnings: string[] = [];
  const made =
    known === null
      ? await applyAsNew(context, input, warnings)
      : await applyAgain(context, { input, known, warnings });
  if (stage !== null) {
    await attempt(warnings, 'it could not be moved to its stage', () =>
      giveStatus(context, made.applicationId, { status: stage, reason: null }),
    );
  }
  for (const name of leftOut(input)) {
    warnings.push(`\`${name}\` was not sent: onlyfy's API has no place for it.`);
  }
  return {
    applicationRemoteId: made.applicationId,
    candidateRemoteId: made.candidateId,
    changed: [],
    warnings,
  };
}

/** It is open, and has the stage. */
async function requireJob(
  context: ConnectorContext,
  { job: { remoteId: id }, stageRemoteId: stage }: CreateApplicationInput,
): Promise<void> {
  const { parsed } = await readJob(context, id);
  const name = parsed.title ?? id;
  if (statusOf(parsed) === 'CLOSED') {
    const message = `The job "${name}" takes no applications in onlyfy: it is finished.`;
    throw new RemoteError({ kind: 'job-closed', message, status: null });
  }
  const statuses = parsed.job_application_status_set?.statuses ?? [];
  if (stage === null || statuses.some((status) => status.id === stage)) return;
  throw inputError(`The job "${name}" has no status ${stage} in onlyfy. Name one of its stages.`);
}
