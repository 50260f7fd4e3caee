import type {
  ApplicationRecord,
  CandidateDraft,
  CandidateRecord,
  CreateApplicationInput,
  CreateApplicationOutcome,
  OutgoingAttachment,
  SourceDraft,
} from '@hirewire/connector-kit';
import type {
  Application,
  Candidate,
  CreatedApplication,
  ScreeningQuestion,
} from '@hirewire/contract';
import {
  createApplication as applicationOperation,
  createCandidate as candidateOperation,
  inputInvalid,
  parseOptionalBody,
  parsePath,
  recordId,
} from '@hirewire/contract';
import type { ModelName } from '@hirewire/store';
import {
  findRemoteId,
  listPage,
  readDatabaseTime,
  saveActionRecords,
  trackApplication,
} from '@hirewire/store';
import type { z } from 'zod';
import type { Action, ActionInput } from './action.ts';
import { remoteFieldsOf, requireWrite } from './action.ts';
import { leaveOutEmpty, toCandidateDraft } from './candidate-draft.ts';
import { refuseErased } from '../erasure/refuse-erased.ts';
import { checkAnswers } from './check-answers.ts';
import { getJob, getStage, getUser } from './find-targets.ts';
import { openFile } from './open-file.ts';
import { storeChanges, toActionRecords } from '../records/store-changes.ts';

type Body = z.output<typeof applicationOperation.body>;

/** What the two ways of applying have in common. */
interface Wanted {
  jobId: string;
  body: Omit<Body, 'stage_id'> & { stage_id?: string | undefined };
}

export async function createApplication(action: Action, input: ActionInput): Promise<object> {
  const { job_id: jobId } = parsePath(applicationOperation.pathParameters, input.path);
  const body = parseOptionalBody(applicationOperation.body, withoutEmpty(action, input.body));
  const outcome = await apply(action, { jobId, body });
  if (outcome === null) return {};
  const id = recordId(action.integration.id, 'applications', outcome.applicationRemoteId);
  return toCreatedApplication(action, id);
}

/** The same with another answer: the candidate with all of their applications. */
export async function createCandidate(action: Action, input: ActionInput): Promise<object> {
  const given = withoutEmpty(action, input.body);
  const { application, ...rest } = parseOptionalBody(candidateOperation.body, given);
  const { job_id: jobId, stage_id } = application;
  const outcome = await apply(action, { jobId, body: { ...rest, stage_id } });
  if (outcome === null) return {};
  const id = recordId(action.integration.id, 'candidates', outcome.candidateRemoteId);
  return (await showRecord(action, 'candidates', id)) as Candidate;
}

function withoutEmpty({ warnings }: Action, body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('candidate' in body)) return body;
  return { ...body, candidate: leaveOutEmpty(body.candidate, warnings) };
}

/** Null in a dry run. */
async function apply(
  action: Action,
  { jobId, body }: Wanted,
): Promise<CreateApplicationOutcome | null> {
  const create = requireWrite(action, 'createApplication');
  const candidateDraft = toCandidateDraft(body.candidate, action.warnings);
  await refuseErased(action, candidateDraft);
  const job = await getJob(action, jobId);
  const { stage_id: stageId, screening_question_answers: answers = [] } = body;
  const questions: unknown = JSON.parse(job.stored?.screeningQuestions ?? '[]');
  const input: CreateApplicationInput = {
    job: { remoteId: job.remoteId },
    stageRemoteId: stageId === undefined ? null : await getStage(action, stageId, job.stored),
    candidate: candidateDraft,
    sourcedByUserRemoteId:
      body.sourced_by === undefined ? null : await getUser(action, body.sourced_by.user_id),
    source: toSource(action, body.source),
    gdprConsent:
      body.gdpr_consent === undefined
        ? null
        : {
            expires_at: body.gdpr_consent.expires_at ?? null,
            given: body.gdpr_consent.given ?? null,
          },
    answers: await checkAnswers(action, answers, questions as ScreeningQuestion[]),
    attachments: await openAttachments(action, body.attachments),
    remoteFields: remoteFieldsOf(action, body.remote_fields),
  };
  const outcome = await create(action.context, input);
  action.warnings.push(...outcome.warnings);
  if (action.isDryRun) return null;
  await keep(action, input, outcome);
  return outcome;
}

