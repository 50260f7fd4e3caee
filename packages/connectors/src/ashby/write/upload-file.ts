import type { ConnectorContext, OutgoingFile } from '@hirewire/connector-kit';
import { changeAshby } from '../call-ashby.ts';
import { AshbyUpload } from '../remote-types.ts';
import { parseAnswer } from './parse-answer.ts';

export type UploadContext = 'CandidateResume' | 'CandidateFiles' | 'ApplicationForm';

/**
 * Sends a file to Ashby's storage and gives the handle that other methods take for it. Without one
 * of those nothing refers to it, so that a failure in between leaves nothing behind.
 * https://developers.ashbyhq.com/reference/filecreatefileuploadhandle
 */
export async function uploadFile(
  context: ConnectorContext,
  fileUploadContext: UploadContext,
  file: OutgoingFile,
): Promise<string> {
  const method = 'file.createFileUploadHandle';
  const answer = await changeAshby(context, method, {
    fileUploadContext,
    filename: file.name,
    contentType: file.contentType,
    contentLength: file.size,
  });
  const { handle, url, fields } = parseAnswer(AshbyUpload, answer, method);
  // All fields of the form come before the file, or the storage refuses it.
  const form = Object.entries(fields).map(([name, value]) => ({ name, value }));
  await context.remote.upload({
    method: 'POST',
    url,
    form: [...form, { name: 'file', value: file }],
  });
  return handle;
}
