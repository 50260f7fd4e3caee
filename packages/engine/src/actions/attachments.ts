import type { AttachmentRecord } from '@hirewire/connector-kit';
import { toIsoDate } from '@hirewire/connector-kit';
import type { ApplicationAttachment, CandidateAttachment } from '@hirewire/contract';
import {
  getApplicationAttachments as ofApplication,
  getCandidateAttachments as ofCandidate,
  parsePath,
  recordId,
} from '@hirewire/contract';
import { sealFileLink } from '../links/file-links.ts';
import type { Action, ActionInput } from './action.ts';
import { requireWrite } from './action.ts';
import { getApplication, getCandidate } from './find-targets.ts';

export async function getApplicationAttachments(
  action: Action,
  { path }: ActionInput,
): Promise<{ results: ApplicationAttachment[] }> {
  const { application_id: applicationId } = parsePath(ofApplication.pathParameters, path);
  const list = requireWrite(action, 'getApplicationAttachments');
  const { stored: _, ...application } = await getApplication(action, applicationId);
  const records = await list(action.context, { application });
  return { results: records.map((record) => toAttachment(action, record)) };
}

export async function getCandidateAttachments(
  action: Action,
  { path }: ActionInput,
): Promise<{ results: CandidateAttachment[] }> {
  const { candidate_id: candidateId } = parsePath(ofCandidate.pathParameters, path);
  const list = requireWrite(action, 'getCandidateAttachments');
  const candidate = await getCandidate(action, candidateId);
  const records = await list(action.context, { candidate });
  return {
    results: records.map((record) => ({
      ...toAttachment(action, record),
      candidate_id: candidateId,
      application_id:
        typeof record.application_remote_id === 'string'
          ? recordId(action.integration.id, 'applications', record.application_remote_id)
          : null,
    })),
  };
}

function toAttachment(
  { integration, secretKeys, clock, serverUrl }: Action,
  record: AttachmentRecord,
): ApplicationAttachment {
  const { remote_id, type, file_name, content_type, reference } = record;
  const integrationId = integration.id;
  const file = { integrationId, reference, name: file_name, contentType: content_type };
  return {
    id: recordId(integrationId, 'attachments', remote_id),
    type,
    remote_id,
    data_url: `${serverUrl}/hirewire/v1/files/${sealFileLink(secretKeys, clock, file)}`,
    file_name,
    content_type,
    remote_created_at: toIsoDate(record.remote_created_at, null),
    remote_updated_at: toIsoDate(record.remote_updated_at, null),
  };
}
