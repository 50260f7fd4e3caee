import type { ResultLinkDraft } from '@hirewire/connector-kit';
import type {
  addApplicationAttachment as attachmentOperation,
  addApplicationNote as noteOperation,
  moveApplicationToStage as moveOperation,
  rejectApplication as rejectOperation,
  ResultLinkInput,
} from '@hirewire/contract';
import { findJob } from '@hirewire/store';
import type { z } from 'zod';
import type { Action } from './action.ts';
import { remoteFieldsOf } from './action.ts';
import { storeAndRespond } from './store-and-respond.ts';
import { getApplication, getRejectionReason, getStage } from './find-targets.ts';
import { openFile } from './open-file.ts';
import { requireWrite } from './require-write.ts';

// Each finds what it is about, lets the connector do it and stores what has changed.

interface On<Body> {
  applicationId: string;
  body: Body;
}

export async function moveApplicationToStage(
  action: Action,
  { applicationId, body }: On<z.output<typeof moveOperation.body>>,
): Promise<object> {
  const move = requireWrite(action, 'moveApplicationToStage');
  const { stored, ...application } = await getApplication(action, applicationId);
  const { database, integration } = action;
  const job =
    stored.jobId === null
      ? null
      : await findJob(database, { integrationId: integration.id, id: stored.jobId });
  const stageRemoteId = await getStage(action, body.stage_id, job);
  const remoteFields = remoteFieldsOf(action, body.remote_fields);
  return storeAndRespond(
    action,
    await move(action.context, { application, stageRemoteId, remoteFields }),
  );
}

export async function rejectApplication(
  action: Action,
  { applicationId, body }: On<z.output<typeof rejectOperation.body>>,
): Promise<object> {
  const reject = requireWrite(action, 'rejectApplication');
  const { stored: _, ...application } = await getApplication(action, applicationId);
  const input = {
    application,
    rejectionReasonRemoteId: await getRejectionReason(action, body.rejection_reason_id),
    note: body.note ?? null,
    remoteFields: remoteFieldsOf(action, body.remote_fields),
  };
  return storeAndRespond(action, await reject(action.context, input));
}

export async function addApplicationNote(
  action: Action,
  { applicationId, body }: On<z.output<typeof noteOperation.body>>,
): Promise<object> {
  const addNote = requireWrite(action, 'addApplicationNote');
  const { stored: _, ...application } = await getApplication(action, applicationId);
  const remoteFields = remoteFieldsOf(action, body.remote_fields);
  const input = { application, content: body.content, remoteFields };
  return storeAndRespond(action, await addNote(action.context, input));
}

export async function addApplicationResultLink(
  action: Action,
  { applicationId, body }: On<ResultLinkInput>,
): Promise<object> {
  const addLink = requireWrite(action, 'addApplicationResultLink');
  const { stored: _, ...application } = await getApplication(action, applicationId);
  const remoteFields = remoteFieldsOf(action, body.remote_fields);
  const input = { application, link: toLink(body), remoteFields };
  return storeAndRespond(action, await addLink(action.context, input));
}

export async function addApplicationAttachment(
  action: Action,
  { applicationId, body }: On<z.output<typeof attachmentOperation.body>>,
): Promise<object> {
  const addAttachment = requireWrite(action, 'addApplicationAttachment');
  const { stored: _, ...application } = await getApplication(action, applicationId);
  const { type, ...file } = body.attachment;
  const attachment = { type, file: await openFile(action, file, { place: 'attachment' }) };
  const remoteFields = remoteFieldsOf(action, body.remote_fields);
  const input = { application, attachment, remoteFields };
  return storeAndRespond(action, await addAttachment(action.context, input));
}

export function toLink({ label, url, details }: ResultLinkInput): ResultLinkDraft {
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
