import type {
  ApplicationTarget,
  Json,
  ResultLinkDraft,
  WriteFunctions,
  WriteOutcome,
} from '@hirewire/connector-kit';
import type { ResultLinkInput } from '@hirewire/contract';
import {
  addApplicationAttachment,
  addApplicationNote,
  addApplicationResultLink,
  addCandidateAttachment,
  addCandidateResultLink,
  addCandidateTag,
  moveApplicationToStage,
  parseOptionalBody,
  parsePath,
  rejectApplication,
  removeCandidateTag,
} from '@hirewire/contract';
import type { StoredApplication } from '@hirewire/store';
import { findJob } from '@hirewire/store';
import type { z } from 'zod';
import { storeChanges } from '../records/store-changes.ts';
import type { Action, ActionInput, ActionOperation } from './action.ts';
import { remoteFieldsOf, requireWrite } from './action.ts';
import { getApplicationAttachments, getCandidateAttachments } from './attachments.ts';
import { createApplication, createCandidate } from './create-application.ts';
import { getApplication, getCandidate, getRejectionReason, getStage } from './find-targets.ts';
import { importTrackedApplication } from './import-tracked-application.ts';
import { openFile } from './open-file.ts';
import { passThrough } from './pass-through.ts';

/** Checks the input, acts, and gives the `data` of the answer. */
type Perform = (action: Action, input: ActionInput) => Promise<object>;

/** What is done for each operation. */
export const actions: Readonly<Record<ActionOperation['id'], Perform>> = {
  'create-application': createApplication,
  'create-candidate': createCandidate,
  'move-application-to-stage': onApplication(
    moveApplicationToStage,
    'moveApplicationToStage',
    async (action, { write, application, stored, body, remoteFields }) => {
      const { database, integration } = action;
      const job =
        stored.jobId === null
          ? null
          : await findJob(database, { integrationId: integration.id, id: stored.jobId });
      const stageRemoteId = await getStage(action, body.stage_id, job);
      return write(action.context, { application, stageRemoteId, remoteFields });
    },
  ),
  'reject-application': onApplication(
    rejectApplication,
    'rejectApplication',
    async (action, { write, application, body, remoteFields }) => {
      const { rejection_reason_id: reasonId } = body;
      // An empty note counts as no note, and some tools refuse it.
      const note = body.note?.trim() ? body.note : null;
      const rejectionReasonRemoteId = await getRejectionReason(action, reasonId);
      return write(action.context, { application, rejectionReasonRemoteId, note, remoteFields });
    },
  ),
  'add-application-note': onApplication(
    addApplicationNote,
    'addApplicationNote',
    (action, { write, application, body, remoteFields }) =>
      write(action.context, { application, content: body.content, remoteFields }),
  ),
  'add-application-result-link': onApplication(
    addApplicationResultLink,
    'addApplicationResultLink',
    (action, { write, application, body, remoteFields }) =>
      write(action.context, { application, link: toLink(body), remoteFields }),
  ),
  'add-application-attachment': onApplication(
    addApplicationAttachment,
    'addApplicationAttachment',
    async (action, { write, application, body, remoteFields }) => {
      const { type, ...input } = body.attachment;
      const attachment = { type, file: await openFile(action, input, { field: 'attachment' }) };
      return write(action.context, { application, attachment, remoteFields });
    },
  ),
  'get-application-attachments': getApplicationAttachments,
  'add-candidate-result-link': onCandidate(
    addCandidateResultLink,
    'addCandidateResultLink',
    (action, { write, candidate, body, remoteFields }) =>
      write(action.context, { candidate, link: toLink(body), remoteFields }),
  ),
  'add-candidate-attachment': onCandidate(
    addCandidateAttachment,
    'addCandidateAttachment',
    async (action, { write, candidate, body, remoteFields }) => {
      const { type, ...input } = body.attachment;
      const attachment = { type, file: await openFile(action, input, { field: 'attachment' }) };
      return write(action.context, { candidate, attachment, remoteFields });
    },
  ),
  'get-candidate-attachments': getCandidateAttachments,
  'add-candidate-tag': onCandidate(
    addCandidateTag,
    'addCandidateTag',
    (action, { write, candidate, body, remoteFields }) =>
      write(action.context, { candidate, tagName: body.tag.name, remoteFields }),
  ),
  'remove-candidate-tag': onCandidate(
    removeCandidateTag,
    'removeCandidateTag',
    (action, { write, candidate, body, remoteFields }) =>
      write(action.context, { candidate, tagName: body.tag.name, remoteFields }),
  ),
  'import-tracked-application': importTrackedApplication,
  'send-passthrough-request': passThrough,
};

/** What every write that answers with nothing but warnings is given. */
interface Write<Name extends keyof WriteFunctions, Body> {
  write: NonNullable<WriteFunctions[Name]>;
  body: Body;
  remoteFields: Readonly<Record<string, Json>>;
}

interface WithRemoteFields {
  remote_fields?: Readonly<Record<string, unknown>> | undefined;
}

/** An action on one application. */
function onApplication<Name extends keyof WriteFunctions, Body extends WithRemoteFields>(
  operation: {
    pathParameters: (typeof moveApplicationToStage)['pathParameters'];
    body: z.ZodType<Body>;
  },
  name: Name,
  work: (
    action: Action,
    given: Write<Name, Body> & { application: ApplicationTarget; stored: StoredApplication },
  ) => Promise<WriteOutcome>,
): Perform {
  return async (action, input) => {
    const { application_id: id } = parsePath(operation.pathParameters, input.path);
    const body = parseOptionalBody(operation.body, input.body);
    const write = requireWrite(action, name);
    const { stored, ...application } = await getApplication(action, id);
    const remoteFields = remoteFieldsOf(action, body.remote_fields);
    const given = { write, application, stored, body, remoteFields };
    return storeOutcome(action, await work(action, given));
  };
}

/** An action on one candidate. */
function onCandidate<Name extends keyof WriteFunctions, Body extends WithRemoteFields>(
  operation: {
    pathParameters: (typeof addCandidateTag)['pathParameters'];
    body: z.ZodType<Body>;
  },
  name: Name,
  work: (
    action: Action,
    given: Write<Name, Body> & { candidate: { remoteId: string } },
  ) => Promise<WriteOutcome>,
): Perform {
  return async (action, input) => {
    const { candidate_id: id } = parsePath(operation.pathParameters, input.path);
    const body = parseOptionalBody(operation.body, input.body);
    const write = requireWrite(action, name);
    const candidate = await getCandidate(action, id);
    const remoteFields = remoteFieldsOf(action, body.remote_fields);
    return storeOutcome(action, await work(action, { write, candidate, body, remoteFields }));
  };
}

async function storeOutcome(action: Action, { changed, warnings }: WriteOutcome): Promise<object> {
  action.warnings.push(...warnings);
  if (!action.isDryRun) await storeChanges(action, changed);
  return {};
}

function toLink({ label, url, details }: ResultLinkInput): ResultLinkDraft {
  return {
    label,
    url,
    details:
      details === undefined
        ? null
        : {
            customFieldNamePrefix: details.custom_field_name_prefix,
            attributes: details.attributes,
          },
  };
}
