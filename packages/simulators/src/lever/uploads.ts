import type { FileHandle } from '../kit/files.ts';
import type { FormPart } from '../kit/form-parts.ts';
import { route } from '../kit/route.ts';
import type { Call, Route } from '../kit/route.ts';
import { json } from '../kit/vendor-message.ts';
import { invalid } from './lever.ts';
import type { Lever, LeverFile } from './lever.ts';
import { requireParameters } from './lists.ts';

const maxFileBytes = 30 * 1024 * 1024;
const uploadLifeMs = 60 * 60_000;

/** Files that applications name by their address, until it expires. */
export function uploadRoute(lever: Lever): Route {
  return route('POST /uploads', 'uploads:write:admin', (call) => {
    requireParameters(call, []);
    const file = sentFile(lever, call);
    const uri = `${call.origin}/v1/uploads/${file.id}`;
    lever.kept.uploads.set(uri, { file, expiresAt: call.at + uploadLifeMs });
    return json({ data: { uri } }, 201);
  });
}

/** The upload at an address; null when there is none, or it has expired. */
export function findUpload({ kept, company }: Lever, uri: string): LeverFile | null {
  const upload = kept.uploads.get(uri);
  return upload === undefined || upload.expiresAt <= company.now() ? null : upload.file;
}

/** The only part of a form, `file`. */
export function sentFile(lever: Lever, { parts }: Call): LeverFile {
  const [part, ...others] = parts ?? [];
  if (part?.name !== 'file' || others.length > 0) throw invalid('Send a form with one part, file');
  return storedFile(lever, part, 'other');
}

export function storedFile(lever: Lever, part: FormPart, kind: LeverFile['kind']): LeverFile {
  const { name, filename, content, contentType } = part;
  if (filename === null) throw invalid(`${name} must be a file`);
  if (content.length > maxFileBytes) throw invalid(`${name} is larger than 30 MB`);
  const stored: FileHandle = lever.files.store(filename, content, contentType);
  return { ...stored, kind, uploadedAt: lever.company.now(), size: content.length };
}
