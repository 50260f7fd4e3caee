import { RemoteError } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  CreateApplicationInput,
  OutgoingAttachment,
} from '@hirewire/connector-kit';
import { PersonioFile } from '../remote-types.ts';
import { fileCategories } from '../vocabulary.ts';
import { asRecruiter } from './as-recruiter.ts';

/** As an application names it. */
type FileReference = { uuid: string; original_filename: string; category: string };

/** Up to 20 MB take longer than other requests. */
const timeoutMs = 120_000;

/**
 * Sends the files of an application that is still to be created, and those of answers. A file that no
 * application names belongs to nobody: sending it again does no harm.
 * https://developer.personio.de/reference/post_v1-recruiting-applications-documents
 */
export async function uploadFiles(
  context: ConnectorContext,
  { attachments, answers }: Pick<CreateApplicationInput, 'attachments' | 'answers'>,
): Promise<FileReference[]> {
  const answered = answers.flatMap(({ value }): OutgoingAttachment[] =>
    typeof value === 'object' && 'chunks' in value ? [{ type: 'OTHER', file: value }] : [],
  );
  const files: FileReference[] = [];
  for (const { type, file } of [...attachments, ...answered]) {
    const { body, status } = await context.remote.request({
      method: 'POST',
      ...asRecruiter(context),
      path: '/recruiting/applications/documents',
      form: [{ name: 'file', value: file }],
      isIdempotent: true,
      timeoutMs,
    });
    const uploaded = PersonioFile.safeParse(body).data;
    if (uploaded === undefined) {
      const message =
        'Personio took a file, but does not tell which it is. Nothing was created: try again later.';
      throw new RemoteError({ kind: 'unavailable', message, status });
    }
    const { uuid } = uploaded;
    files.push({ uuid, original_filename: file.name, category: fileCategories[type] });
  }
  return files;
}
