import { RemoteError, jsonWithFile, parseRemote, path, attempt } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  CreateApplicationInput,
  CreateApplicationOutcome,
  OutgoingAttachment,
} from '@hirewire/connector-kit';
import { z } from 'zod';
import { getWorkable } from '../call-workable.ts';
import { WorkableJob } from '../remote-types.ts';
import { jobStatuses } from '../vocabulary.ts';
import { findActingMember } from './acting-member.ts';
import { detailsOf, leftOut, toCandidateBody } from './candidate-body.ts';
import { createComment, fileTimeoutMs } from './comments.ts';

const Created = z.looseObject({ candidate: z.looseObject({ id: z.string().min(1) }) });

/** What is left to do when the application is there: its failure is a warning. */
interface Task {
  what: string;
  run: (candidateId: string, member: string) => Promise<void>;
}

/**
 * A candidate of Workable is a person in one job: somebody who has applied for another job gets a second
 * one. https://workable.readme.io/reference/job-candidates-create
 */
export async function createApplication(
  context: ConnectorContext,
  input: CreateApplicationInput,
): Promise<CreateApplicationOutcome> {
  const resume = input.attachments.find(({ type }) => type === 'CV');
  const tasks = listTasks(context, input, resume);
  await requireOpen(context, input.job.remoteId);
  // Before the application is made, as without a member nothing could be added to it.
  const member = tasks.length > 0 ? await findActingMember(context, input.remoteFields) : '';
  const id = await createCandidate(context, input, resume);
  const warnings: string[] = [];
  for (const { what, run } of tasks) {
    await attempt(warnings, what, () => run(id, member));
  }
  for (const name of leftOut(input)) {
    warnings.push(`\`${name}\` was not sent: Workable's API has no place for it.`);
  }
  return { applicationRemoteId: id, candidateRemoteId: id, changed: [], warnings };
}

/** A comment for each file; the first of them has the details, too, which take one of their own else. */
function listTasks(
  context: ConnectorContext,
  { attachments, candidate }: CreateApplicationInput,
  resume: OutgoingAttachment | undefined,
): Task[] {
  const text = detailsOf(candidate).join('\n');
  const lost = 'some details of the candidate, which Workable has no fields for, are not noted';
  const files = attachments.filter((attachment) => attachment !== resume);
  if (files.length === 0 && text !== '') {
    return [
      { what: lost, run: (id, member) => createComment(context, id, { member, body: text }) },
    ];
  }
  return files.map(({ file }, index): Task => {
    const hasDetails = index === 0 && text !== '';
    const body = hasDetails ? `${file.name}\n${text}` : file.name;
    const unattached = `the file "${file.name}" could not be attached`;
    return {
      what: hasDetails ? `${unattached}, and ${lost}` : unattached,
      run: (id, member) => createComment(context, id, { member, body, attachment: file }),
    };
  });
}

async function requireOpen(context: ConnectorContext, shortcode: string): Promise<void> {
  const ref = { model: 'jobs', reportIssue: context.reportIssue } as const;
  const raw = await getWorkable(context, path`/jobs/${shortcode}`);
  const job = parseRemote(WorkableJob, raw, ref);
  if (jobStatuses[job?.state ?? ''] === 'OPEN') return;
  throw new RemoteError({
    kind: 'job-closed',
    message: `The job "${job?.title ?? shortcode}" takes no applications in Workable: it is ${job?.state ?? 'not published'}.`,
    status: null,
  });
}

/**
 * People who apply are not sourced. Without `sourced`, Workable takes everybody for sourced and puts them
 * into another stage. Applicants get Workable's confirmation by e-mail.
 */
async function createCandidate(
  context: ConnectorContext,
  input: CreateApplicationInput,
  resume: OutgoingAttachment | undefined,
): Promise<string> {
  const candidate = toCandidateBody(input);
  const sourced = input.sourcedByUserRemoteId !== null;
  const request = {
    method: 'POST',
    path: path`/jobs/${input.job.remoteId}/candidates`,
    query: { stage: input.stageRemoteId },
    timeoutMs: fileTimeoutMs,
  } as const;
  const { body, status } = await context.remote.request(
    resume === undefined
      ? { ...request, json: { sourced, candidate } }
      : { ...request, body: withResume({ sourced, candidate }, resume) },
  );
  const created = Created.safeParse(body);
  if (created.success) return created.data.candidate.id;
  const message =
    'Workable made a candidate, but does not tell which it is. The next sync brings it.';
  throw new RemoteError({ kind: 'unknown', message, status, mayHaveHappened: true });
}

function withResume(
  { sourced, candidate }: { sourced: boolean; candidate: object },
  { file }: OutgoingAttachment,
) {
  return jsonWithFile(
    (data) => ({ sourced, candidate: { ...candidate, resume: { name: file.name, data } } }),
    file,
  );
}
