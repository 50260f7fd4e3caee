import { RemoteError, attempt } from '@hirewire/connector-kit';
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
  if (!context.isDryRun) await requireOpen(context, input.job.remoteId);
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

async function requireOpen(context: ConnectorContext, id: string): Promise<void> {
  const { parsed } = await readJob(context, id);
  if (statusOf(parsed) !== 'CLOSED') return;
  const message = `The job "${parsed.title ?? id}" takes no applications in onlyfy: it is finished.`;
  throw new RemoteError({ kind: 'job-closed', message, status: null });
}
