import { RemoteError, attempt } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  CreateApplicationInput,
  CreateApplicationOutcome,
  OutgoingAttachment,
} from '@hirewire/connector-kit';
import { changeTeamtailor, linkTo } from '../call-teamtailor.ts';
import { addressOfResume, besideResume } from './attachments.ts';
import { detailsOf, leftOut } from './candidate-details.ts';
import { attachFile, sendFile, setResume } from './files.ts';
import { alreadyApplied, findCandidate, jobClosed, requireOpenJob } from './find-candidate.ts';
import { createNote } from './notes.ts';
import { extraAttributes } from './remote-fields.ts';
import { sendAnswers } from './send-answers.ts';
import { writeCandidate } from './write-candidate.ts';

/**
 * The candidate first, which can be repeated, then the application, which cannot: whatever fails after
 * that is a warning. The résumé comes after it, too: where the application fails and all is repeated,
 * a candidate who has the résumé already would get it once more among their files.
 */
export async function createApplication(
  context: ConnectorContext,
  input: CreateApplicationInput,
): Promise<CreateApplicationOutcome> {
  const jobId = input.job.remoteId;
  await requireOpenJob(context, input);
  const known = await findCandidate(context, input.candidate.email_address, jobId);
  const files = await sendFiles(context, input.attachments);
  const hasResume = known !== null && addressOfResume(known.candidate) !== null;
  const resume = hasResume ? undefined : files.find(({ type }) => type === 'CV');
  const candidateId = await writeCandidate(context, input, known);
  const applicationId = await apply(context, input, candidateId);
  const warnings = leftOut(input);
  const owner = { candidateId, jobId };
  const answerIds = known?.answerIds ?? new Map<string, string>();
  await sendAnswers(context, input.answers, { ...owner, answerIds, warnings });
  for (const file of files) {
    const what = `the file "${file.name}" could not be attached`;
    await attempt(warnings, what, () =>
      file === resume
        ? setResume(context, candidateId, file.uri)
        : attachFile(context, file, owner),
    );
    if (file.type === 'CV' && file !== resume) warnings.push(besideResume(file.name));
  }
  await noteDetails(context, input, { candidateId, warnings });
  return {
    applicationRemoteId: applicationId,
    candidateRemoteId: candidateId,
    changed: [],
    warnings,
  };
}

interface ReadyFile {
  type: OutgoingAttachment['type'];
  name: string;
  uri: string;
}

async function sendFiles(
  context: ConnectorContext,
  attachments: readonly OutgoingAttachment[],
): Promise<ReadyFile[]> {
  const files: ReadyFile[] = [];
  for (const { type, file } of attachments) {
    files.push({ type, name: file.name, uri: await sendFile(context, file) });
  }
  return files;
}

/** https://docs.teamtailor.com/#job-applications (create) */
async function apply(
  context: ConnectorContext,
  { job, stageRemoteId, sourcedByUserRemoteId, remoteFields }: CreateApplicationInput,
  candidateId: string,
): Promise<string> {
  try {
    const { id } = await changeTeamtailor(context, {
      method: 'POST',
      path: '/job-applications',
      data: {
        type: 'job-applications',
        attributes: {
          ...(sourcedByUserRemoteId !== null && { sourced: true }),
          ...extraAttributes(remoteFields, 'application'),
        },
        relationships: {
          candidate: linkTo('candidates', candidateId),
          job: linkTo('jobs', job.remoteId),
          ...(stageRemoteId !== null && { stage: linkTo('stages', stageRemoteId) }),
        },
      },
    });
    return id;
  } catch (error) {
    throw toRefusal(error);
  }
}

/** The words of the two refusals were not seen; both are looked for before. */
function toRefusal(error: unknown): unknown {
  if (!(error instanceof RemoteError) || error.status !== 422) return error;
  if (/\b(?:taken|already)\b/i.test(error.message)) return alreadyApplied(error);
  return /\b(?:archived|closed|expired)\b/i.test(error.message)
    ? jobClosed(error.message, error)
    : error;
}

async function noteDetails(
  context: ConnectorContext,
  input: CreateApplicationInput,
  { candidateId, warnings }: { candidateId: string; warnings: string[] },
): Promise<void> {
  const details = detailsOf(input);
  if (details.length === 0) return;
  const what = 'what Teamtailor has no fields for could not be noted';
  await attempt(warnings, what, async () => {
    await createNote(context, candidateId, {
      note: details.join('\n'),
      remoteFields: input.remoteFields,
    });
  });
}
