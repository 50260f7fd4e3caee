import type { UploadContext } from '../resources/files.ts';
import type { AshbySimulator } from '../start-ashby-simulator.ts';
import { results } from './ashby-client.ts';

/** Announces a file and uploads it as documented; returns the handle to use. */
export async function uploaded(
  simulator: AshbySimulator,
  fileUploadContext: UploadContext,
  { filename = 'résumé.pdf', content = '%PDF- invented' } = {},
): Promise<string> {
  const bytes = Buffer.from(content);
  const { handle, url, fields } = await results(simulator, 'file.createFileUploadHandle', {
    fileUploadContext,
    filename,
    contentType: 'application/pdf',
    contentLength: bytes.length,
  });
  const response = await fetch(url, { method: 'POST', body: uploadForm(fields, bytes) });
  if (response.status !== 204) throw new Error(`Upload: ${response.status}`);
  return handle;
}

/** The form of an upload: all fields, then the file. */
export function uploadForm(fields: Record<string, string>, bytes: Buffer<ArrayBuffer>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([bytes]), 'upload.pdf');
  return form;
}
