import type { AttachmentRecord } from '@hirewire/connector-kit';
import type { ApplicationAttachment, CandidateAttachment } from '@hirewire/contract';
import { toIsoDate } from '@hirewire/connector-kit';
import { recordId } from '@hirewire/contract';
import type { Action } from './action.ts';
import type { LinkedFile } from '../links/file-links.ts';
import { getApplication, getCandidate } from './find-targets.ts';
import { requireWrite } from './require-write.ts';

/** Makes the link under which a file can be fetched for a while. */
export type ToLink = (file: LinkedFile) => string;

export async function getApplicationAttachments(
  action: Action,
  { applicationId, toLink }: { applicationId: string; toLink: ToLink },
): Promise<{ results: ApplicationAttachment[] }> {
  const list = requireWrite(action, 'getApplicationAttachments');
  const { stored: _, ...application } = await getApplication(action, applicationId);
  const records = await list(action.context, { application });
  return { results: records.map((record) => toAttachment(action, record, toLink)) };
}

export async function getCandidateAttachments(
  action: Action,
  { candidateId, toLink }: { candidateId: string; toLink: ToLink },
): Promise<{ results: CandidateAttachment[] }> {
  const list = requireWrite(action, 'getCandidateAttachments');
  const candidate = await getCandidate(action, candidateId);
  const records = await list(action.context, { candidate });
  return {
    results: records.map((record) => ({
      ...toAttachment(action, record, toLink),
      candidate_id: candidateId,
      application_id:
        typeof record.application_remote_id === 'string'
          ? recordId(action.integration.id, 'applications', record.application_remote_id)
          : null,
    })),
  };
}

function toAttachment(
  { integration }: Action,
  record: AttachmentRecord,
  toLink: ToLink,
): ApplicationAttachment {
  const { remote_id, type, file_name, content_type, reference } = record;
  const integrationId = integration.id;
  return {
    id: recordId(integrationId, 'attachments', remote_id),
    type,
    remote_id,
    data_url: toLink({ integrationId, reference, name: file_name, contentType: content_type }),
    file_name,
    content_type,
    remote_created_at: toIsoDate(record.remote_created_at),
    remote_updated_at: toIsoDate(record.remote_updated_at),
  };
}
