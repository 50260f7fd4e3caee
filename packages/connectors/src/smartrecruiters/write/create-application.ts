import { RemoteError, parseRemote, parseResults, attempt } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  CreateApplicationInput,
  CreateApplicationOutcome,
  OutgoingAttachment,
} from '@hirewire/connector-kit';
import { pageSize, readRows } from '../call-smartrecruiters.ts';
import { applicationsOf, candidatesPath } from '../read/candidate-list.ts';
import { applicationIdOf } from '../read/ids.ts';
import { findJob, readAds } from '../read/jobs.ts';
import { openPostings } from '../read/postings.ts';
import { toStatus } from '../read/stages.ts';
import { SmartRecruitersCandidate, SmartRecruitersJob } from '../remote-types.ts';
import { jobStatuses } from '../vocabulary.ts';
import { answersAsText } from './answers.ts';
import { addFile } from './attachments.ts';
import { detailsOf, hasOwnSource, leftOut, toConsent } from './candidate-body.ts';
import type { Way } from './candidate-body.ts';
import { addToJob, applyByForm } from './make-application.ts';
import { postNote } from './messages.ts';
import { requireStage, setStatus } from './move-application.ts';
import { findSource } from './source.ts';

/** All that follows the application itself is a warning where it fails. */
export async function createApplication(
  context: ConnectorContext,
  input: CreateApplicationInput,
): Promise<CreateApplicationOutcome> {
  const job = await requireOpen(context, input.job.remoteId);
  await requireStage(context, input.stageRemoteId);
  await requireNotApplied(context, input);
  const needsForm = input.answers.length > 0 || Object.keys(toConsent(input)).length > 0;
  const uuid = needsForm ? await findPosting(context, job) : null;
  const way: Way = uuid === null ? 'job' : 'form';
  const source = hasOwnSource(input, way)
    ? { details: null, warnings: [] }
    : await findSource(context, input.source);
  const resume = input.attachments.find(({ type }) => type === 'CV');
  const candidateId =
    uuid === null
      ? await addToJob(context, input, source.details)
      : await applyByForm(context, input, { uuid, source: source.details, resume });
  const isSent = (attachment: OutgoingAttachment) => way === 'form' && attachment === resume;
  const warnings = await complete(context, input, {
    candidateId,
    files: input.attachments.filter((attachment) => !isSent(attachment)),
    lines: [
      ...detailsOf(input.candidate, way),
      ...(way === 'job' ? answersAsText(input.answers) : []),
    ],
  });
  return {
    applicationRemoteId: applicationIdOf(candidateId, input.job.remoteId),
    candidateRemoteId: candidateId,
    changed: [],
    warnings: [...source.warnings, ...warnings, ...notTaken(input, way)],
  };
}

async function requireOpen(context: ConnectorContext, id: string): Promise<SmartRecruitersJob> {
  const ref = { model: 'jobs', reportIssue: context.reportIssue } as const;
  const raw = await findJob(context, id);
  const job = raw === null ? null : parseRemote(SmartRecruitersJob, raw, ref);
  if (job === null) {
    const message = `SmartRecruiters does not have the job ${id}, or no longer.`;
    throw new RemoteError({ kind: 'not-found', message, status: 404 });
  }
  if (jobStatuses[job.status ?? ''] === 'OPEN') return job;
  const message = `The job "${job.title ?? id}" takes no applications in SmartRecruiters: it is ${job.status}.`;
  throw new RemoteError({ kind: 'job-closed', message, status: null });
}

/** The search looks for a text anywhere: each hit is compared. */
async function requireNotApplied(
  context: ConnectorContext,
  { candidate, job }: CreateApplicationInput,
): Promise<void> {
  const wanted = candidate.email_address.trim().toLowerCase();
  const query = { q: wanted, limit: pageSize };
  const rows = await readRows(context, candidatesPath, query);
  const hits = parseResults(SmartRecruitersCandidate, rows, { model: 'candidates', context });
  const earlier = hits
    .filter(({ parsed: { email } }) => email?.trim().toLowerCase() === wanted)
    .flatMap(({ parsed }) => applicationsOf(parsed))
    .find(({ jobId }) => jobId === job.remoteId);
  if (earlier === undefined) return;
  const id = applicationIdOf(earlier.candidateId, earlier.jobId);
  const message = `The person already has the application ${id} for this job in SmartRecruiters.`;
  throw new RemoteError({ kind: 'already-exists', message, status: null });
}

async function findPosting(
  context: ConnectorContext,
  job: SmartRecruitersJob,
): Promise<string | null> {
  if (context.isDryRun) return '<posting>';
  const ads = await readAds(context, job.id);
  return openPostings(context, 'jobs').find(job, ads);
}

async function complete(
  context: ConnectorContext,
  { job, stageRemoteId: stage }: CreateApplicationInput,
  rest: { candidateId: string; files: readonly OutgoingAttachment[]; lines: readonly string[] },
): Promise<string[]> {
  const { candidateId, files, lines } = rest;
  const ids = { candidateId, jobId: job.remoteId };
  const warnings: string[] = [];
  if (stage !== null) {
    const move = () => setStatus(context, ids, toStatus(stage));
    await attempt(warnings, 'could not be moved to its stage', move);
  }
  for (const attachment of files) {
    const what = `the file "${attachment.file.name}" could not be attached`;
    await attempt(warnings, what, () => addFile(context, ids, attachment));
  }
  if (lines.length > 0) {
    const write = () => postNote(context, candidateId, lines.join('\n'));
    await attempt(warnings, 'the note with details could not be written', write);
  }
  return warnings;
}

function notTaken(input: CreateApplicationInput, way: Way): string[] {
  const noPosting = 'the job is not published, and only the form of a posting takes them';
  const hasConsent = Object.keys(toConsent(input)).length > 0;
  return [
    ...(way === 'job' && input.answers.length > 0
      ? [`The answers are in a note: ${noPosting}.`]
      : []),
    ...(way === 'job' && hasConsent ? [`The consents were not sent: ${noPosting}.`] : []),
    ...leftOut(input).map(
      (name) => `\`${name}\` was not sent: SmartRecruiters' API has no place for it.`,
    ),
  ];
}