async function openAttachments(
  action: Action,
  attachments: Body['attachments'],
): Promise<OutgoingAttachment[]> {
  const opened: OutgoingAttachment[] = [];
  let bytes = 0;
  for (const [index, { type, ...file }] of attachments.entries()) {
    const field = `attachments[${index}]`;
    const outgoing = { type, file: await openFile(action, file, { field }) };
    bytes += outgoing.file.size;
    if (bytes > 2 * action.limits.fileBytes) {
      throw inputInvalid(
        `The attachments are larger than ${2 * action.limits.fileBytes} bytes together. ` +
          'Add the others to the application afterwards.',
      );
    }
    opened.push(outgoing);
  }
  return opened;
}

/** "… (Prod)": https://docs.kombo.dev calls environments that way, and no ATS should. */
function toSource(action: Action, source: Body['source']): SourceDraft {
  // An empty name counts as no name.
  const name = source?.name || source?.unified_key || null;
  const remoteId = source?.id || null;
  if (name !== null || remoteId !== null) return { name, remoteId, isAutomatic: false };
  const environmentName = action.environmentName.replace(/\s*\(prod\)$/i, '');
  return { name: environmentName, remoteId: null, isAutomatic: true };
}

/** Of what a caller sent, and has been checked. */
const noReport = { reportIssue: (): void => undefined };

/** Stores what the tool has now; where it does not tell, what it was sent. */
async function keep(
  action: Action,
  input: CreateApplicationInput,
  outcome: CreateApplicationOutcome,
): Promise<void> {
  const { database, integration } = action;
  const integrationId = integration.id;
  const { applicationRemoteId, candidateRemoteId, changed } = outcome;
  await trackApplication(database, {
    integrationId,
    remoteId: applicationRemoteId,
    origin: 'CREATED',
    trackedAt: action.clock.now(),
  });
  const isStored = await storeChanges(action, [
    { model: 'candidates', remoteId: candidateRemoteId },
    { model: 'applications', remoteId: applicationRemoteId, candidateRemoteId },
    ...changed,
  ]);
  if (isStored) return;
  const application: ApplicationRecord = {
    remote_id: applicationRemoteId,
    outcome: 'PENDING',
    job_remote_id: input.job.remoteId,
    candidate_remote_id: candidateRemoteId,
    current_stage_remote_id: input.stageRemoteId,
  };
  const id = recordId(integrationId, 'candidates', candidateRemoteId);
  const known = await findRemoteId(database, { integrationId, model: 'candidates', id });
  const candidates = known === null ? [toSentCandidate(candidateRemoteId, input.candidate)] : [];
  await saveActionRecords(database, {
    integrationId,
    cause: { type: 'action', id: action.interactionId },
    readAt: await readDatabaseTime(database.pool),
    records: [
      await toActionRecords(action, noReport, { model: 'candidates', records: candidates }),
      await toActionRecords(action, noReport, { model: 'applications', records: [application] }),
    ],
  });
}

function toSentCandidate(remoteId: string, draft: CandidateDraft): CandidateRecord {
  return {
    remote_id: remoteId,
    first_name: draft.first_name,
    last_name: draft.last_name,
    email_addresses: [{ email_address: draft.email_address, type: null }],
    tag_remote_ids: [],
  };
}

/** The answer shows the stage in short and the candidate in full, and no interviews or offers. */
async function toCreatedApplication(action: Action, id: string): Promise<CreatedApplication> {
  const shown = (await showRecord(action, 'applications', id)) as Application;
  const { interviews: _, offers: __, ...application } = shown;
  const { candidate_id: candidateId, current_stage: stage } = application;
  const candidate =
    candidateId === null
      ? null
      : ((await showRecord(action, 'candidates', candidateId)) as Candidate);
  const { applications: ___, ...details } = candidate ?? {};
  return {
    ...application,
    candidate: candidate === null ? null : (details as CreatedApplication['candidate']),
    current_stage:
      stage === null
        ? null
        : { id: stage.id, remote_id: stage.remote_id, name: stage.name, index: stage.index },
  };
}

/** The record as its list shows it. */
async function showRecord(
  { database, integration }: Action,
  model: ModelName,
  id: string,
): Promise<unknown> {
  const { json, count } = await listPage(database, {
    integrationId: integration.id,
    model,
    filters: { ids: [id] },
    pageSize: 1,
    includeDeleted: true,
    updatedAfter: null,
    after: null,
  });
  if (count === 0) throw new Error(`a record of ${model} was stored, but cannot be found`);
  return JSON.parse(json);
}
