import { RemoteError, parseResults } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  CreateApplicationInput,
  CreateApplicationOutcome,
  OutgoingAttachment,
} from '@hirewire/connector-kit';
import { readByIds } from '../call-greenhouse.ts';
import { jobsPath } from '../read/jobs.ts';
import { GreenhouseJob } from '../remote-types.ts';
import { outcomes } from '../vocabulary.ts';
import { extraFields, findActor } from './acting-user.ts';
import type { Actor } from './acting-user.ts';
import { requireStage, toApplicationBody } from './application-body.ts';
import { addFile } from './attachments.ts';
import { detailsOf, leftOut, toCandidateBody } from './candidate-body.ts';
import { findByEmail, listApplications } from './find-records.ts';
import { makeApplication, makeCandidate } from './make-application.ts';
import type { Made } from './make-application.ts';
import { createNote } from './notes.ts';

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
  const [existing] = known;
  const made = await (existing === undefined
    ? makeCandidate(
        context,
        { ...toCandidateBody(input.candidate), ...extra },
        { application, actor },
      )
    : makeApplication(context, existing.id, { application, actor }));
  if (existing !== undefined) {
    warnings.push('The person was there already: Greenhouse keeps what it knows of them.');
  }
  const noted = await addDetails(context, made, { input, actor, warnings });
  for (const name of leftOut(input)) {
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

/** The texts of refusals are not documented, so that both are looked for before. */
async function requireOpen(context: ConnectorContext, id: string): Promise<void> {
  if (context.isDryRun) return;
  const rows = await readByIds(context, { path: jobsPath }, [id]);
  const [job] = parseResults(GreenhouseJob, rows, { model: 'jobs', context });
  if (job?.parsed.status === 'open') return;
  const what = job === undefined ? 'is not there' : `is ${job.parsed.status ?? 'not open'}`;
  const message = `The job ${id} ${what} in Greenhouse: only an open job takes applications.`;
  const kind = job === undefined ? 'not-found' : 'job-closed';
  throw new RemoteError({ kind, message, status: null });
}

/** Somebody who was rejected may apply again; a prospect has not applied yet. */
async function requireNotApplied(
  context: ConnectorContext,
  candidateId: string,
  jobId: string,
): Promise<void> {
  const all = await listApplications(context, candidateId);
  const earlier = all.find(
    ({ job_id: job, prospect, status }) =>
      job === jobId && prospect !== true && outcomes[status ?? ''] !== 'DECLINED',
  );
  if (earlier === undefined) return;
  const message = `The person already has the application ${earlier.id} for this job in Greenhouse.`;
  throw new RemoteError({ kind: 'already-exists', message, status: null });
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

async function attempt<Value>(
  warnings: string[],
  what: string,
  work: () => Promise<Value>,
): Promise<Value | null> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    warnings.push(`The application was created, but ${what}: ${error.message}`);
    return null;
  }
}
